#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "models/condensed.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/expected_abandonment.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

constexpr int last_step = 640;        // from 2^-10 to 2^10
constexpr double steps_a_doubling = 32;

double multiplier_at(double step) { return std::exp2((step - last_step / 2) / steps_a_doubling); }

/// What is compared with the allowed share: the estimate, or its upper limit.
enum class Compared { estimate, upper };

/// Absent where there is no limit. Where nobody, or everybody, leaves, that is the limit too: no quitting was seen at the
/// latencies of any request, or none that stay.
std::optional<double> compared(const ExpectedAbandonment& e, Compared what) {
  return what == Compared::estimate || e.value == 0 || e.value == 1 ? e.value : e.upper;
}

struct Question {
  const AbandonmentCurve& curve;
  const LatencyDistribution& latency;
  double allowed = 0, confidence = 0;

  ExpectedAbandonment at(double step) const { return expected_abandonment(curve, scaled(latency, multiplier_at(step)), confidence); }
  /// By how much the allowed share is exceeded; without a limit by all.
  double excess(double step, Compared what) const { return compared(at(step), what).value_or(2) - allowed; }
};

/// First steps of the scan at which the estimate, and its upper limit, exceed what is allowed; last_step + 1: none.
struct Scan {
  int estimate = last_step + 1, upper = last_step + 1;
};

Scan scan(const Question& question) {
  Scan first;
  for (int i = 0; i <= last_step && std::max(first.estimate, first.upper) > last_step; ++i) {
    const auto e = question.at(i);
    if (compared(e, Compared::estimate).value_or(2) > question.allowed) first.estimate = std::min(first.estimate, i);
    if (compared(e, Compared::upper).value_or(2) > question.allowed) first.upper = std::min(first.upper, i);
  }
  return first;
}

/// What the scan of condensed data found, on all of them.
int mended(const Question& q, int first, Compared what) {
  while (first > 0 && q.excess(first - 1, what) > 0) --first;
  while (first <= last_step && q.excess(first, what) <= 0) ++first;
  return first;
}

/// The largest step known to pass between one that passes and one that does not: false position with halved weights
/// (Illinois), every third time bisection, since of measured latencies the share jumps.
double refined(const Question& q, int first, Compared what) {
  double low = first - 1, high = first, at_low = q.excess(low, what), at_high = q.excess(high, what);
  constexpr double fine = 1e-9 * steps_a_doubling;  // in k: 7e-10 relative
  for (int i = 1; high - low > fine; ++i) {
    double next = low + (high - low) * at_low / (at_low - at_high);
    if (i % 3 == 0 || !(low < next && next < high)) next = low + (high - low) / 2;
    next = std::clamp(next, low + fine / 4, high - fine / 4);
    const double excess = q.excess(next, what);
    if (excess <= 0) low = next, at_low = excess, at_high /= 2;
    else high = next, at_high = excess, at_low /= 2;
  }
  return multiplier_at(low);
}

std::string why_nothing_passes(const Question& q) {
  const auto e = q.at(0);
  const std::string allowed = percent_text(q.allowed, Rounding::nearest);
  if (e.value > q.allowed) return fmt::format("even an answer at once loses more than {}: the floor is {}", allowed, percent_text(e.value, Rounding::nearest));
  return fmt::format("not even an answer at once is shown to lose at most {}: its upper limit is {}", allowed, percent_text(*e.upper, Rounding::up));
}

/// Wald's test, one-sided at the confidence of the limit, that the curve rises at all. Curves of quit times do so by
/// construction, those without parameters have no slope.
bool is_shown_to_rise(const AbandonmentCurve& c, double confidence) {
  if (!has_parameters(c.family) || !c.has_covariance || c.data == LatencyData::quits) return true;
  const std::size_t slope = c.family == CurveFamily::hinge ? 1 : parameter_count(c) - 1;
  return c.parameters[slope] > normal_upper_quantile(0, 1, 1 - confidence) * std::sqrt(c.covariance[slope][slope]);
}

void add_multiplier(const Question& q, int first, LatencyBudget& budget) {
  if (!is_shown_to_rise(q.curve, q.confidence)) {
    budget.why = "the slope of the curve is not significant: that slower answers lose sessions is not shown";
  } else if (first > last_step) {
    budget.why = fmt::format("even {:.0f} times the latency loses at most {}", multiplier_at(last_step), percent_text(q.allowed, Rounding::nearest));
  } else if (const auto e = q.at(first); !compared(e, Compared::upper)) {
    budget.why = e.why;
  } else if (first == 0) {
    budget.why = why_nothing_passes(q);
  } else {
    budget.multiplier = refined(q, first, Compared::upper);
  }
}

}  // namespace

LatencyBudget latency_budget(const AbandonmentCurve& curve, const LatencyDistribution& latency, double max_abandonment, double confidence) {
  if (!(max_abandonment > 0 && max_abandonment < 1)) throw DomainError(fmt::format("an allowed abandonment of {} does not lie within 0 and 1", max_abandonment));
  const Question question{curve, latency, max_abandonment, confidence};
  Scan first;
  if (is_condensable(curve, latency)) {
    const auto few_steps = condensed(curve);
    const auto few_samples = condensed(latency);
    first = scan({few_steps, few_samples, max_abandonment, confidence});
    first = {mended(question, first.estimate, Compared::estimate), mended(question, first.upper, Compared::upper)};
  } else {
    first = scan(question);
  }
  LatencyBudget budget;
  if (first.estimate > 0 && first.estimate <= last_step) budget.point_multiplier = refined(question, first.estimate, Compared::estimate);
  add_multiplier(question, first.upper, budget);
  if (const auto k = budget.multiplier ? budget.multiplier : budget.point_multiplier) {
    constexpr double little = 0.01;
    budget.extrapolated = expected_abandonment(curve, scaled(latency, *k), confidence).slower_share > little;
  }
  return budget;
}

}  // namespace premortem
