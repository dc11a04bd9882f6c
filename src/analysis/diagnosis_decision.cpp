#include "analysis/diagnosis_decision.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/p_text.hpp"
#include "analysis/reasons.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

std::string percent(double share) { return percent_text(share, Rounding::nearest); }

/// What the current window says of a metric, over all rows or of one cohort; absent where nobody is counted.
struct Level {
  double value = 0;
  std::optional<Interval> limits;
};

std::optional<Level> level_of(const DecaySplit& d, const std::string& cohort, double confidence) {
  double events = 0, trials = 0;
  for (std::size_t c = 0; c < d.cohorts.size(); ++c)
    if (cohort.empty() || d.cohorts[c] == cohort) events += d.counts[c].events_after, trials += d.counts[c].trials_after;
  if (!(trials > 0)) return std::nullopt;
  const bool is_count = events == static_cast<double>(static_cast<long long>(events)) && trials == static_cast<double>(static_cast<long long>(trials)) && events >= 0 && events <= trials;
  return Level{events / trials, is_count ? std::optional(clopper_pearson(events, trials, confidence)) : std::nullopt};
}

void judge_level(const std::string& name, const Level& level, double limit, bool is_floor, Reasons& r) {
  const bool crossed = is_floor ? level.value < limit : level.value > limit;
  if (crossed) return r.hold.push_back(fmt::format("{} is {} now, {} its {} of {}", name, percent(level.value), is_floor ? "below" : "above", is_floor ? "floor" : "ceiling", percent(limit)));
  if (!level.limits) return;
  const double end = is_floor ? level.limits->low : level.limits->high;
  if (is_floor ? end < limit : end > limit)
    r.hold.push_back(fmt::format("{} is {} now, but that may be as {} as {}, {} its {} of {}", name, percent(level.value), is_floor ? "little" : "much", percent_text(end, is_floor ? Rounding::down : Rounding::up), is_floor ? "below" : "above",
                                 is_floor ? "floor" : "ceiling", percent(limit)));
}

/// A metric is judged once, by the first split that has it: of the rows before the history.
void judge_floors(const Case& subject, CaseAmounts& amounts, const DiagnosisAssessment& a, Reasons& r) {
  std::vector<MetricFloor> floors = subject.floors;
  for (const char* metric : {"recall", "precision"}) {
    const auto least = amounts.share(std::string("min_") + metric);
    if (least) floors.push_back({metric, "", least, std::nullopt, std::nullopt, {}});
  }
  for (const auto& f : floors) {
    const auto d = std::find_if(a.decomposition.begin(), a.decomposition.end(), [&](const auto& s) { return s.metric == f.metric && s.by != "score"; });
    if (d == a.decomposition.end()) continue;
    const auto level = level_of(*d, f.cohort, a.settings.confidence);
    if (level) judge_level(f.cohort.empty() ? f.metric : fmt::format("{} of \"{}\"", f.metric, f.cohort), *level, f.floor ? *f.floor : *f.ceiling, f.floor.has_value(), r);
  }
}

const DecaySplit* worst(const DiagnosisAssessment& a) {
  const DecaySplit* found = nullptr;
  for (const auto& d : a.decomposition) {
    if (d.by == "score" || !d.p_change || (d.lower_is_better ? *d.change.value <= 0 : *d.change.value >= 0)) continue;
    if (!found || *d.p_change < *found->p_change) found = &d;
  }
  return found;
}

std::string level_text(const DecaySplit& d, double x) { return d.is_share ? percent(x) : number_text(x, Rounding::nearest); }

std::string moved(const DecaySplit& d) { return fmt::format("{} went from {} to {}, p {}", d.metric, level_text(d, d.before), level_text(d, d.after), p_text(*d.p_change)); }

void judge_causes(const DiagnosisAssessment& a, Reasons& r) {
  const auto* metric = a.worse ? worst(a) : nullptr;
  bool any = false;
  for (const auto& c : a.causes) {
    const bool broken = c.cause == "coverage" && c.verdict == CauseVerdict::possible;
    if (c.verdict != CauseVerdict::likely && !broken) continue;
    any = true;
    std::string numbers = broken ? "no metric shows it" : metric ? moved(*metric) : "";
    if (c.p_adjusted) numbers += fmt::format("{}p {} over all causes", numbers.empty() ? "" : "; ", p_text(*c.p_adjusted));
    r.hold.push_back(fmt::format("{} cause: {}{}: {}", broken ? "possible" : "likely", c.title, numbers.empty() ? numbers : " (" + numbers + ")", c.evidence_for.empty() ? std::string("see its evidence") : as_reason(c.evidence_for.front())));
  }
  if (any || !metric) return;
  std::string open;
  for (const auto& c : a.causes)
    if (c.verdict == CauseVerdict::possible) open += (open.empty() ? "" : "; ") + c.title;
  r.hold.push_back(fmt::format("{}, and no one cause is shown{}", moved(*metric), open.empty() ? "" : ", possible are: " + open));
}

}  // namespace

Decision diagnosis_decision(const Case& subject, CaseAmounts& amounts, const DiagnosisAssessment& a) {
  Reasons r;
  judge_gates(subject, r);
  judge_causes(a, r);
  for (const auto& f : a.findings)
    if (f.is_alarm) r.hold.push_back(as_reason(f.message));
  judge_floors(subject, amounts, a, r);
  if (!a.decomposition_why.empty()) r.hold.push_back(as_reason(a.decomposition_why));
  judge_expired(subject, amounts, a.settings.as_of, r);
  const auto* least = worst(a);
  return decided(std::move(r), least ? fmt::format("No change beyond chance: the most is that {}.", moved(*least)) : "No change beyond chance: no metric got worse.");
}

}  // namespace premortem
