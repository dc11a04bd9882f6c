#include "premortem/models/monitor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/monitor_levels.hpp"

namespace premortem {
std::string_view name_of(MonitorStatistic statistic) {
  switch (statistic) {
    case MonitorStatistic::normal: return "normal";
    case MonitorStatistic::binomial: return "binomial";
    case MonitorStatistic::poisson: return "poisson";
  }
  return "";
}

MonitorStatistic Monitor::statistic() const {
  if (sd) return MonitorStatistic::normal;
  return n_per_check ? MonitorStatistic::binomial : MonitorStatistic::poisson;
}

std::string Monitor::title() const { return cohort.empty() ? name : fmt::format("{} ({})", name, cohort); }

double shift_of(const Monitor& m, double exposure) {
  const double distance = std::abs(m.bad_level - m.baseline);
  switch (m.statistic()) {
    case MonitorStatistic::normal: return distance / *m.sd;
    case MonitorStatistic::binomial: return distance * std::sqrt(*m.n_per_check / (m.baseline * (1 - m.baseline)));
    case MonitorStatistic::poisson: return distance * std::sqrt(exposures_per_check(m, exposure) / m.baseline);
  }
  return 0;
}

CheckLaw check_at(const Monitor& m, double level, double exposure) {
  switch (m.statistic()) {
    case MonitorStatistic::normal: return NormalCheck{(falls(m) ? -1 : 1) * (level - m.baseline) / *m.sd};
    case MonitorStatistic::binomial: return binomial_check(*m.n_per_check, falls(m) ? 1 - level : level);
    case MonitorStatistic::poisson: {
      const auto counts = poisson_check(exposures_per_check(m, exposure) * level);
      return falls(m) ? mirrored(counts) : counts;
    }
  }
  return NormalCheck{};
}

StepLaws step_at(const Monitor& m, const TriggerRule& rule, double level, double exposure) {
  const auto law = check_at(m, level, exposure);
  const auto phi = rule.parameter("phi");
  const auto* normal = std::get_if<NormalCheck>(&law);
  if (!phi || !normal) return {law, law};
  const double noise = std::sqrt(1 - *phi * *phi);
  return {NormalCheck{normal->mean / noise}, NormalCheck{normal->mean * (1 - *phi) / noise}};
}

double check_value(const Monitor& m, double value, std::optional<double> n, double exposure) {
  const double sign = falls(m) ? -1 : 1;
  switch (m.statistic()) {
    case MonitorStatistic::normal: return sign * (value - m.baseline) / *m.sd;
    case MonitorStatistic::binomial: return std::round((falls(m) ? 1 - value : value) * n.value_or(*m.n_per_check)) * *m.n_per_check / n.value_or(*m.n_per_check);
    case MonitorStatistic::poisson: {
      const double usual = exposures_per_check(m, exposure), own = n.value_or(usual);
      return sign * std::round(value * own) * usual / own;
    }
  }
  return value;
}

}  // namespace premortem
