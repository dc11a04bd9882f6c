#pragma once
#include "premortem/models/certified_threshold.hpp"

namespace premortem {

/// The point with the p-values of what is demanded.
TriedThreshold tried_threshold(const GridPoint& point, const ThresholdDemand& demand);

/// Fills in the levels, the starts and what was tried, by the plan, for a demand with a precision below 1.
/// @throws DomainError for a plan outside its domain
void try_in_order(CertifiedThreshold& c, const ScoreCurve& curve, const CertificationPlan& plan);

}  // namespace premortem
