#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/score_calibration.hpp"

namespace premortem {

/// Are labels that came in later what a calibration promised? Chi-square over stretches of scores, of which each has at least 5
/// promised positives and negatives and about a tenth of the rows: sum of (observed - promised)^2 / (variance of both). Isotonic
/// promises are correlated and, at the ends, biased, so that the law of the sum is not chi-square's: it is that of a gamma with
/// the mean and the variance that the sum has over replicates in which the calibration is true, labels of the reference and of
/// the stretches being drawn anew.
/// @return absent where no stretch is long enough
std::optional<double> promise_kept_p(const LabelledScores& reference, const LabelledScores& current, std::span<const double> p, std::uint64_t seed, std::uint64_t replicates);

}  // namespace premortem
