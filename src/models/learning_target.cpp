#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/learning_points.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/learning_curve.hpp"

namespace premortem {
namespace {

constexpr double most_examples = 1e15;

/// Numbers of examples at which curves that fit have this error.
Interval examples_interval(const LearningCurve& curve, double error, double examples) {
  const auto data = weighted(curve.points, curve.weighting);
  const double reference = log_reference(curve.points);
  const auto rise = [&](double log_examples) {
    return best_through(data, log_examples - reference, error).sum_of_squares - *curve.limit;
  };
  const double best = std::log(examples), least = std::min(0.0, best);
  const double low = std::exp(outermost(rise, best, least));
  if (error <= curve.c_interval->high || examples >= most_examples)
    return {low, std::numeric_limits<double>::infinity()};
  const double most = std::log(most_examples), high = outermost(rise, best, most);
  return {low, high == most ? std::numeric_limits<double>::infinity() : std::exp(high)};
}

}  // namespace

TargetReach reach_of(const LearningCurve& curve, double error) {
  if (!(error > 0 && error < 1)) throw DomainError(fmt::format("a target error must lie in (0, 1), not {}", error));
  TargetReach reach;
  reach.examples = examples_for(curve, error);
  if (reach.examples) reach.beyond_data = *reach.examples / curve.points.back().examples;
  if (!curve.c_interval) {
    reach.why = curve.why_no_interval;
    return reach;
  }
  const auto [low, high] = *curve.c_interval;
  if (error <= low) {
    reach.verdict = TargetVerdict::unreachable;
    reach.why = fmt::format("with more data of this kind the error levels off at {:.4g} or above", low);
    return reach;
  }
  if (reach.examples) reach.interval = examples_interval(curve, error, *reach.examples);
  if (error <= high) {
    reach.why = fmt::format("the error may level off anywhere between {:.4g} and {:.4g}", low, high);
  } else if (std::isinf(reach.interval->high)) {
    reach.why = fmt::format("more than {:.0e} examples cannot be excluded", most_examples);
  } else {
    reach.verdict = TargetVerdict::reachable;
  }
  return reach;
}

}  // namespace premortem
