#pragma once
#include "premortem/models/decay_split.hpp"

namespace premortem {

/// Recall or false_positive_rate by bin of the score, where the rate of a bin is 0 or 1 by its threshold and Kitagawa's split would
/// say nothing: as a function F(w, q) of the bins' shares w and of their shares of positives q,
///   mix = [F(w1,q0) - F(w0,q0) + F(w1,q1) - F(w0,q1)] / 2,  rate = [F(w0,q1) - F(w0,q0) + F(w1,q1) - F(w1,q0)] / 2.
/// A bin that only one window has keeps the share of positives it has there.
/// Source: Shapley (1953), of two factors.
RateSplit score_split(const DecayTally& tally, DecayMetric metric);

}  // namespace premortem
