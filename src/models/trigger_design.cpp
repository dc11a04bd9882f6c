#include "premortem/models/trigger_design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

constexpr double near_best = 1.1;
constexpr double most_window_states = 1'500;  // so that a rule is found within milliseconds

/// Finds the limits of one monitor's rules for a budget of false alarms.
class Designer {
 public:
  Designer(const Monitor& monitor, double per_quarter, double exposure) : m_(monitor), budget_(per_quarter), exposure_(exposure) {}

  std::vector<TriggerCandidate> all() {
    if (never_by_chance()) add({RuleKind::threshold, Sides::one, {{"limit", shown(1)}}});
    else if (m_.statistic() == MonitorStatistic::normal) add_normal();
    else add_counts();
    std::stable_sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return mean(a.delay) < mean(b.delay); });
    return std::move(found_);
  }

 private:
  using Parameters = std::vector<std::pair<std::string, double>>;

  /// A count that is 0 as long as nothing is wrong: the first event is the alarm.
  bool never_by_chance() const {
    if (m_.statistic() == MonitorStatistic::normal || m_.baseline_n) return false;
    return exceedance(check_at(m_, m_.baseline, exposure_), 1) == 0 && !(m_.statistic() == MonitorStatistic::poisson && m_.bad_level < m_.baseline);
  }

  /// A count that a check shows at most or at least, where the chart counts what is missing.
  double shown(double count) const { return m_.bad_level < m_.baseline ? *m_.n_per_check - count : count; }

  void add(const TriggerRule& rule) { found_.push_back(candidate(m_, rule, exposure_)); }

  double rate(const TriggerRule& rule) const { return false_alarms(m_, rule, exposure_).per_quarter; }

  TriggerRule normal_rule(RuleKind kind, Parameters parameters) const {
    TriggerRule rule{kind, Sides::one, std::move(parameters)};
    if (m_.phi != 0) rule.parameters.emplace_back("phi", m_.phi);
    return rule;
  }

  /// The least limit, in thousandths, that keeps the budget: regula falsi on the logarithm of the rate, which is nearly
  /// straight. Nothing is added where no limit up to `most` does.
  void add_least(double start, double most, const std::function<TriggerRule(double)>& rule_at) {
    constexpr double steps = 1000;
    const auto excess = [&](double limit) { return std::log(rate(rule_at(std::ceil(limit * steps - 1e-6) / steps)) / budget_); };
    double low = start, low_excess = excess(low), high = low, high_excess = low_excess;
    for (double width = 0.5; high_excess > 0; width *= 2) {
      if (high > most) return;
      low = high, low_excess = high_excess;
      high += width, high_excess = excess(high);
    }
    for (double width = 0.5; low_excess <= 0 && low > 1 / steps; width *= 2) {
      high = low, high_excess = low_excess;
      low = std::max(1 / steps, low - width), low_excess = excess(low);
    }
    while (high - low > 1.5 / steps && low_excess > 0) {
      const double straight = std::isfinite(high_excess) ? low + (high - low) * low_excess / (low_excess - high_excess) : (low + high) / 2;
      const double middle = std::clamp(std::ceil(straight * steps - 1e-6) / steps, low + 1 / steps, high - 1 / steps);
      const double e = excess(middle);
      (e > 0 ? low : high) = middle;
      (e > 0 ? low_excess : high_excess) = e;
      if (e <= 0 && e > -0.004) break;  // a thousandth less would pass the budget, or nearly
    }
    add(rule_at(std::ceil(high * steps - 1e-6) / steps));
  }

  void add_normal() {
    const double shift = shift_of(m_, exposure_) * std::sqrt((1 - m_.phi) / (1 + m_.phi));
    const double k = std::max(0.01, std::round(shift / 2 * 100) / 100);
    const double per_check = budget_ / (m_.checks_per_day * days_per_quarter);
    const double quantile = per_check < 0.5 ? normal_upper_quantile(0, 1, per_check) : 0.001;
    add_least(std::max(0.001, quantile), 40, [&](double limit) { return normal_rule(RuleKind::threshold, {{"limit", limit}}); });
    for (const int times : {2, 3})
      add_least(std::max(0.001, quantile / std::sqrt(times)), 40,
                [&, times](double limit) { return normal_rule(RuleKind::consecutive, {{"times", times}, {"threshold", limit}}); });
    const double siegmund = std::log(1 + 2 * k * k / std::min(1.0, per_check)) / (2 * k) - 1.166;
    add_least(std::max(0.1, siegmund), 1000 / k, [&](double h) { return normal_rule(RuleKind::cusum, {{"k", k}, {"h", h}}); });
    const double weight = std::clamp(std::round(shift * shift / 4 * 20) / 20, 0.1, 0.5);
    add_least(std::max(0.1, quantile - 0.3), 40, [&](double limit) { return normal_rule(RuleKind::ewma, {{"lambda", weight}, {"L", limit}}); });
  }

  /// The least whole limit that keeps the budget, looked for downward from one that does.
  void add_least_whole(double from, const std::function<TriggerRule(double)>& rule_at) {
    double limit = from;
    while (rate(rule_at(limit)) > budget_) ++limit;
    while (limit > 1 && rate(rule_at(limit - 1)) <= budget_) --limit;
    add(rule_at(limit));
  }

  /// The least count that `checks` checks together reach with at most the probability p, nothing being wrong.
  double count_reached(int checks, double p) const {
    const auto law = std::get<CountCheck>(sum_law(checks));
    double tail = 0;
    for (std::size_t i = law.probability.size(); i-- > 0;)
      if ((tail += law.probability[i]) > p) return static_cast<double>(law.lowest + static_cast<long>(i) + 1);
    return static_cast<double>(law.lowest);
  }

  CheckLaw sum_law(int checks) const {
    Monitor longer = m_;
    if (longer.n_per_check) *longer.n_per_check *= checks;
    longer.checks_per_day /= checks;
    return check_at(longer, m_.baseline, exposure_);
  }

  void add_counts() {
    const bool counts_down = std::get<CountCheck>(check_at(m_, m_.baseline, exposure_)).lowest < 0;
    const double per_check = budget_ / (m_.checks_per_day * days_per_quarter);
    if (!counts_down) {
      add_least_whole(std::max(1.0, count_reached(1, per_check)), [this](double c) { return TriggerRule{RuleKind::threshold, Sides::one, {{"limit", shown(c)}}}; });
      for (const int times : {2, 3})
        add_least_whole(std::max(1.0, count_reached(1, std::pow(std::min(1.0, per_check), 1.0 / times))),
                        [this, times](double c) { return TriggerRule{RuleKind::consecutive, Sides::one, {{"times", times}, {"threshold", shown(c)}}}; });
      for (const int checks : {2, 3, 5, 7, 10, 14, 30}) add_window(checks, per_check);
    }
    add_count_cusum();
  }

  void add_window(int checks, double per_check) {
    const double from = std::max(1.0, count_reached(checks, per_check));
    if (window_states({checks, static_cast<long>(from) + 1}) > most_window_states) return;
    add_least_whole(from, [checks](double c) { return TriggerRule{RuleKind::window, Sides::one, {{"count", c}, {"checks", checks}}}; });
  }

  /// Reference value near that of the likelihood ratio, with few decimals; the least limit on its lattice.
  void add_count_cusum() {
    const TriggerRule ideal{RuleKind::cusum, Sides::one, {{"h", 1}}};
    double reference = 0;
    try {
      reference = std::get<CusumChart>(chart_of(m_, ideal, exposure_)).reference;
    } catch (const Refusal&) {
      return;  // a level at 0 or 1 has no likelihood ratio
    }
    constexpr std::array units{1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0};
    double unit = units.back();
    for (const double u : units)
      if (std::abs(std::round(reference * u) / u - reference) <= 0.05 * std::abs(reference)) {
        unit = u;
        break;
      }
    const double k = std::round(reference * unit) / unit;
    if (k == 0) return;
    const auto rule_at = [&](double steps) { return TriggerRule{RuleKind::cusum, Sides::one, {{"k", k}, {"h", steps / unit}}}; };
    double low = 0, high = unit;  // in steps of the lattice; low does not keep the budget
    double high_rate = rate(rule_at(high));
    while (high_rate > budget_ && high / unit < 5'000) low = high, high *= 2, high_rate = rate(rule_at(high));
    if (high_rate > budget_) return;
    while (high - low > 1) {
      const double middle = std::floor((low + high) / 2);
      (rate(rule_at(middle)) > budget_ ? low : high) = middle;
    }
    add(rule_at(high));
  }

  const Monitor& m_;
  double budget_, exposure_;
  std::vector<TriggerCandidate> found_;
};

}  // namespace

std::vector<TriggerCandidate> candidates_within(const Monitor& monitor, double per_quarter, double exposure) {
  if (!(per_quarter > 0)) throw Refusal("a budget of no false alarms at all allows no rule; state a number above 0");
  auto found = Designer(monitor, per_quarter, exposure).all();
  if (found.empty()) throw Refusal(fmt::format("no rule fires at most {:.6g} times a quarter by chance and still notices", per_quarter));
  return found;
}

std::size_t recommended(const std::vector<TriggerCandidate>& candidates) {
  std::size_t best = 0;
  const double shortest = mean(candidates.front().delay);
  for (std::size_t i = 1; i < candidates.size(); ++i)
    if (mean(candidates[i].delay) <= near_best * shortest && candidates[i].rule.kind < candidates[best].rule.kind) best = i;
  return best;
}

}  // namespace premortem
