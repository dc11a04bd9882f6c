#pragma once
#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// What the limits alone say at one exposure. stop: the point reading passes a cap; hold: only the bound passes it, or a
/// cap is missing; otherwise ship.
Decision judge_limits(const Case& subject, const std::vector<const ModeAssessment*>& modes);

/// The decision on one alternative: its limits along the rollout where there is one, else at the exposure of the
/// settings; and what holds at any exposure: a failed gate stops, an open gate and an expired estimate hold.
/// @param modes  its assessments at the exposure of the settings
Decision decide_alternative(const Case& subject, const Alternative& alternative, const std::vector<const ModeAssessment*>& modes,
                            const HarmSettings& settings);

/// The number of the alternative to recommend: not rejected before the rejected, then by verdict, by the share of the
/// rollout it reaches, and by the least bounded cost (where every harm has one) or harm.
std::size_t choose(const Case& subject, const HarmAssessment& assessment);

/// The decision on the chosen alternative, with what speaks against the others.
Decision decide_between(const Case& subject, const HarmAssessment& assessment);

}  // namespace premortem
