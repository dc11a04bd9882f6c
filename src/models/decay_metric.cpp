#include <cmath>

#include "premortem/models/decay_split.hpp"
#include "premortem/statistics/chi_square.hpp"

namespace premortem {

std::string name_of(DecayMetric metric) {
  if (metric == DecayMetric::accuracy) return "accuracy";
  if (metric == DecayMetric::precision) return "precision";
  return metric == DecayMetric::recall ? "recall" : "false_positive_rate";
}

CohortCounts metric_counts(DecayMetric metric, const DecayCells& b, const DecayCells& a) {
  if (metric == DecayMetric::accuracy) return {b.tp + b.tn, b.rows(), a.tp + a.tn, a.rows()};
  if (metric == DecayMetric::precision) return {b.tp, b.tp + b.fp, a.tp, a.tp + a.fp};
  if (metric == DecayMetric::recall) return {b.tp, b.tp + b.fn, a.tp, a.tp + a.fn};
  return {b.fp, b.fp + b.tn, a.fp, a.fp + a.tn};
}

double equal_shares_p(double events, double trials, double other_events, double other_trials) {
  const double n = trials + other_trials, k = events + other_events;
  if (!(trials > 0) || !(other_trials > 0) || k == 0 || k == n) return 1;
  const double difference = events * other_trials - other_events * trials;
  return chi_square_survival(1, difference * difference / (trials * other_trials) * n / (k * (n - k)));
}

std::optional<double> label_error(const DoubleLabels& labels) {
  if (!(labels.rows > 0)) return std::nullopt;
  const double inside = 1 - 2 * labels.differ / labels.rows;
  if (!(inside > 0)) return std::nullopt;
  return (1 - std::sqrt(inside)) / 2;
}

}  // namespace premortem
