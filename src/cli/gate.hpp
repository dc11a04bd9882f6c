#pragma once
#include <optional>

#include "cli/arguments.hpp"
#include "premortem/analysis/harm_assessment.hpp"

namespace premortem::cli {

/// Which verdicts fail `--gate`: stop, or with `--gate=bound` hold too.
enum class Gating { point, bound };

/// What the option says; absent where it is not given. @throws UsageError
std::optional<Gating> gating_of(const Arguments& arguments);

/// The exit code of a verb that did what it was asked to.
int gate_code(const std::optional<Gating>& gating, Verdict verdict);

}  // namespace premortem::cli
