#pragma once
#include <string>

#include "premortem/core/number_text.hpp"

namespace premortem {

/// "0.019", "below 0.001": a p-value with the digits that matter.
inline std::string p_text(double p) { return p < 0.001 ? "below 0.001" : number_text(p, Rounding::nearest); }

}  // namespace premortem
