#pragma once
#include <optional>

#include "models/score_calibration.hpp"

namespace premortem {

/// Are rows of the same score positive equally often in both? Both windows' rows by score are cut into cells of at least 20, equal
/// scores together; given how many of a cell are positive, how many of those are current is hypergeometric. Neighbouring cells are
/// added up to at most ten stretches, each with a tenth of the rows and a variance of at least 4, and the sum over stretches of
/// (observed - expected)^2 / variance is chi-square.
/// It compares labels with labels rather than with the isotonic calibration, whose errors are neither unbiased at its ends nor
/// independent: against it, a test of 5% rejected 8 to 33% in simulations.
/// @return absent where not even one stretch has enough rows of both windows and both labels
/// Source: Mantel & Haenszel (1959), Journal of the National Cancer Institute 22, of one stretch.
std::optional<double> same_score_p(const LabelledScores& reference, const LabelledScores& current);

}  // namespace premortem
