#include "models/true_rates.hpp"

#include <utility>

#include "models/score_split.hpp"

namespace premortem {
namespace {

/// Sums over cohorts that both windows have, each weighted by the mean of its two shares: weight, and rate of each window.
struct Shared {
  double weight = 0, before = 0, after = 0;
};

Shared shared_of(std::span<const CohortCounts> counts) {
  double all_before = 0, all_after = 0;
  for (const auto& c : counts) all_before += c.trials_before, all_after += c.trials_after;
  Shared s;
  for (const auto& c : counts) {
    if (!(c.trials_before > 0) || !(c.trials_after > 0)) continue;
    const double weight = (c.trials_before / all_before + c.trials_after / all_after) / 2;
    s.weight += weight, s.before += weight * c.events_before / c.trials_before, s.after += weight * c.events_after / c.trials_after;
  }
  return s;
}

/// sum of weight x (r - e) / (1 - 2e)
double true_rate(double weight, double rate, double error) { return (rate - error * weight) / (1 - 2 * error); }

bool is_possible(double weight, double rate) { return rate >= 0 && rate <= weight; }

DecayCells solved(const DecayCells& c, double e) {
  const auto positives = [e](double seen, double rows) { return (seen - e * rows) / (1 - 2 * e); };
  const double flagged = c.tp + c.fp, passed = c.fn + c.tn, tp = positives(c.tp, flagged), fn = positives(c.fn, passed);
  return {tp, flagged - tp, fn, passed - fn};
}

struct Sum {
  double before = 0, after = 0;
};

/// Cohorts too small to be solved are chance, not refusal: only the counts over all of them must be possible.
bool is_possible(const std::vector<DecayCells>& cells) {
  DecayCells all;
  for (const auto& c : cells) all.tp += c.tp, all.fp += c.fp, all.fn += c.fn, all.tn += c.tn;
  return all.tp >= 0 && all.fp >= 0 && all.fn >= 0 && all.tn >= 0;
}

}  // namespace

std::optional<double> true_decay(std::span<const CohortCounts> counts, const LabelErrors& errors) {
  const Shared s = shared_of(counts);
  if (!(s.weight > 0)) return std::nullopt;
  const double before = true_rate(s.weight, s.before, errors.before), after = true_rate(s.weight, s.after, errors.after);
  if (!is_possible(s.weight, before) || !is_possible(s.weight, after)) return std::nullopt;
  return after - before;
}

std::optional<double> solved_decay(const DecayTally& tally, DecayMetric metric, double error_before, double error_after) {
  std::vector<DecayCells> before, after;
  for (std::size_t c = 0; c < tally.cohorts.size(); ++c) before.push_back(solved(tally.before[c], error_before)), after.push_back(solved(tally.after[c], error_after));
  if (!is_possible(before) || !is_possible(after)) return std::nullopt;
  if (tally.by == "score") {
    DecayTally truth = tally;
    truth.before = std::move(before), truth.after = std::move(after);
    return score_split(truth, metric).rate;
  }
  Sum all;
  for (std::size_t c = 0; c < before.size(); ++c) {
    const auto counts = metric_counts(metric, before[c], after[c]);
    all.before += counts.trials_before, all.after += counts.trials_after;
  }
  if (!(all.before > 0) || !(all.after > 0)) return std::nullopt;
  double decay = 0;
  for (std::size_t c = 0; c < before.size(); ++c) {
    const auto counts = metric_counts(metric, before[c], after[c]);
    if (!(counts.trials_before > 0) || !(counts.trials_after > 0)) continue;
    const double weight = (counts.trials_before / all.before + counts.trials_after / all.after) / 2;
    decay += weight * (counts.events_after / counts.trials_after - counts.events_before / counts.trials_before);
  }
  return decay;
}

std::optional<Interval> decay_range(std::span<const CohortCounts> counts) {
  const Shared s = shared_of(counts);
  if (!(s.weight > 0)) return std::nullopt;
  // At the largest error that the rate allows the true rate is 0 or 1, whichever is nearer.
  const auto ends = [&](double rate) { return Interval{rate >= s.weight / 2 ? rate : 0, rate >= s.weight / 2 ? s.weight : rate}; };
  const Interval before = ends(s.before), after = ends(s.after);
  return Interval{after.low - before.high, after.high - before.low};
}

}  // namespace premortem
