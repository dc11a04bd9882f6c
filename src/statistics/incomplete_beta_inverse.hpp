#pragma once
#include <optional>

#include "statistics/incomplete_beta.hpp"
#include "statistics/tail_root.hpp"

namespace premortem {

/// Beta(a, b) as its inverse sees it near 0. `prepared` holds what does not depend on the probability, for many of them.
struct BetaNearZero {
  struct Prepared {
    double least_tail;                              ///< the lower tail at the least normal double
    double log_gamma_a1, log_gamma_b, log_gamma_n;  ///< log Gamma of a + 1, b and a + b
  };
  BetaTails tails;
  std::optional<Prepared> prepared;
};

/// x in [0, 1] with the given tail of Beta(a, b) equal to p in [0, 1]; a root below the least normal double is 0.
/// Boost's inverse gives up for p = 1e-200 at (3, 3) and is 1e-11 off at (3, 1e6), hence our own.
double beta_root(double a, double b, Tail side, double p);

/// The same roots, to the bit, for many p.
class BetaInverse {
 public:
  BetaInverse(double a, double b);
  double root(Tail side, double p) const;
  double density(double x) const { return forward_.tails.density(x); }  ///< at x in (0, 1)

 private:
  BetaNearZero forward_, mirrored_;
  double lower_at_half_, upper_at_half_;
};

}  // namespace premortem
