#pragma once
#include <string>

#include "premortem/analysis/sweep_design.hpp"

namespace premortem::cli {

/// `grid`, `lhs:N` or `sobol:N`, N from 1 to 2^53 and also written 1e4. @throws UsageError
SweepDesign parse_sweep_design(const std::string& text);

}  // namespace premortem::cli
