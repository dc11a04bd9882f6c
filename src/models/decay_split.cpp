#include "premortem/models/decay_split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/score_split.hpp"
#include "models/true_rates.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

std::vector<CohortCounts> counts_of(const DecayTally& tally, DecayMetric metric) {
  std::vector<CohortCounts> counts;
  for (std::size_t c = 0; c < tally.cohorts.size(); ++c) counts.push_back(metric_counts(metric, tally.before[c], tally.after[c]));
  return counts;
}

CohortCounts total_of(const std::vector<CohortCounts>& counts) {
  CohortCounts all;
  for (const auto& c : counts) {
    all.events_before += c.events_before, all.trials_before += c.trials_before;
    all.events_after += c.events_after, all.trials_after += c.trials_after;
  }
  return all;
}

bool is_of_labels(DecayMetric metric) { return metric == DecayMetric::recall || metric == DecayMetric::false_positive_rate; }

const char* no_trial(DecayMetric metric) {
  if (metric == DecayMetric::precision) return "nothing is flagged";
  if (metric == DecayMetric::recall) return "no row is positive";
  return metric == DecayMetric::accuracy ? "no row has a score and a label" : "no row is negative";
}

SplitPart error_part(const DoubleLabels& labels) {
  SplitPart part;
  part.value = label_error(labels);
  if (part.value) return part;
  part.why = labels.rows == 0 ? "no row of the window was labelled twice; add label_second"
                              : fmt::format("the two labels of a row differ in {} of {} rows: they are no better than a coin", labels.differ, labels.rows);
  return part;
}

/// Counts that were solved for, or levels times n, need not be whole.
RateSplit split_of(const std::vector<CohortCounts>& counts) {
  const auto whole = [](double x) { return x == std::floor(x); };
  if (std::all_of(counts.begin(), counts.end(), [&](const auto& c) { return whole(c.events_before) && whole(c.trials_before) && whole(c.events_after) && whole(c.trials_after); })) return rate_split(counts);
  const auto all = total_of(counts);
  std::vector<CohortRates> rates;
  const auto rate = [](double events, double trials) { return trials > 0 ? std::optional(events / trials) : std::nullopt; };
  for (const auto& c : counts) rates.push_back({c.trials_before / all.trials_before, c.trials_after / all.trials_after, rate(c.events_before, c.trials_before), rate(c.events_after, c.trials_after)});
  return rate_split(rates);
}

/// Rates of cohorts as decay_point has them; the whole of a cohort that one window lacks is mix.
std::vector<CohortRates> rates_of(std::span<const CohortLevels> cohorts) {
  double before = 0, after = 0;
  for (const auto& c : cohorts) before += c.n_before, after += c.n_after;
  if (!(before > 0) || !(after > 0)) throw Refusal("one of the two windows has no value of the metric");
  std::vector<CohortRates> rates;
  for (const auto& c : cohorts) rates.push_back({c.n_before / before, c.n_after / after, c.before, c.after});
  return rates;
}

void take(DecaySplit& d, const RateSplit& s) {
  d.before = s.before, d.after = s.after, d.simpson = s.simpson;
  d.change.value = s.gap, d.mix.value = s.mix, d.within.value = s.rate;
  d.mix_alone = s.mix_alone, d.rate_alone = s.rate_alone, d.interaction = s.interaction;
}

void caution_missing(DecaySplit& d) {
  for (std::size_t c = 0; c < d.cohorts.size(); ++c) {
    const bool before = d.counts[c].trials_before > 0, after = d.counts[c].trials_after > 0;
    if (before == after || d.by != "cohort") continue;
    d.cautions.push_back(fmt::format("\"{}\" has rows in the {} window only: its whole part counts as mix.", d.cohorts[c], before ? "reference" : "current"));
  }
}

}  // namespace

std::optional<DecayPoint> decay_point(const DecayTally& tally, DecayMetric metric) {
  const auto counts = counts_of(tally, metric);
  const auto all = total_of(counts);
  if (!(all.trials_before > 0) || !(all.trials_after > 0)) return std::nullopt;
  DecayPoint point;
  const bool by_score = tally.by == "score" && is_of_labels(metric);
  point.split = by_score ? score_split(tally, metric) : split_of(counts);
  point.error_before = label_error(tally.double_before), point.error_after = label_error(tally.double_after);
  if (!point.error_before || !point.error_after) return point;
  const auto decay = is_of_labels(metric) ? solved_decay(tally, metric, *point.error_before, *point.error_after)
                                          : true_decay(counts, {*point.error_before, *point.error_after});
  if (!decay) return point;
  point.decay = *decay;
  point.label_noise = is_of_labels(metric) ? point.split.rate - *decay : point.split.rate - *decay * (1 - *point.error_before - *point.error_after);
  return point;
}

DecaySplit decay_split(const DecayTally& tally, DecayMetric metric) {
  const auto point = decay_point(tally, metric);
  if (!point) throw Refusal(fmt::format("{} is not defined in one of the windows: {} there", name_of(metric), no_trial(metric)));
  DecaySplit d;
  d.metric = name_of(metric), d.by = tally.by, d.cohorts = tally.cohorts;
  d.lower_is_better = metric == DecayMetric::false_positive_rate;
  d.counts = counts_of(tally, metric);
  take(d, point->split);
  const auto all = total_of(d.counts);
  d.p_change = equal_shares_p(all.events_after, all.trials_after, all.events_before, all.trials_before);
  if (!tally.has_cohorts) d.mix.why = "the windows do not both have a cohort: all rows count as one, and the change is within it";
  caution_missing(d);
  d.label_noise.value = point->label_noise, d.decay.value = point->decay;
  d.label_error_before = error_part(tally.double_before), d.label_error_after = error_part(tally.double_after);
  if (point->decay) return d;
  const auto& missing = d.label_error_before.value ? d.label_error_after : d.label_error_before;
  d.label_noise.why = d.decay.why = !missing.why.empty() ? missing.why : "the labels differ more often than the rates allow";
  if (!missing.why.empty() && !is_of_labels(metric)) d.decay_range = decay_range(d.counts);
  return d;
}

DecaySplit decay_split(const std::string& metric, std::span<const CohortLevels> cohorts) {
  DecaySplit d;
  d.metric = metric;
  d.is_share = false;
  const auto rates = rates_of(cohorts);
  take(d, rate_split(rates));
  for (const auto& c : cohorts) {
    d.cohorts.push_back(c.cohort);
    d.counts.push_back({c.before.value_or(0) * c.n_before, c.n_before, c.after.value_or(0) * c.n_after, c.n_after});
  }
  if (cohorts.size() == 1) d.mix.why = "there is one cohort: the change is within it";
  caution_missing(d);
  d.label_noise.why = d.decay.why = "no row is seen, so that the labels cannot be checked; add reference.csv and current.csv with label_second";
  return d;
}

}  // namespace premortem
