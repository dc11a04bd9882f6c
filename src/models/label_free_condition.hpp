#pragma once
#include <optional>
#include <span>
#include <vector>

#include "models/score_calibration.hpp"

namespace premortem {

/// Are labels that came in later what a calibration promised? In stretches of scores, of which each has at least 5 promised
/// positives and negatives and about a tenth of the rows.
class PromiseCheck {
 public:
  PromiseCheck(const std::vector<double>& reference_score, const LabelledScores& current, std::span<const double> p);
  /// Another calibration that chance might have given.
  void add_replicate(std::span<const double> p);
  /// Chi-square test; absent where no stretch is long enough.
  std::optional<double> p() const;

 private:
  struct Stretch {
    RowSums sums;
    double observed, promised, variance;
    double mean = 0, squares = 0;  ///< of the replicates' promises, by Welford
  };
  std::vector<Stretch> stretches_;
  double replicates_ = 0;
};

}  // namespace premortem
