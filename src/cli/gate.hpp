#pragma once
#include <optional>

#include "cli/arguments.hpp"

namespace premortem::cli {

/// Which verdicts fail `--gate`: stop, or with `--gate=bound` hold too.
enum class Gating { point, bound };

/// What the option says; absent where it is not given. @throws UsageError
std::optional<Gating> gating_of(const Arguments& arguments);

}  // namespace premortem::cli
