#include "premortem/models/one_cohort_gain.hpp"

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/statistics/auc_groups.hpp"

namespace premortem {
namespace {

constexpr double most_work = 1e8;  // rows looked at again for an interval: some 10 seconds
constexpr std::size_t fewest_intervals = 8;

std::size_t intervals_for(std::size_t rows) {
  return std::max(fewest_intervals, static_cast<std::size_t>(most_work / static_cast<double>(rows)));
}

NominalLimits limits_of(const std::optional<AucDifference>& difference, bool skipped, double confidence) {
  if (!difference) return {std::nullopt, "not both classes"};
  if (skipped) return {std::nullopt, "too many rows and cohorts to compute it for each"};
  return auc_difference_limits(*difference, confidence);
}

GainWithout verdict_of(const CohortGain& c) {
  if (!c.without) return GainWithout::unknown;
  if (c.without->difference <= 0) return GainWithout::gone;
  if (!c.without_limits.limits) return GainWithout::unknown;
  return c.without_limits.limits->low > 0 ? GainWithout::kept : GainWithout::not_shown;
}

/// Left out, most of the gain is gone too; that the rest cannot show what is left may be for want of rows.
bool carries(const CohortGain& c, double gain) {
  constexpr double little = 0.25;  // of the gain, at most, without it
  return c.verdict == GainWithout::gone || (c.verdict == GainWithout::not_shown && c.without->difference <= little * gain);
}

void require_columns(const ScoredRows& rows) {
  if (rows.baseline_score.empty()) throw Refusal("the rows have no baseline_score to gain on");
  if (rows.cohort.empty()) throw Refusal("the rows have no cohort to leave out");
}

}  // namespace

OneCohortGain one_cohort_gain(const ScoredRows& rows, double confidence) {
  require_columns(rows);
  const std::size_t cohorts = rows.cohort.names.size();
  const auto grouped = grouped_auc_difference(rows.score, rows.baseline_score, rows.label, rows.cohort.index, cohorts, intervals_for(rows.rows()));
  if (!grouped.all) throw Refusal("the rows have one class only, so that no score ranks them");
  OneCohortGain result;
  result.all = *grouped.all;
  result.all_limits = auc_difference_limits(result.all, confidence);
  result.gain_shown = result.all_limits.limits && result.all_limits.limits->low > 0;
  for (std::size_t i = 0; i < cohorts; ++i) {
    CohortGain& c = result.cohorts.emplace_back();
    c.cohort = rows.cohort.names[i];
    c.within = grouped.groups[i].within, c.without = grouped.groups[i].without;
    c.within_limits = limits_of(c.within, false, confidence);
    c.without_limits = limits_of(c.without, grouped.groups[i].variance_skipped, confidence);
    c.verdict = verdict_of(c);
    if (result.gain_shown && carries(c, result.all.difference)) result.carried_by.push_back(i);
  }
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    CohortGain& c = result.cohorts[rows.cohort.index[row]];
    ++c.rows, c.positives += rows.label[row] != 0;
  }
  std::stable_sort(result.carried_by.begin(), result.carried_by.end(), [&](auto a, auto b) {
    return result.cohorts[a].without->difference < result.cohorts[b].without->difference;
  });
  return result;
}

}  // namespace premortem
