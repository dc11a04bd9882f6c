#include "premortem/models/label_free_estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/label_free_condition.hpp"
#include "models/score_calibration.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/redrawn_rows.hpp"
#include "premortem/statistics/sort_numbers.hpp"

namespace premortem {
namespace {

constexpr std::uint64_t replicates = 400;

std::vector<double> sorted_scores(const WindowRows& window) {
  std::vector<double> scores, room;
  for (const double s : window.score)
    if (!std::isnan(s)) scores.push_back(s);
  sort_numbers(scores, room);
  return scores;
}

void check(const LabelledScores& reference, const WindowRows& reference_rows, const std::vector<double>& current) {
  if (reference_rows.score.empty()) throw Refusal("the reference has no column score; without it nothing says how often a score comes true");
  if (current.empty()) throw Refusal("the current window has no scores; a column score is needed");
  if (reference.rows() == 0) throw Refusal("no row of the reference has both a score and a label; labelled rows are needed to know how often a score comes true, also of scores that are meant as probabilities");
  const auto positives = reference.positives();
  if (positives == 0 || positives == reference.rows())
    throw Refusal(fmt::format("all {} labelled rows of the reference have the label {}; both are needed", reference.rows(), positives == 0 ? 0 : 1));
}

/// A normal law of a metric under one calibration.
struct Law {
  double mean = 0, sd = 0;
};

/// The metrics' laws by calibration.
struct Laws {
  std::vector<Law> accuracy, precision, recall;

  void add(const RowSums& flagged, const RowSums& others, std::span<const double> p) {
    const double tp = flagged.sum(p), fn = others.sum(p), v_tp = flagged.variance(p), v_fn = others.variance(p), n = flagged.rows() + others.rows();
    accuracy.push_back({(tp + others.rows() - fn) / n, std::sqrt(v_tp + v_fn) / n});
    if (flagged.rows() > 0) precision.push_back({tp / flagged.rows(), std::sqrt(v_tp) / flagged.rows()});
    const double positives = tp + fn;
    if (positives > 0) recall.push_back({tp / positives, std::sqrt(fn * fn * v_tp + tp * tp * v_fn) / (positives * positives)});
  }
};

/// The quantile of the laws in equal parts; in [0, 1].
double quantile(const std::vector<Law>& laws, double probability) {
  double low = 0, high = 1;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    double below = 0;
    for (const auto& law : laws) below += law.sd > 0 ? normal_cdf(law.mean, law.sd, middle) : law.mean <= middle;
    (below < probability * static_cast<double>(laws.size()) ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// @param laws   of the replicates
/// @param items  that the metric is a share of: a share of them comes in steps
LabelFreeMetric metric_of(const std::vector<Law>& point, const std::vector<Law>& laws, double items, double confidence, const char* why) {
  LabelFreeMetric m;
  if (point.empty()) return m.why = why, m;
  m.value = point[0].mean;
  if (laws.empty()) return m;
  const double tail = (1 - confidence) / 2, step = 0.5 / items;
  m.limits = make_interval(std::max(0.0, std::min(quantile(laws, tail) - step, *m.value)), std::min(1.0, std::max(quantile(laws, 1 - tail) + step, *m.value)));
  return m;
}

void add_actual(LabelFreeEstimate& e, const LabelledScores& current) {
  double tp = 0, fp = 0, tn = 0, fn = 0;
  for (std::size_t g = 0; g < current.score.size(); ++g)
    for (auto i = current.first[g]; i < current.first[g + 1]; ++i)
      ++(current.score[g] >= e.threshold ? (current.label[i] == 1 ? tp : fp) : current.label[i] == 1 ? fn : tn);
  e.current_labelled = current.rows();
  if (tp + fp + tn + fn > 0) e.accuracy.actual = (tp + tn) / (tp + fp + tn + fn);
  if (tp + fp > 0) e.precision.actual = tp / (tp + fp);
  if (tp + fn > 0) e.recall.actual = tp / (tp + fn);
}

}  // namespace

LabelFreeEstimate label_free_estimate(const WindowRows& reference_rows, const WindowRows& current_rows, double threshold, double confidence, std::uint64_t seed) {
  if (!(confidence > 0 && confidence < 1)) throw DomainError(fmt::format("the confidence is {}, expected one in (0, 1)", confidence));
  if (std::isnan(threshold)) throw DomainError("the threshold is not a number");
  const auto reference = labelled_scores(reference_rows), current = labelled_scores(current_rows);
  const auto scores = sorted_scores(current_rows);
  check(reference, reference_rows, scores);
  const auto cut = std::lower_bound(scores.begin(), scores.end(), threshold);
  const RowSums others(reference.score, {scores.begin(), cut}), flagged(reference.score, {cut, scores.end()});
  const auto p = calibrated(reference, {});
  Laws point, laws;
  point.add(flagged, others, p);
  std::vector<std::uint32_t> drawn(reference.rows()), times(reference.rows());
  for (std::uint64_t r = 0; r < replicates; ++r) {
    redraw_rows(seed, "labelled reference", r, static_cast<std::uint32_t>(reference.rows()), drawn);
    std::fill(times.begin(), times.end(), 0U);
    for (const auto row : drawn) ++times[row];
    laws.add(flagged, others, calibrated(reference, times));
  }
  LabelFreeEstimate e;
  e.reference_labelled = reference.rows(), e.current_scored = scores.size(), e.threshold = threshold;
  e.tp = flagged.sum(p), e.fp = flagged.rows() - e.tp, e.fn = others.sum(p), e.tn = others.rows() - e.fn;
  e.outside = (flagged.outside() + others.outside()) / static_cast<double>(scores.size());
  e.accuracy = metric_of(point.accuracy, laws.accuracy, flagged.rows() + others.rows(), confidence, "");
  e.precision = metric_of(point.precision, laws.precision, flagged.rows(), confidence, "no current row is flagged");
  e.recall = metric_of(point.recall, laws.recall, std::max(1.0, e.tp + e.fn), confidence, "no positive is expected");
  add_actual(e, current);
  e.condition = "valid only if items with the same score are still positive equally often";
  e.condition_p = same_score_p(reference, current);
  return e;
}

}  // namespace premortem
