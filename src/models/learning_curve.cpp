#include "premortem/models/learning_curve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "models/learning_points.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

void require_point(const MeasuredError& p) {
  if (!(p.examples > 0) || !std::isfinite(p.examples) || !(p.error >= 0 && p.error <= 1) ||
      (p.test_size && !(*p.test_size >= 1 && std::isfinite(*p.test_size))))
    throw DomainError(
        fmt::format("a learning curve needs examples > 0, an error in [0, 1] and a test size >= 1, not {}, {}, {}",
                    p.examples, p.error, p.test_size.value_or(1)));
}

std::vector<MeasuredError> in_order(std::span<const MeasuredError> points) {
  std::vector<MeasuredError> sorted(points.begin(), points.end());
  for (const auto& p : sorted) require_point(p);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::tie(a.examples, a.error, a.test_size) < std::tie(b.examples, b.error, b.test_size);
  });
  return sorted;
}

void require_falling(const std::vector<MeasuredError>& points, const std::vector<WeightedError>& weighted_points) {
  std::size_t sizes = 0;
  for (std::size_t i = 0; i < points.size(); ++i) sizes += i == 0 || points[i].examples != points[i - 1].examples;
  if (sizes < 3)
    throw Refusal(fmt::format("a learning curve needs 3 distinct numbers of examples; there are {}", sizes));
  double w = 0, x = 0, xy = 0, y = 0;
  for (const auto& p : weighted_points) w += p.weight, x += p.weight * p.log_size, y += p.weight * p.error;
  for (const auto& p : weighted_points) xy += p.weight * (p.log_size - x / w) * (p.error - y / w);
  if (!(xy < 0)) throw Refusal("the error does not fall with more examples, so no number of examples follows from it");
}

/// Quantile of F on (1, df), as the square of Student's t, from the Beta distribution.
double f_quantile(double df, double confidence) {
  const double rest = beta_quantile(df / 2, 0.5, 1 - confidence);
  return df * (1 - rest) / rest;
}

/// The sum of squares up to which values are inside; absent with the reason.
std::optional<double> interval_limit(LearningCurve& curve, double confidence) {
  const double df = static_cast<double>(curve.points.size()) - 3, sum = curve.sum_of_squares;
  if (df < 1) {
    curve.why_no_interval = "three points fit any such curve exactly; a fourth would show how far to trust it";
    return std::nullopt;
  }
  if (curve.weighting == ErrorWeighting::test_size) {
    curve.fit_p = gamma_survival(df / 2, 2, sum);
    curve.inflated = *curve.fit_p < 0.05;
    const double z = normal_upper_quantile(0, 1, (1 - confidence) / 2);
    return sum + (curve.inflated ? sum / df * f_quantile(df, confidence) : z * z);
  }
  const auto [least, most] = std::minmax_element(curve.points.begin(), curve.points.end(),
                                                 [](const auto& a, const auto& b) { return a.error < b.error; });
  const double fall = most->error - least->error;
  if (sum <= 1e-16 * fall * fall) {  // no measured error is that smooth, and its scatter would be that of rounding
    curve.why_no_interval =
        "the errors lie exactly on a curve, so their scatter is not known; state n, the size of the test sets";
    return std::nullopt;
  }
  return sum * (1 + f_quantile(df, confidence) / df);
}

}  // namespace

double log_reference(const std::vector<MeasuredError>& points) {
  return (std::log(points.front().examples) + std::log(points.back().examples)) / 2;
}

std::vector<WeightedError> weighted(const std::vector<MeasuredError>& points, ErrorWeighting weighting) {
  const double reference = log_reference(points);
  std::vector<WeightedError> result;
  for (const auto& p : points) {
    WeightedError w{std::log(p.examples) - reference, p.error, 1};
    if (weighting == ErrorWeighting::test_size) {
      const double n = *p.test_size, half = 0.5 / (n + 1), e = p.error == 0 ? half : p.error == 1 ? 1 - half : p.error;
      w.weight = n / (e * (1 - e));
    }
    result.push_back(w);
  }
  return result;
}

LearningCurve fit_learning_curve(std::span<const MeasuredError> points, double confidence) {
  if (!(confidence > 0 && confidence < 1))
    throw DomainError(fmt::format("confidence must lie in (0, 1), not {}", confidence));
  LearningCurve curve;
  curve.points = in_order(points);
  if (curve.points.empty()) throw Refusal("a learning curve needs 3 distinct numbers of examples; there are 0");
  const bool sized = std::all_of(points.begin(), points.end(), [](const auto& p) { return p.test_size.has_value(); });
  curve.weighting = sized ? ErrorWeighting::test_size : ErrorWeighting::equal;
  const auto data = weighted(curve.points, curve.weighting);
  require_falling(curve.points, data);
  const auto best = best_curve(data);
  if (best.b >= largest_b * (1 - 1e-6) || best.a == 0)
    throw Refusal(
        "the error falls in one step and then stays, which no power of the examples describes; measure more sizes in "
        "between");
  curve.c = best.c, curve.b = best.b, curve.sum_of_squares = best.sum_of_squares;
  curve.a = best.a * std::exp(best.b * log_reference(curve.points));
  curve.limit = interval_limit(curve, confidence);
  if (!curve.limit) return curve;
  const auto rise = [&](double c) { return best_with_floor(data, c).sum_of_squares - *curve.limit; };
  curve.c_interval = Interval{outermost(rise, curve.c, 0), outermost(rise, curve.c, 1)};
  return curve;
}

double error_at(const LearningCurve& curve, double examples) {
  if (!(examples > 0)) throw DomainError(fmt::format("the error at {} examples is not defined", examples));
  return curve.c + curve.a * std::pow(examples, -curve.b);
}

std::optional<double> examples_for(const LearningCurve& curve, double error) {
  if (!(error > curve.c)) return std::nullopt;
  return std::exp(std::log(curve.a / (error - curve.c)) / curve.b);
}

}  // namespace premortem
