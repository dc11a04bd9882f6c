#include "premortem/models/delay_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

using Demand = std::span<const DemandPeriod>;
using Releases = std::vector<ModelRelease>;

void require_demand(Demand demand) {
  double last = 0;
  for (const auto& p : demand) {
    if (!(p.start >= last && p.end > p.start && std::isfinite(p.end) && p.volume >= 0 && std::isfinite(p.volume)))
      throw DomainError(fmt::format("demand from month {} to {} of {} items is out of order or not a volume", p.start,
                                    p.end, p.volume));
    last = p.end;
  }
}

void require_item(const ItemEconomics& item) {
  if (!std::isfinite(item.gain_per_item) || !(item.loss_per_error >= 0 && std::isfinite(item.loss_per_error)) ||
      !(item.rate_per_month > -1 && std::isfinite(item.rate_per_month)))
    throw DomainError(fmt::format("an item needs a gain, a loss >= 0 and a rate > -1, not {}, {}, {}",
                                  item.gain_per_item, item.loss_per_error, item.rate_per_month));
}

void require_releases(std::span<const ModelRelease> releases) {
  double last = 0;
  for (const auto& r : releases) {
    if (!(r.month >= last && std::isfinite(r.month) && r.error >= 0 && r.error <= 1 && r.spend >= 0 &&
          std::isfinite(r.spend)))
      throw DomainError(
          fmt::format("a release in month {} with error {} and spend {} is out of order or outside its domain", r.month,
                      r.error, r.spend));
    last = r.month;
  }
}

double value_per_item(const ItemEconomics& item, double error) {
  return item.gain_per_item - error * item.loss_per_error;
}

/// Items of a period discounted to month 0.
double present_volume(const DemandPeriod& p, double rate_per_month) {
  return p.volume * std::exp(-p.start * std::log1p(rate_per_month));
}

/// The share of a period between two times.
double share_between(const DemandPeriod& p, double from, double to) {
  return std::max(0.0, std::min(to, p.end) - std::max(from, p.start)) / (p.end - p.start);
}

/// Waiting must keep so many present items: walks back from the end of demand until it has them.
double latest_start_with(Demand demand, double rate_per_month, double items) {
  double after = 0;
  for (std::size_t i = demand.size(); i-- > 0;) {
    const auto& p = demand[i];
    const double here = present_volume(p, rate_per_month);
    if (here > 0 && after + here >= items) return p.end - (p.end - p.start) * (items - after) / here;
    after += here;
  }
  return 0;
}

BreakEvenDelay break_even_delay(Demand demand, const DelayQuestion& q, double now) {
  const double each = value_per_item(q.item, q.error_later);
  const double at_once = net_present_value(demand, q.item, Releases{{0, q.error_later, q.spend_later}});
  if (now <= -q.spend_later)
    return {std::nullopt,
            "no delay is too long: shipping now is worth no more than a launch too late to earn anything"};
  if (at_once < now)
    return {std::nullopt,
            each > 0 ? "the better model would not pay even without delay" : "the better model loses on every item"};
  return {latest_start_with(demand, q.item.rate_per_month, (now + q.spend_later) / each), ""};
}

ShipPlan best_plan(const DelayValue& v) {
  const double best = std::max({v.now, v.now_then_upgrade, v.later, 0.0});
  return v.now == best                ? ShipPlan::now
         : v.now_then_upgrade == best ? ShipPlan::now_then_upgrade
         : v.later == best            ? ShipPlan::later
                                      : ShipPlan::never;
}

}  // namespace

double net_present_value(Demand demand, const ItemEconomics& item, std::span<const ModelRelease> releases) {
  require_demand(demand);
  require_item(item);
  require_releases(releases);
  double value = 0;
  for (const auto& p : demand) {
    const double items = present_volume(p, item.rate_per_month);
    for (std::size_t i = 0; i < releases.size(); ++i) {
      const double until = i + 1 < releases.size() ? releases[i + 1].month : std::numeric_limits<double>::infinity();
      value += items * share_between(p, releases[i].month, until) * value_per_item(item, releases[i].error);
    }
  }
  for (const auto& r : releases) value -= r.spend;
  return value;
}

DelayValue delay_value(Demand demand, const DelayQuestion& q) {
  DelayValue v;
  v.upgrade_month = q.upgrade_month.value_or(q.delay_months);
  v.now = net_present_value(demand, q.item, Releases{{0, q.error_now, q.spend_now}});
  v.later = net_present_value(demand, q.item, Releases{{q.delay_months, q.error_later, q.spend_later}});
  v.now_then_upgrade =
      net_present_value(demand, q.item,
                        Releases{{0, q.error_now, q.spend_now},
                                 {v.upgrade_month, q.error_later, q.spend_upgrade.value_or(q.spend_later)}});
  v.best = best_plan(v);
  v.break_even = break_even_delay(demand, q, v.now);
  v.value_per_item_now = value_per_item(q.item, q.error_now);
  v.value_per_item_later = value_per_item(q.item, q.error_later);
  return v;
}

double cost_of_delay(Demand demand, const ItemEconomics& item, double error, double month, double weeks) {
  if (!(weeks >= 0)) throw DomainError(fmt::format("a delay must be a number of weeks >= 0, not {}", weeks));
  return net_present_value(demand, item, Releases{{month, error, 0}}) -
         net_present_value(demand, item, Releases{{month + months_of_weeks(weeks), error, 0}});
}

}  // namespace premortem
