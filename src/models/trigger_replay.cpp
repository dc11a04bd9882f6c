#include "premortem/models/trigger_replay.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "premortem/models/running_rule.hpp"

namespace premortem {
namespace {

double expected(const CheckLaw& law) {
  if (const auto* normal = std::get_if<NormalCheck>(&law)) return normal->mean;
  const auto& counts = std::get<CountCheck>(law);
  double sum = 0;
  for (std::size_t i = 0; i < counts.probability.size(); ++i) sum += counts.probability[i] * static_cast<double>(counts.lowest + static_cast<long>(i));
  return sum;
}

double average(std::span<const double> x) {
  double sum = 0;
  for (const double v : x) sum += v;
  return sum / static_cast<double>(x.size());
}

class Replaying {
 public:
  Replaying(const Monitor& m, const TriggerCandidate& c, std::span<const HistoryPoint> history, double exposure) : history_(history) {
    for (const auto& point : history) checks_.push_back(check_value(m, point.value, point.n, exposure));
    const double baseline = expected(check_at(m, m.baseline, exposure));
    bad_ = expected(check_at(m, m.bad_level, exposure));
    middle_ = (baseline + bad_) / 2;
    constexpr double fewest = 3, most = 50;
    const double noticed = quantile(c.delay, 0.9);
    span_ = static_cast<std::size_t>(std::clamp(std::isfinite(noticed) ? noticed : most, fewest, most));
  }

  /// @param running  begun anew after each alarm
  /// @param standing the same rule, which is not
  void run(RunningRule running, RunningRule standing, Replay& r) {
    for (std::size_t i = 0; i < checks_.size(); ++i) {
      r.fires_now = standing.feed(checks_[i]);
      if (!running.feed(checks_[i])) continue;
      running.restart();
      fired_.push_back(i);
    }
    for (std::size_t first = 0; first < fired_.size();) {
      const auto stretch = stretch_from(first);
      const auto& point = history_[fired_[first]];
      r.alarms.push_back({point.date, point.place, point.value, stretch.hindsight, stretch.last - first});
      first = stretch.last + 1;
    }
    r.missed = missed();
  }

 private:
  /// An alarm with those that repeat it.
  struct Stretch {
    std::size_t last = 0;  ///< position in fired_
    Hindsight hindsight = Hindsight::undecided;
  };

  /// From an alarm up to the last of those that follow each other within the span. One that its next checks call false, and
  /// that another follows which theirs call true, is either the first of the same failure or alone with those in between.
  Stretch stretch_from(std::size_t first) const {
    std::size_t last = first;
    while (last + 1 < fired_.size() && fired_[last + 1] - fired_[last] <= span_) ++last;
    const Hindsight own = hindsight(fired_[first]);
    if (own != Hindsight::by_chance) return {last, own};
    for (std::size_t next = first + 1; next <= last; ++next) {
      if (hindsight(fired_[next]) != Hindsight::real) continue;
      return had_begun(fired_[first], fired_[next]) ? Stretch{last, Hindsight::real} : Stretch{next - 1, own};
    }
    return {last, own};
  }

  Hindsight hindsight(std::size_t at) const {
    const auto after = std::span(checks_).subspan(at + 1);
    constexpr std::size_t fewest = 3;
    if (after.size() < fewest) return Hindsight::undecided;
    return average(after.first(std::min(span_, after.size()))) >= middle_ ? Hindsight::real : Hindsight::by_chance;
  }

  /// Whether a failure that goes on at `to` most likely had begun by `from`: the checks from there up to any one between add
  /// up to no less than the middle. With one spread at both levels the log likelihood of a shift is in proportion to that sum.
  bool had_begun(std::size_t from, std::size_t to) const {
    constexpr double rounding = 1e-9;
    double above = 0;
    for (std::size_t i = from; i <= to; ++i) {
      above += checks_[i] - middle_;
      if (above < -rounding) return false;
    }
    return true;
  }

  std::size_t missed() const {
    std::size_t found = 0;
    for (std::size_t begin = 0; begin + span_ <= checks_.size();) {
      const bool bad = average(std::span(checks_).subspan(begin, span_)) >= bad_;
      if (!bad) {
        ++begin;
        continue;
      }
      const auto near = std::any_of(fired_.begin(), fired_.end(), [&](std::size_t i) { return i + span_ >= begin && i < begin + span_; });
      found += near ? 0 : 1;
      begin += span_;
    }
    return found;
  }

  std::span<const HistoryPoint> history_;
  std::vector<double> checks_;
  std::vector<std::size_t> fired_;
  double bad_ = 0, middle_ = 0;
  std::size_t span_ = 3;
};

double day_number(const std::string& date) {
  const std::chrono::year_month_day day{std::chrono::year(std::stoi(date.substr(0, 4))), std::chrono::month(static_cast<unsigned>(std::stoi(date.substr(5, 2)))),
                                        std::chrono::day(static_cast<unsigned>(std::stoi(date.substr(8, 2))))};
  return static_cast<double>(std::chrono::sys_days(day).time_since_epoch().count());
}

std::optional<double> days_apart(std::span<const HistoryPoint> history) {
  std::vector<double> gaps;
  for (std::size_t i = 1; i < history.size(); ++i) gaps.push_back(day_number(history[i].date) - day_number(history[i - 1].date));
  if (gaps.empty()) return std::nullopt;
  std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2), gaps.end());
  return gaps[gaps.size() / 2];
}

/// Checks with another number of items or exposures than usual.
std::size_t scaled_checks(const Monitor& m, std::span<const HistoryPoint> history, double exposure) {
  if (m.statistic() == MonitorStatistic::normal) return 0;
  const double usual = items_per_check(m, exposure);
  return static_cast<std::size_t>(std::count_if(history.begin(), history.end(), [&](const auto& p) { return p.n && std::abs(*p.n / usual - 1) > 1e-9; }));
}

/// Checks whose share or rate is no whole number of items or events, by more than the digits of a history.
std::size_t rounded_checks(const Monitor& m, std::span<const HistoryPoint> history, double exposure) {
  if (m.statistic() == MonitorStatistic::normal) return 0;
  const double usual = items_per_check(m, exposure);
  constexpr double digits = 0.05;
  return static_cast<std::size_t>(std::count_if(history.begin(), history.end(), [&](const auto& p) {
    const double count = p.value * p.n.value_or(usual);
    return std::abs(count - std::round(count)) > digits;
  }));
}

}  // namespace

std::string_view name_of(Hindsight hindsight) {
  switch (hindsight) {
    case Hindsight::real: return "true";
    case Hindsight::by_chance: return "false";
    case Hindsight::undecided: return "undecided";
  }
  return "";
}

bool is_stale(const Monitor& monitor, const Replay& replay) {
  constexpr double checks = 3, a_day = 1;
  return replay.days_old && *replay.days_old > std::max(a_day, checks / monitor.checks_per_day) + monitor.label_lag_days;
}

Replay replayed(const Monitor& monitor, const TriggerCandidate& rule, std::span<const HistoryPoint> history, double exposure, const std::optional<std::string>& today) {
  Replay r;
  r.checks = history.size();
  if (history.empty()) return r;
  r.first_date = history.front().date, r.last_date = history.back().date;
  r.days_apart = days_apart(history);
  r.scaled = scaled_checks(monitor, history, exposure);
  r.rounded = rounded_checks(monitor, history, exposure);
  if (today && *today > r.last_date) r.days_old = day_number(*today) - day_number(r.last_date);
  const RunningRule fresh(monitor, rule.rule, exposure);
  Replaying(monitor, rule, history, exposure).run(fresh, fresh, r);
  return r;
}

}  // namespace premortem
