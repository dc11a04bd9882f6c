#include "premortem/models/trigger_harm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "premortem/core/error.hpp"
#include "premortem/models/period.hpp"
#include "premortem/models/worst_level.hpp"

namespace premortem {
namespace {

constexpr double quarters_per_year = days_per_year / days_per_quarter;

/// From the change to the first check, on average, beyond whole intervals.
double half_interval(const Monitor& m) { return (m.sampling == Sampling::window ? 0.5 : -0.5) / m.checks_per_day; }

double mean_days(const Monitor& m, const RunLength& delay) { return days_to_rollback(m, mean(delay)); }

}  // namespace

DayLaw detection_days(const Monitor& m, const RunLength& delay) {
  const double d = m.checks_per_day;
  return {mean(delay) / d, quantile(delay, 0.5) / d, quantile(delay, 0.9) / d, quantile(delay, 0.95) / d};
}

double days_to_rollback(const Monitor& m, double checks) {
  return checks / m.checks_per_day + half_interval(m) + m.label_lag_days + m.response_hours / 24;
}

DayLaw rollback_days(const Monitor& m, const RunLength& delay) {
  return {mean_days(m, delay), days_to_rollback(m, quantile(delay, 0.5)), days_to_rollback(m, quantile(delay, 0.9)), days_to_rollback(m, quantile(delay, 0.95))};
}

double days_until_rollback(const Monitor& m, const RunLength& delay, double most_days) {
  const double fixed = days_to_rollback(m, 0), left = std::max(0.0, most_days - fixed);
  return std::min(most_days, fixed + restricted_mean(delay, left * m.checks_per_day) / m.checks_per_day);
}

std::optional<double> harm_per_day(const Monitor& m, double level, double exposure) {
  if (!m.exposures_per_day || !m.harm_per_exposure) return std::nullopt;
  const double at_once = *m.exposures_per_day * exposure * *m.harm_per_exposure;
  if (m.statistic() == MonitorStatistic::normal) return at_once * (level - m.baseline) / (m.bad_level - m.baseline);
  return at_once * std::abs(level - m.baseline);
}

std::optional<HarmBeforeRollback> harm_before_rollback(const Monitor& m, const TriggerCandidate& chosen, const std::function<RunLength(double)>& delay_at, double exposure) {
  const auto a_day = harm_per_day(m, m.bad_level, exposure);
  if (!a_day) return std::nullopt;
  HarmBeforeRollback harm{*a_day * mean_days(m, chosen.delay), *a_day * days_to_rollback(m, quantile(chosen.delay, 0.95)), {}};
  const auto level = [&](double share) { return share == 1 ? m.bad_level : m.baseline + (m.bad_level - m.baseline) * share; };
  const double most_days = m.undetected_days.value_or(days_per_year);
  const auto days = [&](double share) { return days_until_rollback(m, share == 1 ? chosen.delay : delay_at(level(share)), most_days); };
  constexpr double tolerance = 0.05;
  constexpr int most_looked_at = 24;
  const auto worst = worst_level([&](double share) { return *a_day * share; }, days, most_days, tolerance, most_looked_at);
  harm.worst = worst.value > harm.mean ? WorstShift{level(worst.at), worst.value} : WorstShift{m.bad_level, harm.mean};
  return harm;
}

std::optional<double> noticed_by_us(const Monitor& m, const RunLength& delay, double exposure) {
  if (!m.user_report_rate || !m.exposures_per_day) return std::nullopt;
  const double bad = m.statistic() == MonitorStatistic::normal ? 1 : std::abs(m.bad_level - m.baseline);
  const double reports_a_day = *m.exposures_per_day * exposure * bad * *m.user_report_rate;
  const double fixed_days = half_interval(m) + m.label_lag_days;
  return std::min(1.0, silent_until_fired(delay, reports_a_day / m.checks_per_day) * std::exp(-reports_a_day * fixed_days));
}

TriggerValue value_of_trigger(const Monitor& m, const TriggerCandidate& chosen, double exposure) {
  const auto a_day = harm_per_day(m, m.bad_level, exposure);
  if (!a_day) return {{}, m.exposures_per_day ? "harm_per_exposure is not stated" : "exposures_per_day is not stated"};
  if (!m.shifts_per_year) return {{}, "shifts_per_year is not stated"};
  if (!m.undetected_days) return {{}, "nothing says how long a shift would last without the trigger: state undetected_days"};
  if (*m.shifts_per_year * *m.undetected_days > days_per_year * (1 + 1e-9))
    return {{}, fmt::format("{:.6g} shifts a year that would last {:.6g} days each do not fit into a year", *m.shifts_per_year, *m.undetected_days)};
  const double cost = m.cost_false_rollback.value_or(0);
  if (cost > 0 && !m.harm_is_money) return {{}, "harm is counted in people and a false rollback costs money: write harm_per_exposure in money to compare them"};
  const double saved = *m.shifts_per_year * *a_day * (*m.undetected_days - days_until_rollback(m, chosen.delay, *m.undetected_days));
  return {saved - chosen.false_alarms.per_quarter * quarters_per_year * cost, ""};
}

bool has_yearly_cost(const Monitor& m) {
  return m.exposures_per_day && m.harm_per_exposure && m.shifts_per_year && m.cost_false_rollback && m.harm_is_money;
}

std::optional<double> cheapest_budget(const Monitor& m, double exposure) {
  if (!has_yearly_cost(m)) return std::nullopt;
  const auto a_day = harm_per_day(m, m.bad_level, exposure);
  const auto cost = [&](double budget) {
    try {
      const auto found = candidates_within(m, budget, exposure);
      const auto& best = found[recommended(found)];
      const double days = m.undetected_days ? days_until_rollback(m, best.delay, *m.undetected_days) : mean_days(m, best.delay);
      return quarters_per_year * best.false_alarms.per_quarter * *m.cost_false_rollback + *m.shifts_per_year * *a_day * days;
    } catch (const Refusal&) {
      return std::numeric_limits<double>::infinity();
    }
  };
  constexpr std::array budgets{0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0};
  double best = budgets[0], least = std::numeric_limits<double>::infinity();
  for (const double budget : budgets)
    if (const double c = cost(budget); c < least) best = budget, least = c;
  return best;
}

std::optional<double> burn_rate_seconds(double factor, double slo, double window_hours, double error_share) {
  constexpr double rounding = 1e-9;  // 1 - slo has one
  const double limit = factor * (1 - slo), part_of_window = limit / error_share;
  if (!(part_of_window <= 1 + rounding)) return std::nullopt;
  return std::min(1.0, part_of_window) * window_hours * 3600;
}

}  // namespace premortem
