#include "models/delay_fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/curve_family.hpp"
#include "models/fit_measures.hpp"
#include "models/smooth_starts.hpp"

namespace premortem {
namespace {

constexpr AscentLimits coarse{40, 1e-6}, fine{1000, 1e-20};
constexpr double tie = 1e-7;  // log-likelihoods nearer than this are not told apart

CurveFamily without_floor(CurveFamily f) {
  if (f == CurveFamily::floor_logistic) return CurveFamily::logistic;
  return f == CurveFamily::floor_weibull ? CurveFamily::weibull : CurveFamily::log_logistic;
}

/// Whether some arm parts those who stay, before it, from those who left, after it; it may hold both.
bool is_parted(std::span<const DelayArm> arms) {
  std::size_t first_leaves = 0, last_stays = arms.size() - 1;
  while (first_leaves < last_stays && arms[first_leaves].left == 0) ++first_leaves;
  while (last_stays > first_leaves && arms[last_stays].left == arms[last_stays].sessions) --last_stays;
  return last_stays == first_leaves;
}

std::vector<DelayArm> reversed(std::span<const DelayArm> arms) { return {arms.rbegin(), arms.rend()}; }

CurveFit steep(std::span<const DelayArm> merged, CurveFamily family) {
  return refused_fit(merged, family, FitProblem::separation, "one delay parts those who stayed from those who left, so that the data do not say how steeply abandonment rises");
}

CurveFit flat(std::span<const DelayArm> merged, CurveFamily family) {
  return refused_fit(merged, family, FitProblem::not_rising, "abandonment does not rise with latency in these data: the best curve of this kind is flat or falls");
}

CurveFit restless(std::span<const DelayArm> merged, CurveFamily family) {
  return refused_fit(merged, family, FitProblem::no_convergence, "the search for the best curve of this kind did not come to rest");
}

/// Per ms from the scaled latency: b1 = a1 / scale, b0 = a0 - a1 centre / scale, and the covariance J C J'.
void set_parameters(AbandonmentCurve& curve, const ScaledArms& a, const CurveVector& at, const CurveMatrix& c) {
  const double shift = -a.centre / a.scale;
  const CurveMatrix by{{{1, 0, 0}, {0, 1, shift}, {0, 0, 1 / a.scale}}};
  const std::size_t first = has_floor(curve.family) ? 0 : 1;
  for (std::size_t i = first; i < most_parameters; ++i)
    for (std::size_t k = 0; k < most_parameters; ++k) curve.parameters[i - first] += by[i][k] * at[k];
  for (std::size_t i = first; i < most_parameters; ++i)
    for (std::size_t j = first; j < most_parameters; ++j)
      for (std::size_t k = 0; k < most_parameters; ++k)
        for (std::size_t l = 0; l < most_parameters; ++l) curve.covariance[i - first][j - first] += by[i][k] * c[k][l] * by[j][l];
  for (std::size_t i = 0; i < most_parameters; ++i)
    for (std::size_t j = 0; j < i; ++j) curve.covariance[i][j] = curve.covariance[j][i];  // the sums differ in their last bit
  curve.has_covariance = true;
}

/// The highest of several climbs.
std::optional<Ascent> highest(const ScaledArms& a, std::span<const CurveVector> starts, const AscentLimits& limits) {
  std::optional<Ascent> best;
  for (const auto& start : starts) {
    if (!std::isfinite(smooth_loglik(a, start))) continue;
    const Ascent end = ascend(a, start, FloorParameter::free, limits);
    if (!best || end.likelihood.loglik > best->likelihood.loglik) best = end;
  }
  return best;
}

/// The best place to climb from among many, and that of the curve without a floor, below which the fit is then never.
std::vector<CurveVector> last_starts(const ScaledArms& a, std::span<const DelayArm> merged, CurveFamily family) {
  std::vector<CurveVector> starts;
  if (const auto best = highest(grouped(a), floor_starts(grouped(a)), coarse)) starts.push_back(best->at);
  const bool has_zero = std::isinf(a.u.front());
  const auto positive = merged.subspan(has_zero ? 1 : 0);
  if ((has_zero && merged.front().left > 0) || !refused_by_counts(positive, without_floor(family), positive.size()).is_fitted()) return starts;
  const auto floorless = scaled_arms(positive, family);  // of the same centre and scale
  starts.push_back(ascend(floorless, flat_start(floorless), FloorParameter::none, coarse).at);
  return starts;
}

CurveFit fitted(std::span<const DelayArm> merged, CurveFamily family, const ScaledArms& a, const Ascent& top) {
  const auto covariance = inverse_information(top);
  if (!top.converged || !covariance) return restless(merged, family);
  CurveFit fit = delay_fit_of(merged, family);
  set_parameters(fit.curve, a, top.at, *covariance);
  fit.loglik = top.likelihood.loglik;
  add_fit_measures(fit, merged);
  return fit;
}

/// The likelihood is concave, so that it has a top just where the data overlap, and the climb finds it from anywhere.
/// Source of the condition: Albert & Anderson (1984), Biometrika 71; Silvapulle (1981), JRSS B 43 for other links.
CurveFit fit_floorless(std::span<const DelayArm> merged, CurveFamily family) {
  std::vector<DelayArm> used(merged.begin(), merged.end());
  if (!is_linear(family) && used.front().latency_ms == 0) {
    if (used.front().left > 0)
      return refused_fit(merged, family, FitProblem::outside_domain, fmt::format("{:.0f} left at 0 ms, where this curve has nobody leave; a curve with a floor can hold them", used.front().left));
    used.erase(used.begin());
  }
  if (auto refused = refused_by_counts(used, family, used.size()); !refused.is_fitted()) return refused_fit(merged, family, refused.problem, refused.why);
  if (is_parted(used)) return steep(merged, family);
  if (is_parted(reversed(used))) return flat(merged, family);
  const auto a = scaled_arms(used, family);
  const auto top = ascend(a, flat_start(a), FloorParameter::none, fine);
  if (top.converged && !(top.at[2] > 0 && top.likelihood.loglik > flat_loglik(used))) return flat(merged, family);
  return fitted(merged, family, a, top);
}

/// Of a floor at 0 ms and one share at all other delays, which a curve in ln t comes as near to as one likes when b1 falls to 0.
double jump_loglik(std::span<const DelayArm> merged) {
  return saturated_loglik(merged.front().sessions, merged.front().left) + flat_loglik(merged.subspan(1));
}

CurveFit fit_floored(std::span<const DelayArm> merged, CurveFamily family) {
  if (auto refused = refused_by_counts(merged, family, merged.size()); !refused.is_fitted()) return refused;
  const auto a = scaled_arms(merged, family);
  const auto top = highest(a, last_starts(a, merged, family), fine);
  if (!top) return restless(merged, family);
  const double reached = top->likelihood.loglik, level = flat_loglik(merged);
  const double falling = step_loglik(reversed(merged)), rising = step_loglik(merged);
  if (std::max(reached, rising) <= std::max(level, falling) + tie) return flat(merged, family);
  if (reached <= rising + tie) return steep(merged, family);
  if (std::isinf(a.u.front()) && reached <= jump_loglik(merged) + tie) return flat(merged, family);
  if (!(top->at[2] > 0)) return flat(merged, family);
  return fitted(merged, family, a, *top);
}

}  // namespace

CurveFit fit_smooth_curve(std::span<const DelayArm> merged, CurveFamily family) {
  return has_floor(family) ? fit_floored(merged, family) : fit_floorless(merged, family);
}

}  // namespace premortem
