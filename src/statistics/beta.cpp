#include <cmath>
#include <limits>
#include <mutex>
#include <optional>

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"
#include "statistics/incomplete_beta.hpp"
#include "statistics/incomplete_beta_inverse.hpp"

namespace premortem {
namespace {

void require_beta(const char* function, double a, double b) {
  require(positive_finite(a) && positive_finite(b), function, {{"a", a}, {"b", b}}, "a > 0 and b > 0 are needed");
}

/// At the end where the exponent is that of `near`: infinite, zero, or its limit for an exponent of 0.
double density_at_end(double near, double other) {
  if (near == 1) return other;
  return near < 1 ? std::numeric_limits<double>::infinity() : 0.0;
}

}  // namespace

double beta_cdf(double a, double b, double x) {
  require_beta("beta_cdf", a, b);
  require_number("beta_cdf", "x", x);
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return evaluated("beta_cdf", {{"a", a}, {"b", b}, {"x", x}}, [&] { return beta_lower_tail(a, b, x); });
}

double beta_survival(double a, double b, double x) {
  require_beta("beta_survival", a, b);
  require_number("beta_survival", "x", x);
  if (x <= 0) return 1;
  if (x >= 1) return 0;
  return evaluated("beta_survival", {{"a", a}, {"b", b}, {"x", x}},
                   [&] { return beta_upper_tail(a, b, x); });
}

double beta_quantile(double a, double b, double p) {
  require_beta("beta_quantile", a, b);
  require_probability("beta_quantile", "p", p);
  return evaluated("beta_quantile", {{"a", a}, {"b", b}, {"p", p}},
                   [&] { return beta_root(a, b, Tail::lower, p); });
}

double beta_upper_quantile(double a, double b, double q) {
  require_beta("beta_upper_quantile", a, b);
  require_probability("beta_upper_quantile", "q", q);
  return evaluated("beta_upper_quantile", {{"a", a}, {"b", b}, {"q", q}},
                   [&] { return beta_root(a, b, Tail::upper, q); });
}

double beta_density(double a, double b, double x) {
  require_beta("beta_density", a, b);
  require_number("beta_density", "x", x);
  if (x < 0 || x > 1) return 0;
  if (x == 0 || x == 1) return density_at_end(x == 0 ? a : b, x == 0 ? b : a);
  return evaluated("beta_density", {{"a", a}, {"b", b}, {"x", x}},
                   [&] { return BetaTails(a, b).density(x); });
}

struct BetaDistribution::State {
  double a, b;
  std::once_flag once;
  std::optional<BetaInverse> inverse;

  const BetaInverse& prepared() {
    std::call_once(once, [this] { inverse.emplace(a, b); });
    return *inverse;
  }

  double root(const char* function, const char* name, Tail side, double p) {
    require_beta(function, a, b);
    require_probability(function, name, p);
    return evaluated(function, {{"a", a}, {"b", b}, {name, p}}, [&] { return prepared().root(side, p); });
  }
};

BetaDistribution::BetaDistribution(double a, double b) : state_(std::make_shared<State>()) {
  state_->a = a, state_->b = b;
}

double BetaDistribution::quantile(double p) const { return state_->root("beta_quantile", "p", Tail::lower, p); }

double BetaDistribution::upper_quantile(double q) const { return state_->root("beta_upper_quantile", "q", Tail::upper, q); }

double BetaDistribution::density(double x) const {
  if (!(x > 0 && x < 1)) return beta_density(state_->a, state_->b, x);
  require_beta("beta_density", state_->a, state_->b);
  return evaluated("beta_density", {{"a", state_->a}, {"b", state_->b}, {"x", x}}, [&] { return state_->prepared().density(x); });
}

}  // namespace premortem
