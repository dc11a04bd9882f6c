#include "premortem/models/monitor.hpp"

#include <fmt/format.h>

#include <cmath>

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

double items_per_check(const Monitor& m, double exposure) {
  return m.statistic() == MonitorStatistic::binomial ? *m.n_per_check : *m.exposures_per_day * exposure / m.checks_per_day;
}

double shift_of(const Monitor& m, double phi) { return std::abs(m.bad_level - m.baseline) / *m.sd * std::sqrt((1 - phi) / (1 + phi)); }

double fed_value(const Monitor& m, double shown) {
  if (m.statistic() == MonitorStatistic::normal) return (m.falls() ? -1 : 1) * (shown - m.baseline) / *m.sd;
  if (!m.falls()) return shown;
  return m.statistic() == MonitorStatistic::binomial ? *m.n_per_check - shown : 0 - shown;
}

double shown_value(const Monitor& m, double fed) {
  if (m.statistic() == MonitorStatistic::normal) return m.baseline + (m.falls() ? -1 : 1) * fed * *m.sd;
  return fed_value(m, fed);  // what is missing of what is missing
}

CheckLaw check_at(const Monitor& m, double level, double exposure) {
  switch (m.statistic()) {
    case MonitorStatistic::normal: return NormalCheck{fed_value(m, level)};
    case MonitorStatistic::binomial: return binomial_check(*m.n_per_check, m.falls() ? 1 - level : level);
    case MonitorStatistic::poisson: {
      const auto counts = poisson_check(items_per_check(m, exposure) * level);
      return m.falls() ? mirrored(counts) : counts;
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

CheckLaw sum_of_checks_at(const Monitor& m, double level, int checks, double exposure) {
  Monitor longer = m;
  if (longer.n_per_check) *longer.n_per_check *= checks;
  longer.checks_per_day /= checks;
  return check_at(longer, level, exposure);
}

double check_value(const Monitor& m, double value, std::optional<double> n, double exposure) {
  if (m.statistic() == MonitorStatistic::normal) return fed_value(m, value);
  const double usual = items_per_check(m, exposure), own = n.value_or(usual);
  return fed_value(m, std::round(value * own) * usual / own);
}

}  // namespace premortem
