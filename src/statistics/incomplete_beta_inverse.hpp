#pragma once
#include "statistics/tail_root.hpp"

namespace premortem {

/// x in [0, 1] with the given tail of Beta(a, b) equal to p in [0, 1]; a root below the least normal double is 0.
/// Boost's inverse gives up for p = 1e-200 at (3, 3) and is 1e-11 off at (3, 1e6), hence our own.
double beta_root(double a, double b, Tail side, double p);

}  // namespace premortem
