#include "report/calendar_difference.hpp"

#include "report/calendar_words.hpp"

namespace premortem {
namespace {

std::optional<double> days_from(const CalendarAssessment& a, const std::optional<std::int32_t>& day) {
  return day && a.as_of ? std::optional(static_cast<double>(*day - *a.as_of)) : std::nullopt;
}

NamedNumbers numbers_of(const CalendarResult& result) {
  const auto& a = result.assessment;
  NamedNumbers n;
  for (const auto& m : a.metrics) {
    const std::string path = "metrics." + m.metric + (m.cohort.empty() ? "" : "." + m.cohort) + ".";
    n[path + "days_to_revalidation"] = days_from(a, m.revalidate_by), n[path + "days_to_retraining"] = days_from(a, m.retrain_by);
    if (!m.forecast) continue;
    n[path + "drift_per_day"] = m.forecast->drift_per_day.value;
    n[path + "days_to_breach_p10"] = days_from(a, m.forecast->breach_p10), n[path + "days_to_breach_p50"] = days_from(a, m.forecast->breach_p50);
    if (m.limit && !m.forecast->days.empty()) n[path + "probability_ever_below"] = m.forecast->days.back().probability_ever_beyond;
  }
  for (const auto& s : a.watch.sizes) n["sample_sizes." + s.kind + ".trials"] = s.trials, n["sample_sizes." + s.kind + ".days"] = s.days;
  if (a.watch.feedback && a.watch.feedback->crosses_at) n["feedback.crosses_at_round"] = static_cast<double>(*a.watch.feedback->crosses_at);
  return n;
}

}  // namespace

std::vector<NumberDifference> calendar_differences(const CalendarResult& base, const CalendarResult& changed) { return number_differences(numbers_of(base), numbers_of(changed)); }

TextTable calendar_difference_table(const CalendarResult& base, const CalendarResult& changed) {
  std::vector<WordDifference> words{{"verdict", std::string(name_of(base.assessment.decision.verdict)), std::string(name_of(changed.assessment.decision.verdict))}};
  for (const auto& m : changed.assessment.metrics)
    for (const auto& b : base.assessment.metrics)
      if (b.metric == m.metric && b.cohort == m.cohort) words.push_back({metric_name(m) + " to be validated by", day_text(b.revalidate_by), day_text(m.revalidate_by)});
  return number_difference_table(words, calendar_differences(base, changed));
}

}  // namespace premortem
