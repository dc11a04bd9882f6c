#pragma once
#include <memory>

namespace premortem {

/// Distribution functions. `cdf` is P(X <= x), `survival` is P(X > x) computed without cancellation, `quantile` is
/// the inverse of the cdf and `upper_quantile` that of the survival. Outside the support the tails are 0 and 1.
/// Relative error at most 1e-12 against 50-digit arithmetic over the ranges of tests/references/distributions.csv:
/// probabilities from 1e-200, shapes from 0.001 to 1e6. A normal quantile keeps 1e-12 of |mean| + |x - mean|.
/// @throws DomainError naming the inputs: parameters outside their domain, NaN, or an evaluation that failed
/// Implementation: Boost.Math in double; src/statistics says where and why another form is used.

// Beta(a, b) on [0, 1]; a, b > 0.
double beta_cdf(double a, double b, double x);
double beta_survival(double a, double b, double x);
double beta_quantile(double a, double b, double p);           ///< p in [0, 1]
double beta_upper_quantile(double a, double b, double q);     ///< x with survival(x) = q
double beta_density(double a, double b, double x);

/// Beta(a, b) for many quantiles: the bits of beta_quantile, beta_upper_quantile and beta_density, but what depends on a and b
/// alone is computed once, at the first call. Copies share it, and threads may.
class BetaDistribution {
 public:
  BetaDistribution(double a, double b);
  double quantile(double p) const;
  double upper_quantile(double q) const;
  double density(double x) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// Gamma(shape, scale) on [0, inf); shape, scale > 0.
double gamma_cdf(double shape, double scale, double x);
double gamma_survival(double shape, double scale, double x);
double gamma_quantile(double shape, double scale, double p);  ///< p in [0, 1]; infinite at 1
double gamma_upper_quantile(double shape, double scale, double q);
double gamma_density(double shape, double scale, double x);

// Normal(mean, sd); a finite mean, sd > 0.
double normal_cdf(double mean, double sd, double x);
double normal_survival(double mean, double sd, double x);
double normal_quantile(double mean, double sd, double p);     ///< p in (0, 1)
double normal_upper_quantile(double mean, double sd, double q);
double normal_density(double mean, double sd, double x);

// Binomial(trials, p), whole trials >= 0: P(X <= k) and P(X > k); k is rounded down.
double binomial_cdf(double trials, double p, double k);
double binomial_survival(double trials, double p, double k);
/// Smallest integer k with P(X <= k) >= u; u in (0, 1).
double binomial_quantile(double trials, double p, double u);

// Poisson(mean), mean >= 0; k is rounded down.
double poisson_cdf(double mean, double k);
double poisson_survival(double mean, double k);
/// Smallest integer k with P(X <= k) >= p; p in (0, 1), mean at most 1e15. A mean of 0 gives 0.
double poisson_quantile(double mean, double p);
/// Mean of the worst share `tail` of the outcomes (expected shortfall): q + E max(X - q, 0) / tail, with q the quantile at
/// 1 - tail. The least of all c + E max(X - c, 0) / tail (Rockafellar & Uryasev 2000, J. Risk 2(3)). Domain as the quantile's.
double poisson_expected_shortfall(double mean, double tail);

// Inverse Gaussian(mean, shape) on (0, inf); mean, shape > 0. First passage of a Brownian motion.
// cdf in the erfcx form, which does not overflow for shape/mean >= 355.
double inverse_gaussian_cdf(double mean, double shape, double x);
double inverse_gaussian_survival(double mean, double shape, double x);
double inverse_gaussian_quantile(double mean, double shape, double p);  ///< p in (0, 1)

}  // namespace premortem
