#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/diagnosis_causes.hpp"
#include "premortem/core/iso_date.hpp"
#include "analysis/p_text.hpp"
#include "analysis/step_fit.hpp"
#include "premortem/statistics/student_t.hpp"

namespace premortem {
namespace {

struct NamedSeries {
  std::string metric, cohort;
  DatedShares series;
};

/// Flagged negatives of negatives by day, over both windows.
NamedSeries false_positives_by_day(const DiagnosisEvidence& e) {
  std::map<std::int32_t, std::pair<double, double>> days;
  for (const auto* w : {e.reference, e.current}) {
    if (w->date.empty() || w->label.empty() || w->score.empty()) continue;
    for (std::size_t i = 0; i < w->rows; ++i) {
      if (w->date[i] == WindowRows::no_day || w->label[i] != 0 || std::isnan(w->score[i])) continue;
      auto& day = days[w->date[i]];
      day.second += 1, day.first += w->score[i] >= e.threshold ? 1 : 0;
    }
  }
  NamedSeries s{"false_positive_rate", "", {}};
  for (const auto& [day, k] : days) s.series.day.push_back(day), s.series.value.push_back(k.first / k.second), s.series.n.push_back(k.second);
  return s;
}

std::vector<NamedSeries> all_series(const DiagnosisEvidence& e) {
  std::vector<NamedSeries> found{false_positives_by_day(e)};
  if (found.front().series.day.empty()) found.clear();
  std::map<std::pair<std::string, std::string>, DatedShares> history;
  for (const auto& h : e.subject->history) {
    auto& s = history[{h.metric, h.cohort}];
    const auto day = days_of(h.date);
    if (day) s.day.push_back(*day), s.value.push_back(h.value), s.n.push_back(h.n.value_or(1));
  }
  for (const auto& [name, s] : history) found.push_back({name.first, name.second, s});
  return found;
}

/// Anything else on record between the last day before the policy and the first one under it.
std::string other_event(const DiagnosisEvidence& e, const KnownEvent& policy, double from, double to) {
  for (const auto& other : e.subject->events) {
    const auto day = days_of(other.date);
    if (day && &other != &policy && *day > from && *day <= to) return fmt::format("\"{}\" on {} lies between the same two days", other.event, other.date);
  }
  return "";
}

/// What a step at the date cannot be told from.
std::string doubt(const DiagnosisEvidence& e, const KnownEvent& policy, const DatedShares& s, const StepFit& fit, double at) {
  const auto first = std::lower_bound(s.day.begin(), s.day.end(), at);
  const double from = *(first - 1), to = *first;
  std::vector<double> gaps;
  for (std::size_t i = 1; i < s.day.size(); ++i) gaps.push_back(s.day[i] - s.day[i - 1]);
  std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2), gaps.end());
  const double usual = gaps[gaps.size() / 2];
  if (to - from > 2 * usual + 0.5) return fmt::format("there is no value from {} to {}, and anything else in between would look the same", iso_date(static_cast<std::int32_t>(from)), iso_date(static_cast<std::int32_t>(to)));
  if (const auto other = other_event(e, policy, from, to); !other.empty()) return other;
  constexpr double likelihood_ratio = 3.841458820694124;  // chi-square with one degree of freedom, 95%
  const auto best = best_step_day(s, fit.has_trend);
  const auto better = best ? step_fit(s, *best, fit.has_trend) : std::nullopt;
  if (better && fit.residual - better->residual > likelihood_ratio * better->scale) return fmt::format("a step on {} fits better than one on the date", iso_date(static_cast<std::int32_t>(*best)));
  return "";
}

PolicyStep step_at(const DiagnosisEvidence& e, const KnownEvent& policy, const NamedSeries& named) {
  constexpr std::size_t trend_from = 6;  // days on each side
  const auto& s = named.series;
  PolicyStep p;
  p.date = policy.date, p.event = policy.event, p.metric = named.metric, p.cohort = named.cohort;
  const double at = days_of(policy.date).value_or(0);
  p.days_before = static_cast<std::size_t>(std::count_if(s.day.begin(), s.day.end(), [&](double d) { return d < at; })), p.days_after = s.day.size() - p.days_before;
  const auto fit = step_fit(s, at, std::min(p.days_before, p.days_after) >= trend_from);
  if (!fit) return p.why = "fewer than two days with a value on a side of the date", p;
  p.step = fit->step, p.autocorrelation = fit->autocorrelation, p.has_trend = fit->has_trend;
  const double t = student_t_upper_quantile(fit->df, (1 - e.confidence) / 2);
  p.limits = Interval{fit->step - t * fit->standard_error, fit->step + t * fit->standard_error};
  p.p = std::min(1.0, 2 * student_t_survival(fit->df, std::abs(fit->step) / fit->standard_error));
  p.why = doubt(e, policy, s, *fit, at);
  return p;
}

bool is_of_false_positives(const PolicyStep& s) { return s.metric.find("false_positive") != std::string::npos; }

}  // namespace

std::vector<PolicyStep> policy_steps(const DiagnosisEvidence& e) {
  std::vector<PolicyStep> found;
  const auto series = all_series(e);
  for (const auto& event : e.subject->events) {
    if (event.kind != EventKind::policy) continue;
    const auto at = days_of(event.date);
    for (const auto& s : series)
      if (at && s.series.day.size() >= 4 && s.series.day.front() < *at && *at <= s.series.day.back()) found.push_back(step_at(e, event, s));
  }
  return found;
}

Judged policy_change(const DiagnosisEvidence& e, const std::vector<PolicyStep>& steps) {
  Judged j{{"policy_change", "a policy changed what counts", {}, {}, {}, {}, {}, "Label both windows by one policy, and compare again."}};
  const auto dated = std::any_of(e.subject->events.begin(), e.subject->events.end(), [](const auto& event) { return event.kind == EventKind::policy; });
  double tested = 0;
  const PolicyStep* best = nullptr;
  for (const auto& s : steps) {
    if (!s.p || !is_of_false_positives(s)) continue;
    tested += 1;
    const auto text = fmt::format("\"{}\" on {}: {} steps by {:+.3g} ({:+.3g} to {:+.3g}) that day, p {}, {}{}", s.event, s.date, s.metric, *s.step, s.limits->low, s.limits->high, p_text(*s.p),
                                  s.has_trend ? "beside a trend" : "without a trend", *s.autocorrelation > 0 ? fmt::format("; residuals go together ({:.2g} at lag 1), for which the limits are wider", *s.autocorrelation) : std::string());
    const bool rises = *s.p <= e.alpha() && *s.step > 0;
    (rises ? j.cause.evidence_for : j.cause.evidence_against).push_back(text);
    if (*s.step > 0 && (!best || *s.p < *best->p)) best = &s;
  }
  if (tested == 0) {
    j.cause.evidence_against.push_back(dated ? "No policy date lies inside dated values of the false positive rate; add date to the rows, or the rate by day to history.csv" : "No policy is on record; add its date to events.csv with kind policy");
    return j.otherwise = CauseVerdict::cannot_tell, j;
  }
  j.cause.p = best ? std::min(1.0, *best->p * tested) : 1;
  if (best && !best->why.empty() && *j.cause.p <= e.alpha()) j.at_most = CauseVerdict::possible, j.cause.evidence_against.push_back(best->why);
  return j;
}

}  // namespace premortem
