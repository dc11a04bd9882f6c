#pragma once
#include <cstddef>
#include <vector>

#include "premortem/models/score_curve.hpp"

namespace premortem {

/// The thresholds that are cheapest for some ratio of the cost of a miss to that of a false alarm: the corners of the upper
/// convex hull of (false positives, true positives), exactly, in O(n). To flag nothing is a corner too and is not among
/// them; the entry that flags every row is the last one. Every other threshold costs at least as much as one of these,
/// whatever a miss and a false alarm cost.
/// @param jobs  threads; the same entries for any number
/// @return entries of the curve, highest score first
/// Source: Provost & Fawcett (2001), Machine Learning 42.
std::vector<std::size_t> roc_hull(const ScoreCurve& curve, int jobs = 1);

}  // namespace premortem
