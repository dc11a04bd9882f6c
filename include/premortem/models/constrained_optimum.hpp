#pragma once
#include <optional>
#include <string>

#include "premortem/models/score_curve.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// "15% fewer false positives without missing more": what is asked of a threshold.
struct DeclineTarget {
  double fewer = 0.15;        ///< share of today's false positives that must go, in (0, 1]
  double extra_missed = 0;    ///< share of all positives that may be missed beyond today's, in [0, 1)
  double confidence = 0.95;   ///< of each of the two statements; both together hold at it too (each must be shown)
};

/// A threshold with the fewest false positives among those that miss no more than allowed.
struct DeclineChoice {
  std::optional<double> threshold;  ///< absent: flag nothing
  Confusion counts;
  double fewer = 0;                 ///< 1 - FP / FP today; negative where there are more
  bool enough = false;              ///< it meets the target
  double fewer_at_least = 0;        ///< certified one-sided limit of `fewer`
};

/// The choice among the rows, and what can be said beyond them.
struct ConstrainedOptimum {
  Confusion today;
  DeclineChoice by_point;               ///< on these rows: says what was, chosen as best on them
  std::optional<DeclineChoice> shown;   ///< with misses shown to be within what is allowed; `enough` is of `fewer_at_least`
  std::string why;                      ///< where nothing is shown: why not
};

/// What changes for positives when today's flags are replaced.
struct PairedMisses {
  double newly_missed = 0, newly_caught = 0;
  double p_not_fewer = 1;          ///< of no fall in misses: P(Bin(newly missed + newly caught, 1/2) <= newly missed)
  double extra_missed_at_most = 1; ///< one-sided limit of the change in miss rate
};

struct PairedOptimum : ConstrainedOptimum {
  PairedMisses by_point_misses;
  std::optional<PairedMisses> shown_misses;
};

/// A new score against the baseline at its threshold of today, on the same rows. By point: FN <= FN today + extra_missed x
/// positives. Shown: where nothing extra may be missed, misses must be shown to fall (exact sign test on the positives whose
/// flag changes); else the one-sided limit of the extra miss rate, Clopper-Pearson on newly missed and newly caught at half
/// the error each, must stay within it. Thresholds are tried from the safest; both criteria only worsen as it rises, so that
/// the last that passes keeps the confidence (fixed sequence). It is chosen by positives alone, so that the limit of `fewer`,
/// from negatives, needs no correction: the largest ratio within Clopper-Pearson limits of its three parts.
/// Certified for independent rows at the live mix. O(n log n).
/// @throws Refusal if there is no baseline_score, no positive, or today has no false positive; DomainError outside the domain
/// Sources: McNemar (1947), Psychometrika 12; Angelopoulos, Bates, Candès, Jordan & Lei (2021), arXiv 2110.01052.
PairedOptimum constrained_optimum(const ScoredRows& rows, std::optional<double> baseline_threshold, const DeclineTarget& target);

/// The same score at another threshold, with a limit on its miss rate. By point: FN <= most_missed x positives. Shown: the
/// one-sided Clopper-Pearson limit of the miss rate is at most `most_missed`. `fewer` counts today's false positives that
/// are passed; `extra_missed` of the target is not used.
/// @param today        today's threshold; absent: nothing is flagged
/// @param most_missed  in (0, 1)
/// @throws as above
ConstrainedOptimum constrained_optimum(const ScoreCurve& curve, std::optional<double> today, double most_missed, const DeclineTarget& target);

}  // namespace premortem
