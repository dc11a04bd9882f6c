#pragma once
#include "statistics/saddle_point.hpp"

namespace premortem {

/// The two tails and the density of Beta(a, b) at x in (0, 1), each without cancellation; a, b > 0.
/// Boost.Math while a + b < 1000; above, the kernel times the continued fraction, because Boost
/// loses up to five digits at (3, 1e6). Source of the fraction:
/// Didonato & Morris (1992), ACM Transactions on Mathematical Software 18, equation 9; its one difference is taken exactly.
class BetaTails {
 public:
  BetaTails(double a, double b) : a_(a), b_(b), kernel_(a, b) {}
  double a() const { return a_; }
  double b() const { return b_; }
  double lower(double x) const;
  double upper(double x) const;
  double density(double x) const;

 private:
  double near(double x, double excess) const;

  double a_, b_;
  BetaKernel kernel_;
};

/// The same for one x alone.
double beta_lower_tail(double a, double b, double x);
double beta_upper_tail(double a, double b, double x);

}  // namespace premortem
