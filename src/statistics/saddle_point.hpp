#pragma once

namespace premortem {

// The leading factors of the incomplete gamma and beta functions in Loader's saddle-point form: the
// exponent is computed as a sum of deviances instead of as a difference of large logarithms, which costs the
// plain form (and Boost's) four digits at a million events.
// Source: Loader (2000), Fast and accurate computation of binomial probabilities.

/// x^a e^-x / Gamma(a + 1), for x = a + excess; a > 0, x > 0.
double gamma_kernel(double a, double excess);

/// (a + b) x - a, as if in one rounding: how far x lies beyond the mean, in counts.
double beta_excess(double a, double b, double x);

/// x^a (1-x)^b Gamma(a+b+1) / (Gamma(a+1) Gamma(b+1)), for x in (0, 1); a, b > 0. What depends on the shape alone is
/// computed once, for many x.
class BetaKernel {
 public:
  BetaKernel(double a, double b);
  double operator()(double x) const;

 private:
  double a_, b_, correction_, root_;
};

}  // namespace premortem
