#include "analysis/monitor_traffic.hpp"

#include "analysis/harm_mode.hpp"
#include "premortem/models/harm_chain.hpp"
#include "premortem/models/period.hpp"

namespace premortem {
namespace {

/// A day of what a chain begins with, at full exposure; of a range the most.
std::optional<double> exposures_a_day(const Case& subject, const FailureMode& mode) {
  if (mode.stages.size() < 2 || !only_shares(mode, subject.leaves)) return std::nullopt;
  const Leaf& population = subject.leaves[mode.stages.front().leaf];
  const auto days = days_in(period_of(subject, mode));
  const auto point = point_of(population);
  if (!days || (!point && !population.high)) return std::nullopt;
  return (point ? point->value : *population.high * population.multiplier) / *days;
}

}  // namespace

std::optional<MonitorTraffic> traffic_of(const Case& subject, std::size_t number, double exposure) {
  const Monitor& m = subject.monitors[number];
  std::optional<MonitorTraffic> traffic;
  if (m.statistic() != MonitorStatistic::binomial) return traffic;
  const double of_a_day = exposure / m.checks_per_day;
  if (m.exposures_per_day) return MonitorTraffic{*m.exposures_per_day * of_a_day, ""};
  for (const auto& mode : subject.failure_modes) {
    if (monitor_of(subject, mode) != number) continue;
    const auto a_day = exposures_a_day(subject, mode);
    if (a_day && (!traffic || *a_day * of_a_day > traffic->per_check)) traffic = MonitorTraffic{*a_day * of_a_day, title_of(mode)};
  }
  return traffic;
}

}  // namespace premortem
