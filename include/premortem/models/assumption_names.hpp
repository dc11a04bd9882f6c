#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace premortem {

/// Every assumption that a model knows by name, in this version or a later one: `volume_per_day`, `cost_per_false_positive`, ...
const std::vector<std::string>& assumption_names();
bool is_assumption_name(std::string_view name);

}  // namespace premortem
