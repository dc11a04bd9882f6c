#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace premortem {

/// Every assumption that a model knows by name, in this version or a later one: `volume_per_day`, `cost_per_false_positive`, ...
const std::vector<std::string>& assumption_names();
bool is_assumption_name(std::string_view name);

/// What the number of such an assumption is: an amount of money, a number of things or of units of time, neither (a share, a ratio, a
/// score), or any of them: false_negative_cost_per_value may be 55% of the value that is at stake.
enum class AssumptionUnit { money, amount, neither, any };
AssumptionUnit unit_of_assumption(std::string_view name);

}  // namespace premortem
