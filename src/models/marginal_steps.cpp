#include "models/marginal_steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

void require_term(const char* name, std::optional<double> value, bool above_zero = false) {
  if (value && !(std::isfinite(*value) && (above_zero ? *value > 0 : *value >= 0)))
    throw DomainError(fmt::format("{} must be a number {} 0, not {}", name, above_zero ? ">" : ">=", *value));
}

void require_option(const MetricOption& o) {
  if (!(o.metric >= 0 && o.metric <= 1))
    throw DomainError(fmt::format("the metric of \"{}\" must lie in [0, 1], not {}", o.name, o.metric));
  if (!std::isfinite(o.cost_per_year) || !std::isfinite(o.value_per_year.value_or(0)))
    throw DomainError(fmt::format("the cost and the value of \"{}\" must be finite", o.name));
  require_term("weeks", o.weeks);
}

double slope(const PricedOptions& o, std::size_t from, std::size_t to) {
  return (o.cost[to] - o.cost[from]) / (100 * (o.metric[to] - o.metric[from]));
}

/// Whether the way from a to c is below b. What rounding alone bends stays straight: equal steps are all on the hull.
bool bends_down(const PricedOptions& o, std::size_t a, std::size_t b, std::size_t c) {
  const double first = slope(o, a, b), second = slope(o, b, c);
  return first - second > same_cost * std::abs(first);
}

/// As good and no dearer, and better in one; of equals the first.
bool dominates(const PricedOptions& o, std::size_t a, std::size_t b) {
  if (o.metric[a] < o.metric[b] || o.cost[a] > o.cost[b]) return false;
  return o.metric[a] > o.metric[b] || o.cost[a] < o.cost[b] || a < b;
}

std::optional<std::size_t> cheapest_dominating(const PricedOptions& o, std::size_t option) {
  std::optional<std::size_t> by;
  for (std::size_t j = 0; j < o.metric.size(); ++j) {
    if (j != option && dominates(o, j, option) && (!by || o.cost[j] < o.cost[*by])) by = j;
  }
  return by;
}

}  // namespace

PricedOptions priced(std::span<const MetricOption> options, const MarginalTerms& terms) {
  if (options.empty()) throw Refusal("there are no options to compare");
  for (const auto& o : options) require_option(o);
  require_term("value_per_point", terms.value_per_point);
  require_term("cost_per_week", terms.cost_per_week);
  require_term("misses_per_point", terms.misses_per_point, true);
  const auto all = [&](auto states) { return std::all_of(options.begin(), options.end(), states); };
  PricedOptions p;
  p.weeks_counted = terms.cost_per_week && all([](const MetricOption& o) { return o.weeks.has_value(); });
  p.values_stated = all([](const MetricOption& o) { return o.value_per_year.has_value(); });
  for (const auto& o : options) {
    p.metric.push_back(o.metric);
    p.cost.push_back(o.cost_per_year + (p.weeks_counted ? *o.weeks * *terms.cost_per_week : 0));
    p.weeks.push_back(o.weeks);
    if (p.values_stated)
      p.benefit.push_back(*o.value_per_year);
    else if (terms.value_per_point)
      p.benefit.push_back(100 * o.metric * *terms.value_per_point);
  }
  return p;
}

std::vector<std::size_t> ascending(const PricedOptions& o) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < o.metric.size(); ++i) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return o.metric[a] != o.metric[b] ? o.metric[a] < o.metric[b] : o.cost[a] < o.cost[b];
  });
  const auto same = [&](std::size_t a, std::size_t b) { return o.metric[a] == o.metric[b]; };
  order.erase(std::unique(order.begin(), order.end(), same), order.end());
  return order;
}

std::vector<std::size_t> lower_hull(const PricedOptions& o, const std::vector<std::size_t>& order) {
  std::size_t cheapest = 0;  // of equally cheap ones the best
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (o.cost[order[i]] <= o.cost[order[cheapest]]) cheapest = i;
  }
  std::vector<std::size_t> hull;
  for (std::size_t i = cheapest; i < order.size(); ++i) {
    while (hull.size() > 1 && bends_down(o, hull[hull.size() - 2], hull.back(), order[i])) hull.pop_back();
    hull.push_back(order[i]);
  }
  return hull;
}

std::vector<MarginalStep> steps_along(const PricedOptions& o, const std::vector<std::size_t>& order,
                                      const MarginalTerms& terms) {
  std::vector<MarginalStep> steps;
  for (std::size_t i = 1; i < order.size(); ++i) {
    MarginalStep s;
    s.from = order[i - 1], s.to = order[i];
    s.points = 100 * (o.metric[s.to] - o.metric[s.from]);
    s.cost = o.cost[s.to] - o.cost[s.from];
    s.cost_per_point = s.cost / s.points;
    if (o.weeks[s.from] && o.weeks[s.to]) s.weeks = *o.weeks[s.to] - *o.weeks[s.from];
    if (o.values_stated)
      s.benefit = o.benefit[s.to] - o.benefit[s.from];
    else if (terms.value_per_point)
      s.benefit = s.points * *terms.value_per_point;
    if (terms.misses_per_point) {
      s.misses_avoided = s.points * *terms.misses_per_point;
      s.cost_per_miss = s.cost_per_point / *terms.misses_per_point;
    }
    steps.push_back(s);
  }
  return steps;
}

std::vector<OffHull> off_hull(const PricedOptions& o, const std::vector<std::size_t>& hull) {
  std::vector<OffHull> off;
  for (std::size_t i = 0; i < o.metric.size(); ++i) {
    if (std::find(hull.begin(), hull.end(), i) != hull.end()) continue;
    OffHull found{i, cheapest_dominating(o, i), {}, {}};
    for (const std::size_t h : hull) {
      if (found.by) break;
      if (o.metric[h] < o.metric[i]) found.low = h;
      if (!found.high && o.metric[h] > o.metric[i]) found.high = h;
    }
    off.push_back(found);
  }
  return off;
}

}  // namespace premortem
