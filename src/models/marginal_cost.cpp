#include "premortem/models/marginal_cost.hpp"

#include <algorithm>

#include "models/marginal_steps.hpp"

namespace premortem {
namespace {

void add_miss_value(MarginalStop& stop, const MarginalTerms& terms) {
  if (!stop.point_value || !terms.misses_per_point) return;
  stop.miss_value =
      Interval{stop.point_value->low / *terms.misses_per_point, stop.point_value->high / *terms.misses_per_point};
}

/// The largest value less cost; of equal ones the better metric, as a step that brings what it costs is taken.
std::size_t largest_net(const PricedOptions& o, const std::vector<std::size_t>& order) {
  const auto net = [&](std::size_t i) { return o.benefit[i] - o.cost[i]; };
  std::size_t best = order.front();
  for (const std::size_t i : order) {
    if (net(i) >= net(best)) best = i;
  }
  return best;
}

std::string why_weeks_not(std::span<const MetricOption> options, const MarginalTerms& terms, bool counted) {
  const bool any = std::any_of(options.begin(), options.end(), [](const auto& o) { return o.weeks.has_value(); });
  if (counted || !any) return {};
  return terms.cost_per_week ? "not every option states its weeks" : "the cost of a week is not stated";
}

}  // namespace

MarginalCosts marginal_costs(std::span<const MetricOption> options, const MarginalTerms& terms) {
  const auto prices = priced(options, terms);
  MarginalCosts costs;
  costs.order = ascending(prices);
  costs.weeks_counted = prices.weeks_counted;
  costs.why_weeks_not = why_weeks_not(options, terms, prices.weeks_counted);
  const auto hull = lower_hull(prices, costs.order);
  costs.stated = steps_along(prices, costs.order, terms);
  costs.hull = steps_along(prices, hull, terms);
  costs.off_hull = off_hull(prices, hull);
  costs.stop = walked(prices, costs.order, costs.stated, terms);
  costs.hull_stop = walked(prices, hull, costs.hull, terms);
  if (prices.values_stated) {
    costs.hull_stop.option = largest_net(prices, costs.order);
    costs.hull_stop.reason = StopReason::best_of_all;
    costs.hull_stop.point_value = point_values_for(options, terms, *costs.hull_stop.option);
  }
  add_miss_value(costs.stop, terms);
  add_miss_value(costs.hull_stop, terms);
  return costs;
}

}  // namespace premortem
