#include "premortem/models/paired_cohorts.hpp"

#include <fmt/format.h>

#include "premortem/core/error.hpp"
#include "premortem/statistics/exact_test.hpp"

namespace premortem {
namespace {

struct Changed {
  double missed = 0, caught = 0;
};

std::optional<double> miss_rate(const Confusion& c) {
  return c.positives() > 0 ? std::optional(c.fn / c.positives()) : std::nullopt;
}

PairedCohort paired(const std::string& cohort, const Confusion& before, const Confusion& now, const Changed& changed) {
  PairedCohort c;
  c.cohort = cohort, c.before = before, c.now = now;
  c.newly_missed = changed.missed, c.newly_caught = changed.caught;
  c.miss_rate_before = miss_rate(before), c.miss_rate_now = miss_rate(now);
  c.f1_before = f1(before), c.f1_now = f1(now);
  if (before.fn > 0) c.missed_rise = now.fn / before.fn - 1;
  c.p = mcnemar_p(changed.missed, changed.caught);
  return c;
}

std::vector<Changed> changes(const ScoredRows& rows, const PairedThresholds& t, std::size_t cohorts) {
  std::vector<Changed> changed(cohorts);
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    if (rows.label[i] == 0) continue;
    const bool before = t.baseline && rows.baseline_score[i] >= *t.baseline, now = t.score && rows.score[i] >= *t.score;
    Changed& c = changed[rows.cohort.empty() ? 0 : rows.cohort.index[i]];
    c.missed += before && !now, c.caught += now && !before;
  }
  return changed;
}

}  // namespace

PairedComparison paired_cohorts(const ScoredRows& rows, const PairedThresholds& thresholds, const PairedSettings& settings) {
  if (rows.baseline_score.empty()) throw Refusal("the rows have no baseline_score to compare with");
  if (!(settings.confidence > 0 && settings.confidence < 1) || !(settings.stable_f1 >= 0))
    throw DomainError(fmt::format("paired_cohorts(confidence={}, stable_f1={}): confidence in (0, 1) and a fall >= 0 are needed", settings.confidence, settings.stable_f1));
  const auto before = cohort_confusions(rows, rows.baseline_score, thresholds.baseline);
  const auto now = cohort_confusions(rows, rows.score, thresholds.score);
  const auto changed = changes(rows, thresholds, before.size());
  Confusion all_before, all_now;
  Changed all_changed;
  std::vector<double> p;
  for (std::size_t i = 0; i < before.size(); ++i) {
    all_before = all_before + before[i], all_now = all_now + now[i];
    all_changed.missed += changed[i].missed, all_changed.caught += changed[i].caught;
    p.push_back(mcnemar_p(changed[i].missed, changed[i].caught));
  }
  const double alpha = 1 - settings.confidence;
  PairedComparison result;
  result.all = paired({}, all_before, all_now, all_changed);
  result.all.more_missed = result.all.p <= alpha && all_changed.missed > all_changed.caught;
  const bool looks_stable = result.all.f1_before && result.all.f1_now && *result.all.f1_now >= *result.all.f1_before - settings.stable_f1;
  const auto adjusted = holm_adjusted(p);
  for (std::size_t i = 0; i < rows.cohort.names.size(); ++i) {
    PairedCohort& c = result.cohorts.emplace_back(paired(rows.cohort.names[i], before[i], now[i], changed[i]));
    c.p = adjusted[i];
    c.more_missed = c.p <= alpha && c.newly_missed > c.newly_caught;
    c.hidden = c.more_missed && looks_stable;
  }
  return result;
}

}  // namespace premortem
