#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"
#include "premortem/models/rate_split.hpp"
#include "premortem/models/window_rows.hpp"

namespace premortem {

struct SplitPart {
  std::optional<double> value;
  std::optional<Interval> limits;  ///< bootstrap, nominal
  std::string why;
};

/// Why a metric of two windows differs: other items, labels that err more, or a model that does worse on the same items.
/// With shares of cohorts w0, w1 and their rates r0, r1 (Kitagawa):
///   change = mix + within,  mix = sum (w1 - w0)(r0 + r1)/2,  within = sum (r1 - r0)(w0 + w1)/2.
/// Labels that err with probability e0, e1, whatever the class and the score, show r = e + a (1 - 2e) for a true rate a; hence
///   within = label_noise + decay (1 - e0 - e1),  label_noise = (e1 - e0) sum (w0 + w1)/2 (1 - a0 - a1),
///   decay  = sum (a1 - a0)(w0 + w1)/2: of the true rates.
/// That holds for accuracy and precision. In recall and false_positive_rate the label decides who is counted, so that the true
/// counts are solved for: decay is `within` of those, and label_noise what is left of within.
/// Given these cohorts: what differs within a cohort is taken for the model.
/// Sources: Kitagawa (1955), JASA 50; Rogan & Gladen (1978), American Journal of Epidemiology 107 (true rates from labels that err).
struct DecaySplit {
  std::string metric;       ///< accuracy, precision, recall, false_positive_rate, or the name of the metric
  double before = 0, after = 0;
  SplitPart change, mix, within, label_noise, decay;
  double mix_alone = 0, rate_alone = 0, interaction = 0;  ///< three-way form beside it
  bool simpson = false;
  std::vector<std::string> cohorts;
  std::vector<CohortCounts> counts;  ///< by cohort
  std::vector<std::string> cautions;
  std::string by = "cohort";        ///< what items are told apart by: "cohort", or "score" (bins of equal counts of the reference)
  std::optional<double> p_change;   ///< two-sided, of no change; nominal: chi-square with one degree of freedom
  /// Share of wrong labels in each window, from rows that were labelled twice; absent, with why, without them.
  SplitPart label_error_before, label_error_after;
  std::optional<Interval> decay_range;  ///< without double labels: what decay may be, for every label error that the rates allow
  bool lower_is_better = false;     ///< false_positive_rate
  bool is_share = true;             ///< counted on rows; false: a metric of the history, in its own unit
};

enum class DecayMetric { accuracy, precision, recall, false_positive_rate };

/// "accuracy", "precision", "recall", "false_positive_rate".
std::string name_of(DecayMetric metric);

/// Labelled rows by what was flagged and what it is.
struct DecayCells {
  double tp = 0, fp = 0, fn = 0, tn = 0;
  double rows() const { return tp + fp + fn + tn; }
};

/// Rows that two people labelled, and on how many they differ.
struct DoubleLabels {
  double rows = 0, differ = 0;
};

/// Two windows by cohort, or by bin of the score.
struct DecayTally {
  std::vector<std::string> cohorts;         ///< ascending; one, without a name, where the windows do not both have cohorts
  std::vector<DecayCells> before, after;
  DoubleLabels double_before, double_after;
  std::string by = "cohort";
  bool has_cohorts = false;
};

/// Rows with a score and a label; one is flagged where score >= threshold.
DecayTally decay_tally(const WindowRows& reference, const WindowRows& current, double threshold);

/// The same by score: edges are `bins` quantiles of the reference, and the threshold, so that a bin is flagged whole or not at all.
/// "Other scores" (mix) is what other items do, "other outcomes at the same scores" (within) what no change of the items that the
/// score sees can do.
/// @throws DomainError for bins < 1
DecayTally score_tally(const WindowRows& reference, const WindowRows& current, double threshold, int bins);

/// Probability that a label is wrong, of two labels that err alike and independently: they differ in 2 e (1 - e) of rows,
/// e = (1 - sqrt(1 - 2 d)) / 2. Absent without double labels, or where they differ in half of the rows or more.
std::optional<double> label_error(const DoubleLabels& labels);

/// The parts of the change, without limits; a part that is not defined is absent. Nothing where a window has no trial.
struct DecayPoint {
  RateSplit split;
  std::optional<double> label_noise, decay, error_before, error_after;
};
std::optional<DecayPoint> decay_point(const DecayTally& tally, DecayMetric metric);

/// The same in full, with reasons and the range of decay. Limits are left to the bootstrap.
/// @throws Refusal where a window has no trial of the metric (nothing flagged, no positive, ...)
DecaySplit decay_split(const DecayTally& tally, DecayMetric metric);

/// A cohort's value of a metric in two windows, and how many items are behind it.
struct CohortLevels {
  std::string cohort;
  std::optional<double> before, after;
  double n_before = 0, n_after = 0;  ///< weights; > 0 exactly where the value is there
};

/// Mix and within of any metric that is a mean over items. Label noise is not known: no row is seen.
/// @throws DomainError for values or weights that are not finite; Refusal where a window is empty
DecaySplit decay_split(const std::string& metric, std::span<const CohortLevels> cohorts);

/// Events and trials of the metric in the cells.
CohortCounts metric_counts(DecayMetric metric, const DecayCells& before, const DecayCells& after);

/// Two-sided p of equal shares, chi-square with one degree of freedom without a correction; 1 where nothing can differ.
double equal_shares_p(double events, double trials, double other_events, double other_trials);

}  // namespace premortem
