#pragma once
#include <string>
#include <vector>

#include "analysis/decay_bootstrap.hpp"
#include "premortem/analysis/diagnosis_assessment.hpp"

namespace premortem {

/// Rows that the reference does not cover: words and cohorts it has not, numbers outside its range, where it is not chance.
struct UnsupportedRows {
  std::vector<bool> is;             ///< by row of the current window
  std::size_t rows = 0;
  std::vector<std::string> reasons;  ///< one a feature side, word or cohort
  double p = 1;                     ///< smallest of their presence, times how many were looked at
};
/// The k of M current rows that are beyond all N of the reference on one side of a feature: P = prod_{i<k} (M - i) / (N + M - i)
/// if all rows came in any order; the same for k rows of a word.
UnsupportedRows unsupported_rows(const WindowRows& reference, const WindowRows& current, double alpha);

/// What the causes are judged by.
struct DiagnosisEvidence {
  const Case* subject = nullptr;
  const WindowRows* reference = nullptr;  ///< never null; without rows where there is no window
  const WindowRows* current = nullptr;
  double threshold = 0.5, confidence = 0.95;
  std::uint64_t seed = 1;
  std::vector<SplitEvidence> by_cohort, by_score;  ///< of all rows
  std::vector<SplitEvidence> covered_by_cohort, covered_by_score;  ///< without current rows that the reference does not cover, or whose labels are young and err
  std::string judged_on;  ///< which rows `covered` are, to be put behind what is said of them; empty: all
  std::vector<SplitEvidence> history;
  UnsupportedRows unsupported;
  std::vector<FeatureDrift> drift;
  std::vector<CoverageGap> gaps;
  bool has_windows = false, has_labels = false;    ///< scores and labels in both

  double alpha() const { return 1 - confidence; }
};

/// The change is for the worse: positive as a loss.
double loss_of(const DecaySplit& split, double value);

/// Smallest p that a part of a metric's change is chance, over the metrics and multiplied by their number: of a part that moves it
/// the way it moved, the larger of its own p and that of the change.
struct PartTest {
  std::optional<double> p;
  const SplitEvidence* metric = nullptr;  ///< that has it
};
enum class PartKind { mix, within, noise, decay };
PartTest part_test(const std::vector<SplitEvidence>& splits, PartKind kind);
const SplitPart& part_of(const DecaySplit& split, PartKind kind);

/// The same of the change itself.
PartTest change_test(const std::vector<SplitEvidence>& splits);

/// Is a part that was not shown excluded, or were there too few rows to see it? unlikely where its limits leave out half of the
/// worst change; without such a change, where five points would not pass for chance. Says which, if it cannot tell, in `why`.
CauseVerdict not_shown(const std::vector<SplitEvidence>& splits, PartKind kind, double alpha, std::string& why);

/// The metric that got worse the most surely; null where none did at alpha.
const SplitEvidence* worst_of(const std::vector<SplitEvidence>& splits, double alpha);

/// Smallest psi_p of features times their number, without those whose feed broke; absent where no feature has one.
struct DriftTest {
  std::optional<double> p;
  std::string feature;
  double psi = 0;
  std::size_t features = 0;
};
DriftTest feature_test(const DiagnosisEvidence& e);
DriftTest score_test(const DiagnosisEvidence& e);
/// Why there is no score_test, as a clause.
std::string why_no_score_test(const DiagnosisEvidence& e);
/// Are the scores of rows that are alike in a feature what they were? Of each bin of a feature (ten of the reference, or a word) the
/// difference of mean scores over its standard error, squared and summed: chi-square, over all features by Bonferroni; nominal.
/// With features that did not move as a whole, other scores of the same items are another model.
DriftTest score_given_features(const DiagnosisEvidence& e);
/// The smaller p of the two ways in which scores can move, doubled.
DriftTest model_test(const DiagnosisEvidence& e);
/// Are the cohorts' shares of all rows what they were? Chi-square, sparse cohorts pooled; absent without cohorts.
std::optional<double> cohort_share_p(const DiagnosisEvidence& e);

/// Events of a kind between the windows: after the last day of the reference, up to the last of the current rows.
std::vector<const KnownEvent*> events_between(const DiagnosisEvidence& e, bool of_model);

/// A gap that is a broken feed, not other items.
bool is_broken_feed(const CoverageGap& gap);

/// Rows have no date where the column is empty.
std::optional<Interval> dates_of(const WindowRows& rows);

/// What is wrong with the days of the two windows: they overlap, or stand the wrong way round; empty if nothing is.
std::string window_order(const WindowRows& reference, const WindowRows& current);

/// "-2.1 points (-3.0 to -1.2)" of a share.
std::string points_text(const SplitPart& part);

}  // namespace premortem
