#include "analysis/calendar_decision.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/reasons.hpp"
#include "premortem/core/iso_date.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

std::string name_of(const CalendarMetric& m) { return m.cohort.empty() ? m.metric : fmt::format("{} of \"{}\"", m.metric, m.cohort); }

std::string limit_words(const MetricLimit& limit) {
  return fmt::format("its {} {}", limit.side == LimitSide::floor ? "floor" : "ceiling", limit.level);
}

/// A level beside its limit: rounded so far that the two cannot look alike.
std::string level_text(double x) { return fmt::format("{:.5g}", x); }

bool crosses(const Interval& limits, const MetricLimit& limit) {
  return limit.side == LimitSide::floor ? limits.low < limit.level : limits.high > limit.level;
}

void judge_metric(const CalendarMetric& m, const CalendarAssessment& a, Reasons& r) {
  if (!m.limit || !m.forecast) return;
  const auto& f = *m.forecast;
  const char* beyond = m.limit->side == LimitSide::floor ? "below" : "above";
  if (f.status == ForecastStatus::breached) {
    const auto since = f.breached_since ? " since " + iso_date(*f.breached_since) : std::string();
    return r.stop.push_back(fmt::format("{} is {} {}{}", name_of(m), beyond, limit_words(*m.limit), since));
  }
  if (f.level.limits && crosses(*f.level.limits, *m.limit)) r.hold.push_back(fmt::format("{} may be {} {} already: its level today is {} to {}", name_of(m), beyond, limit_words(*m.limit), level_text(f.level.limits->low), level_text(f.level.limits->high)));
  else if (!f.level.limits) r.hold.push_back(fmt::format("{} cannot be judged: {}", name_of(m), f.why));
  else if (m.revalidate_by && *m.revalidate_by <= *a.as_of) r.hold.push_back(fmt::format("{} must be validated again before anything rests on it", name_of(m)));
}

/// The metric whose date comes first, among those that have one.
template <class Date>
const CalendarMetric* first_by(const std::vector<CalendarMetric>& metrics, Date date) {
  const CalendarMetric* first = nullptr;
  for (const auto& m : metrics)
    if (date(m) && (!first || *date(m) < *date(*first))) first = &m;
  return first;
}

/// Of the metrics without a date the one whose probability of passing its limit is the highest, above what is tolerated; null: there is none.
const CalendarMetric* likeliest_without_date(const std::vector<CalendarMetric>& metrics) {
  const CalendarMetric* most = nullptr;
  const auto ever = [](const CalendarMetric& m) { return m.forecast->days.back().probability_ever_beyond; };
  for (const auto& m : metrics) {
    if (!m.limit || m.revalidate_by || !m.forecast || m.forecast->status != ForecastStatus::no_date || m.forecast->days.empty() || ever(m) <= m.tolerance) continue;
    if (!most || ever(m) > ever(*most)) most = &m;
  }
  return most;
}

std::string ship_words(const CalendarAssessment& a) {
  const auto* check = first_by(a.metrics, [](const auto& m) { return m.revalidate_by; });
  const auto* retrain = first_by(a.metrics, [](const auto& m) { return m.retrain_by; });
  std::string words = a.metrics.empty() ? "Ship: no drift beyond chance" : "Ship: every metric that has a limit keeps it today";
  if (check) words += fmt::format("; validate {} again by {}", name_of(*check), iso_date(*check->revalidate_by));
  if (retrain) words += fmt::format("; retrain by {}", iso_date(*retrain->retrain_by));
  if (!check && !a.metrics.empty()) words += "; no date can be given for the end of that";
  if (const auto* open = likeliest_without_date(a.metrics)) {
    const auto& last = open->forecast->days.back();
    words += fmt::format("; that {} passes its limit by {} cannot be excluded (probability {})", name_of(*open), iso_date(last.day), percent_text(last.probability_ever_beyond, Rounding::nearest));
  }
  return words + ".";
}

}  // namespace

Decision calendar_decision(const Case& subject, const CaseAmounts& amounts, const CalendarAssessment& a) {
  Reasons r;
  judge_gates(subject, r);
  for (const auto& m : a.metrics) judge_metric(m, a, r);
  for (const auto& f : a.findings)
    if (f.is_alarm) r.hold.push_back(as_reason(f.message));
  const bool limited = std::any_of(a.metrics.begin(), a.metrics.end(), [](const auto& m) { return m.limit.has_value(); });
  if (!a.metrics.empty() && !limited) r.hold.push_back("no floor or ceiling of these metrics is stated: add them to floors.csv (metric, floor), or give --floor");
  const bool measured = std::any_of(a.drift.begin(), a.drift.end(), [](const auto& d) { return d.psi.has_value(); });
  if (a.metrics.empty() && !measured) r.hold.push_back("nothing here says how it does today: add history.csv and floors.csv, or two windows of rows");
  for (const auto& m : a.metrics)
    if (m.limit && !m.forecast) r.hold.push_back(fmt::format("{} could not be forecast: {}", name_of(m), m.why));
  const auto& feedback = a.watch.feedback;
  if (feedback && feedback->limit && feedback->initial > *feedback->limit) r.stop.push_back("the bias is above bias_limit already");
  else if (feedback && feedback->crosses_at_earliest && *feedback->crosses_at_earliest < static_cast<int>(feedback->path.size())) r.hold.push_back(as_reason(feedback->sentence));
  judge_expired(subject, amounts, a.settings.as_of, r);
  return decided(std::move(r), ship_words(a));
}

}  // namespace premortem
