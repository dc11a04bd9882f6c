#include "premortem/models/trigger_design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

constexpr double near_best = 1.1;
constexpr double most_window_states = 800;  // so that a rule is found within milliseconds

/// Finds the limits of one monitor's rules for a budget of false alarms.
class Designer {
 public:
  Designer(const Monitor& monitor, double per_quarter, double exposure) : m_(monitor), budget_(per_quarter), exposure_(exposure) {}

  std::vector<TriggerCandidate> all() {
    if (never_by_chance()) add({RuleKind::threshold, Sides::one, {{"limit", shown(1)}}});
    else if (m_.statistic() == MonitorStatistic::normal) add_normal();
    else add_counts();
    std::erase_if(found_, [](const auto& c) { return !std::isfinite(mean(c.delay)); });
    std::stable_sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return mean(a.delay) < mean(b.delay); });
    return std::move(found_);
  }

 private:
  using Parameters = std::vector<std::pair<std::string, double>>;

  /// A count that is 0 as long as nothing is wrong: the first event is the alarm.
  bool never_by_chance() const {
    if (m_.statistic() == MonitorStatistic::normal || m_.baseline_n) return false;
    return exceedance(check_at(m_, m_.baseline, exposure_), 1) == 0 && !m_.watches_fewer_events();
  }

  /// A limit of the chart as it is typed.
  double shown(double count) const { return shown_value(m_, count); }
  /// The largest count that the chart can see.
  double most_seen() const {
    if (m_.statistic() == MonitorStatistic::binomial) return *m_.n_per_check;
    return m_.watches_fewer_events() ? 0 : 1e15;
  }

  /// A kind that this monitor cannot have, or that takes too long, is left out.
  template <class Add>
  static void attempt(const Add& add_kind) {
    try {
      add_kind();
    } catch (const Refusal&) {
    }
  }

  void add(const TriggerRule& rule) { found_.push_back(candidate(m_, rule, exposure_)); }

  double rate(const TriggerRule& rule) const {
    constexpr double quickly = 2e7;  // a kind that takes longer is left out
    return false_alarms_per_quarter(m_, rule, exposure_, quickly);
  }

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
    const double shift = shift_of(m_, m_.phi);
    const double k = std::max(0.01, std::round(shift / 2 * 100) / 100);
    const double per_check = budget_ / (m_.checks_per_day * days_per_quarter);
    const double quantile = per_check < 0.5 ? normal_upper_quantile(0, 1, per_check) : 0.001;
    attempt([&] { add_least(std::max(0.001, quantile), 40, [&](double limit) { return normal_rule(RuleKind::threshold, {{"limit", limit}}); }); });
    for (const int times : {2, 3})
      attempt([&] {
        add_least(std::max(0.001, quantile / std::sqrt(times)), 40,
                  [&, times](double limit) { return normal_rule(RuleKind::consecutive, {{"times", times}, {"threshold", limit}}); });
      });
    const double siegmund = std::log(1 + 2 * k * k / std::min(1.0, per_check)) / (2 * k) - 1.166;
    attempt([&] { add_least(std::max(0.1, siegmund), 1000 / k, [&](double h) { return normal_rule(RuleKind::cusum, {{"k", k}, {"h", h}}); }); });
    const double weight = std::clamp(std::round(shift * shift / 4 * 20) / 20, 0.1, 0.5);
    attempt([&] { add_least(std::max(0.1, quantile - 0.3), 40, [&](double limit) { return normal_rule(RuleKind::ewma, {{"lambda", weight}, {"L", limit}}); }); });
  }

  /// The least whole limit up to `most` that keeps the budget, looked for from one that should; nothing where none does.
  void add_least_whole(double from, double most, const std::function<TriggerRule(double)>& rule_at) {
    const auto keeps = [&](double limit) { return rate(rule_at(limit)) <= budget_; };
    const double least = most > 0 ? 1 : -1e15;
    double low = std::min(from, most), high = low, step = 1;  // high keeps the budget, low does not
    if (keeps(high)) {
      do low = std::max(least - 1, high - step), step *= 2;
      while (low >= least && keeps(low) && (high = low, true));
    } else {
      for (;; low = high, step *= 2) {
        if (low >= most) return;
        high = std::min(most, low + step);
        if (keeps(high)) break;
      }
    }
    while (high - low > 1) {
      const double middle = std::floor((low + high) / 2);
      (keeps(middle) ? high : low) = middle;
    }
    add(rule_at(high));
  }

  /// The least count that `checks` checks together reach with at most the probability p, nothing being wrong.
  double count_reached(int checks, double p) const {
    const auto law = std::get<CountCheck>(sum_of_checks_at(m_, m_.baseline, checks, exposure_));
    double tail = 0;
    for (std::size_t i = law.probability.size(); i-- > 0;)
      if ((tail += law.probability[i]) > p) return static_cast<double>(law.lowest + static_cast<long>(i) + 1);
    return static_cast<double>(law.lowest);
  }

  void add_counts() {
    const double per_check = budget_ / (m_.checks_per_day * days_per_quarter), least = m_.watches_fewer_events() ? -1e15 : 1;
    attempt([&] {
      add_least_whole(std::max(least, count_reached(1, per_check)), most_seen(), [this](double c) { return TriggerRule{RuleKind::threshold, Sides::one, {{"limit", shown(c)}}}; });
    });
    for (const int times : {2, 3})
      attempt([&] {
        add_least_whole(std::max(least, count_reached(1, std::pow(std::min(1.0, per_check), 1.0 / times))), most_seen(),
                        [this, times](double c) { return TriggerRule{RuleKind::consecutive, Sides::one, {{"times", times}, {"threshold", shown(c)}}}; });
      });
    for (const int checks : {2, 3, 5, 7, 10, 14, 30, 90, 168, 365, 720})
      if (!m_.watches_fewer_events()) attempt([&] { add_window(checks, per_check); });
    attempt([&] { add_count_cusum(); });
  }

  void add_window(int checks, double per_check) {
    const double from = std::max(1.0, count_reached(checks, per_check));
    constexpr int usual = 30;  // longer ones are for rare events: two of them within the window
    if (window_states({checks, static_cast<long>(from) + (checks > usual ? 0 : 1)}) > most_window_states || (checks > usual && from != 2)) return;
    add_least_whole(from, most_seen() * checks, [checks](double c) { return TriggerRule{RuleKind::window, Sides::one, {{"count", c}, {"checks", checks}}}; });
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
    const double unit = lattice_unit(reference), k = std::round(reference * unit) / unit;
    constexpr double rarest = 200;  // an event in more checks is watched by windows; its chain would be long and slow
    if (k == 0 || unit > rarest) return;
    const auto rule_at = [&](double steps) { return TriggerRule{RuleKind::cusum, Sides::one, {{"k", typed(k)}, {"h", printed_limit(steps, unit)}}}; };
    const auto excess = [&](double steps) { return std::log(rate(rule_at(steps)) / budget_); };
    double low = 0, high = unit, low_excess = 1, high_excess = excess(high);  // in steps of the lattice; low does not keep the budget
    for (; high_excess > 0; high *= 2) {
      if (high / unit > 5'000) return;
      low = high, low_excess = high_excess;
      high_excess = excess(high * 2);
    }
    while (high - low > 1) {  // the logarithm of the rate is nearly straight in the limit
      const double straight = low > 0 && std::isfinite(high_excess) ? low + (high - low) * low_excess / (low_excess - high_excess) : (low + high) / 2;
      const double middle = std::clamp(std::ceil(straight), low + 1, high - 1), e = excess(middle);
      (e > 0 ? low : high) = middle;
      (e > 0 ? low_excess : high_excess) = e;
      if (e <= 0 && middle - 1 > low && excess(middle - 1) > 0) break;
    }
    add(rule_at(high));
  }

  /// A reference value as it is typed: of events that become fewer how many are usual, not what the chart adds.
  double typed(double k) const { return m_.watches_fewer_events() ? -k : k; }

  /// A limit with few decimals that is reached just where the sum reaches so many steps of the lattice.
  static double printed_limit(double steps, double unit) {
    for (const double decimals : {1.0, 10.0, 100.0, 1000.0}) {
      const double limit = std::floor(steps / unit * decimals + 1e-9) / decimals;
      if (limit > (steps - 0.999) / unit) return limit;
    }
    return steps / unit;
  }

  /// One over the steps of a reference value near the given one: few decimals, or one event in so many checks.
  static double lattice_unit(double reference) {
    constexpr double rare = 0.1, near = 0.05;
    if (std::abs(reference) < rare) return std::round(1 / std::abs(reference));
    for (const double u : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0})
      if (std::abs(std::round(reference * u) / u - reference) <= near * std::abs(reference)) return u;
    return 100;
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
