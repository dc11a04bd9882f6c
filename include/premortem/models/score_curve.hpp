#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// Everything thresholds can do to scored rows: one entry a distinct score, highest score first. Entry i is what is
/// flagged by `score >= score[i]`; to flag nothing is not an entry. All columns are running totals, exact and the same bits in
/// whatever order the rows come, and whether equal rows stand in one line with a count or each in its own (sums are of whole
/// numbers, or of fixed-point numbers with 61 bits below the largest).
struct ScoreCurve {
  std::vector<double> score;            ///< distinct, descending
  std::vector<std::uint64_t> tp, fp;    ///< rows flagged whose label is 1, 0
  std::vector<double> tp_weight, fp_weight;  ///< items they stand for; empty without weights (then the counts)
  std::vector<double> tp_value;         ///< sum of weight x value over the positives flagged; empty without values
  std::vector<double> fp_value;         ///< the same over the negatives

  std::size_t size() const { return score.size(); }
  std::uint64_t positives() const { return tp.empty() ? 0 : tp.back(); }
  std::uint64_t negatives() const { return fp.empty() ? 0 : fp.back(); }
  std::uint64_t rows() const { return positives() + negatives(); }
  /// Items flagged, by weight, of each label, at entry i.
  double positive_items(std::size_t i) const { return tp_weight.empty() ? static_cast<double>(tp[i]) : tp_weight[i]; }
  double negative_items(std::size_t i) const { return fp_weight.empty() ? static_cast<double>(fp[i]) : fp_weight[i]; }
};

/// Numbers of rows (or items) by what was flagged and what was true.
struct Confusion {
  double tp = 0, fp = 0, tn = 0, fn = 0;
  double selected() const { return tp + fp; }
  double positives() const { return tp + fn; }
  double negatives() const { return tn + fp; }
  double all() const { return tp + fp + tn + fn; }
};

/// The rows' counts at an entry; absent entry: nothing is flagged.
Confusion confusion_of(const ScoreCurve& curve, std::optional<std::size_t> entry);
/// The rows' counts where everything scored >= threshold is flagged; absent threshold: nothing is.
Confusion confusion_at(const ScoreCurve& curve, std::optional<double> threshold);
/// The entry that flags what this threshold flags; absent where nothing is flagged.
std::optional<std::size_t> entry_at(const ScoreCurve& curve, std::optional<double> threshold);

/// A threshold as a person can write it down: the fewest digits, at least three, that flag the rows it flags and no other ("0.804");
/// "above 0.5" for the number that follows a score, where the next row flagged is further up; "none" where nothing is flagged. A
/// threshold that is no score of the rows is written so that it reads back the same.
std::string threshold_text(const ScoreCurve& curve, std::optional<double> threshold);

/// Rows that a threshold flags, by label.
struct FlaggedRows {
  std::uint64_t tp = 0, fp = 0;
  friend bool operator==(const FlaggedRows&, const FlaggedRows&) = default;
};

/// The curve over all rows and, where the rows have cohorts, the corners of each one's hull (see roc_hull), highest score first,
/// in the order of `cohort.names`. Whole curves of cohorts would take more memory than the rows: see cohort_curves.
struct ScoreCurves {
  ScoreCurve all;
  std::vector<std::vector<FlaggedRows>> hulls;
};

/// @param jobs  threads; the same bits for any number
/// @throws DomainError if columns differ in length, or counts are 0 or add up to more than 1e12
ScoreCurves score_curves(const ScoredRows& rows, int jobs);

}  // namespace premortem
