#include "analysis/step_fit.hpp"

#include <algorithm>
#include <cmath>

namespace premortem {
namespace {

using Values = std::vector<double>;

double weighted(const Values& a, const Values& b, const Values& w) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += w[i] * a[i] * b[i];
  return sum;
}

void centre(Values& v, const Values& w) {
  const Values ones(v.size(), 1);
  const double mean = weighted(v, ones, w) / weighted(ones, ones, w);
  for (double& x : v) x -= mean;
}

/// What is left of v beside the part along u; both centred.
void take_out(Values& v, const Values& u, const Values& w) {
  const double length = weighted(u, u, w), along = length > 0 ? weighted(u, v, w) / length : 0;
  for (std::size_t i = 0; i < v.size(); ++i) v[i] -= along * u[i];
}

double lag_one(const Values& residual, const Values& w) {
  double over = 0, under = 0;
  for (std::size_t i = 0; i < residual.size(); ++i) {
    under += w[i] * residual[i] * residual[i];
    if (i > 0) over += std::sqrt(w[i] * w[i - 1]) * residual[i] * residual[i - 1];
  }
  return under > 0 ? over / under : 0;
}

/// Variance of a share of one item, the mean over all of them; 0 for other values.
double binomial_scale(const DatedShares& s) {
  double sum = 0, n = 0;
  for (std::size_t i = 0; i < s.value.size(); ++i) {
    if (s.value[i] < 0 || s.value[i] > 1) return 0;
    sum += s.n[i] * s.value[i], n += s.n[i];
  }
  return sum / n * (1 - sum / n);
}

}  // namespace

std::optional<StepFit> step_fit(const DatedShares& s, double at, bool trend) {
  const auto before = std::count_if(s.day.begin(), s.day.end(), [&](double d) { return d < at; }), after = static_cast<std::ptrdiff_t>(s.day.size()) - before;
  StepFit fit;
  fit.has_trend = trend, fit.df = static_cast<double>(s.day.size()) - (trend ? 3 : 2);
  if (before < 2 || after < 2 || fit.df < 1) return std::nullopt;
  Values step, day = s.day, y = s.value;
  for (const double d : s.day) step.push_back(d >= at ? 1 : 0);
  centre(step, s.n), centre(y, s.n), centre(day, s.n);
  if (trend) take_out(step, day, s.n), take_out(y, day, s.n);
  const double length = weighted(step, step, s.n);
  if (!(length > 1e-9)) return std::nullopt;
  fit.step = weighted(step, y, s.n) / length;
  take_out(y, step, s.n);
  fit.residual = weighted(y, y, s.n), fit.scale = std::max(fit.residual / fit.df, binomial_scale(s));
  fit.autocorrelation = lag_one(y, s.n);
  const double r = std::clamp(fit.autocorrelation, 0.0, 0.9);
  fit.standard_error = std::sqrt(fit.scale / length * (1 + r) / (1 - r));
  return fit.standard_error > 0 ? std::optional(fit) : std::nullopt;
}

std::optional<double> best_step_day(const DatedShares& s, bool trend) {
  std::optional<double> best;
  double least = INFINITY;
  for (std::size_t i = 2; i + 1 < s.day.size(); ++i) {
    const auto fit = step_fit(s, s.day[i], trend);
    if (fit && fit->residual < least) least = fit->residual, best = s.day[i];
  }
  return best;
}

}  // namespace premortem
