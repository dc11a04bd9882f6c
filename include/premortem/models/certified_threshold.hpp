#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/score_curve.hpp"
#include "premortem/models/threshold_grid.hpp"

namespace premortem {

/// What must hold of a threshold from now on, but for a chance of `delta` that these rows mislead. For several cohorts,
/// each with a threshold of its own, and for all their statements to hold together: delta divided by their number.
struct ThresholdDemand {
  std::optional<double> min_recall, min_precision;  ///< in (0, 1]; at least one of them
  double delta = 0.05;                              ///< in (0, 1): 1 - confidence
};

/// Why several thresholds may be tried on the same rows.
enum class CertificationMethod {
  /// The miss rate only rises with the threshold, and so does its p-value: thresholds are tried from the lowest up, all
  /// of them, each at the whole delta, to the first that fails. Holds at every threshold at once.
  recall_upward,
  /// Ranks that depend on the number of rows alone, each tried at its share of delta (Bonferroni): no more is
  /// assumed.
  ranks_each,
  /// Such ranks from the highest scores down, to the first that fails, at delta over the number of starts. Proven only
  /// for a true precision that nowhere falls as the threshold rises: which rank is the first to lie too low is chance,
  /// and only then do the rows that decide it tell nothing in favour of that rank.
  ranks_downward,
  /// Thresholds that were fixed, and put in order, before these rows were looked at (by an earlier sample, or a part of
  /// the rows set aside for it), tried in that order to the first that fails, at delta over the number of starts.
  fixed_thresholds,
};

/// How thresholds are tried for precision. Must be chosen without looking at the labels.
struct CertificationPlan {
  CertificationMethod method = CertificationMethod::ranks_each;  ///< not recall_upward
  std::vector<double> thresholds;                                ///< of fixed_thresholds, in the order of trial
  std::size_t most_points = 40;                                  ///< of ranks; fewer for few rows
  std::size_t starts = 1;  ///< evenly along the order of ranks_downward and fixed_thresholds, which go on from each
};

/// A threshold that was tried: what it did, and how surprising that would be if it broke its demand.
struct TriedThreshold {
  GridPoint at;
  std::optional<double> recall_p;     ///< P(Bin(positives, 1 - min_recall) <= fn)
  std::optional<double> precision_p;  ///< P(Bin(flagged, 1 - min_precision) <= fp); 1 where nothing is flagged
  bool certified = false;
};

/// The guarantee: with probability at least 1 - delta over the choice of rows, `certified`, if there is one, fulfils
/// what was demanded. It needs independent rows drawn as items will come; whatever their weight, rows are counted as
/// rows.
struct CertifiedThreshold {
  CertificationMethod method = CertificationMethod::ranks_each;
  ThresholdDemand demand;
  double recall_level = 0, precision_level = 0;  ///< largest p-value that certifies one threshold; 0: not demanded
  std::size_t starts = 0;                        ///< that share the delta of precision
  /// For recall alone the highest that is certified (it flags least); for precision, alone or too, the lowest (it
  /// misses least).
  std::optional<TriedThreshold> certified;
  /// In order of trial; of recall alone, the last that passes and the first that fails.
  std::vector<TriedThreshold> tried;
  std::string why;                         ///< where none is certified
  std::optional<double> positives_needed;  ///< for recall where none is certified: if none of them is missed
  std::optional<double> flagged_needed;    ///< for precision: if none of them is wrong
};

/// Learn-then-Test: the threshold that is certified to fulfil the demand, or why none is. Recall alone needs no plan.
/// Both: for ranks, half of delta for recall (at all thresholds at once) and half for precision; for fixed thresholds,
/// the larger of the two p-values against all of delta, since either demand may be the one that is broken.
/// @throws DomainError for a demand or plan outside its domain
/// Sources: Angelopoulos, Bates, Candes, Jordan & Lei (2021), "Learn then Test", arXiv:2110.01052; Bauer (1991),
/// Statistics in Medicine 10 (fixed sequences); Berger (1982), Technometrics 24 (the larger p-value); Wilks (1941) for
/// recall.
CertifiedThreshold certified_threshold(const ScoreCurve& curve, const ThresholdDemand& demand,
                                       const CertificationPlan& plan = {});

/// The recall of one threshold that was fixed beforehand.
struct RecallTest {
  GridPoint at;
  double p = 1;  ///< P(Bin(positives, 1 - min_recall) <= fn)
  bool certified = false;
  double positives_needed_if_none_missed = 0;
  std::optional<double>
      positives_needed_at_this_rate;  ///< absent where as many are missed as may be, or there are no positives
};

/// @param min_recall, delta  in (0, 1)
/// @throws DomainError outside that domain
RecallTest recall_test(const ScoreCurve& curve, double threshold, double min_recall, double delta);

}  // namespace premortem
