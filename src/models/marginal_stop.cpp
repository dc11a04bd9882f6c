#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/marginal_steps.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr double no_limit = std::numeric_limits<double>::infinity();

bool pays(const MarginalStep& s) { return *s.benefit - s.cost >= -same_cost * std::abs(s.cost); }

/// [before, after]; absent where it would be empty by more than rounding.
std::optional<Interval> between(double before, double after) {
  if (before > after + same_cost * std::abs(after)) return std::nullopt;
  return Interval{std::min(before, after), after};
}

/// How many of the steps from `at` on are worth taking as one: the fewest that all pay and whose gain is beyond noise;
/// 0: none.
std::size_t steps_beyond_noise(const std::vector<MarginalStep>& steps, std::size_t at, const MarginalTerms& terms) {
  double points = 0;
  for (std::size_t i = at; i < steps.size() && pays(steps[i]); ++i) {
    points += steps[i].points;
    if (!terms.gain_half_width || points >= 100 * terms.gain_half_width(steps[at].from, steps[i].to)) return i + 1 - at;
  }
  return 0;
}

}  // namespace

MarginalStop walked(const PricedOptions& options, const std::vector<std::size_t>& order,
                    const std::vector<MarginalStep>& steps, const MarginalTerms& terms) {
  MarginalStop stop;
  if (options.benefit.empty()) return stop;
  std::size_t at = 0;
  while (const std::size_t taken = steps_beyond_noise(steps, at, terms)) at += taken;
  stop.option = order[at];
  stop.reason = at == steps.size() ? StopReason::nothing_better
                : pays(steps[at])  ? StopReason::gain_is_noise
                                   : StopReason::cost_exceeds_value;
  double before = 0;
  for (std::size_t i = 0; i < at; ++i) before = std::max(before, steps[i].cost_per_point);
  const double after = at == steps.size() ? no_limit : steps[at].cost_per_point;
  if (stop.reason != StopReason::gain_is_noise) stop.point_value = between(before, after);
  return stop;
}

std::optional<Interval> point_values_for(std::span<const MetricOption> options, const MarginalTerms& terms,
                                         std::size_t option) {
  const auto o = priced(options, terms);
  if (option >= o.metric.size()) throw DomainError(fmt::format("there is no option {} of {}", option, o.metric.size()));
  Interval values{0, no_limit};
  for (std::size_t j = 0; j < o.metric.size(); ++j) {
    const double points = 100 * (o.metric[option] - o.metric[j]), cost = o.cost[option] - o.cost[j];
    if (points > 0) values.low = std::max(values.low, cost / points);
    if (points < 0) values.high = std::min(values.high, cost / points);
    if (points == 0 && cost > 0) return std::nullopt;
  }
  return between(values.low, values.high);
}

}  // namespace premortem
