#pragma once
#include <optional>

#include "statistics/saddle_point.hpp"
#include "statistics/tail_root.hpp"

namespace premortem {

/// The two tails and the density of Beta(a, b) at x in (0, 1), each without cancellation; a, b > 0.
/// Boost.Math while a + b < 1000; above, the kernel times the continued fraction, because Boost
/// loses up to five digits at (3, 1e6). Source of the fraction:
/// Didonato & Morris (1992), ACM Transactions on Mathematical Software 18, equation 9; its one difference is taken exactly.
class BetaTails {
 public:
  /// One x, for which the kernel is computed once where the tail and the density both want it. Lives no longer than its tails.
  struct At {
    const BetaTails& tails;
    double x;
    std::optional<double> kernel;
    double tail;
    double density() const;
  };

  BetaTails(double a, double b) : a_(a), b_(b), kernel_(a, b) {}
  double a() const { return a_; }
  double b() const { return b_; }
  At at(Tail side, double x) const;
  double lower(double x) const { return at(Tail::lower, x).tail; }
  double upper(double x) const { return at(Tail::upper, x).tail; }
  double density(double x) const { return At{*this, x, std::nullopt, 0}.density(); }

 private:
  double a_, b_;
  BetaKernel kernel_;
};

/// The same for one x alone.
double beta_lower_tail(double a, double b, double x);
double beta_upper_tail(double a, double b, double x);

}  // namespace premortem
