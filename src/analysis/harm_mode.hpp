#pragma once
#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// One mode without its simulated readings, which assess_harm adds for all modes in one run.
ModeAssessment assess_mode(const Case& subject, std::size_t mode, const HarmSettings& settings);

/// The interval a leaf enters a statement with these grounds by.
/// @throws Refusal if it has none
Interval bound_in(const Leaf& leaf, const BoundGrounds& grounds, const HarmSettings& settings);

/// What each estimate of the chain does to the number harmed, largest first; none where some estimate has no interval.
std::vector<Swing> swings_of(const Case& subject, const FailureMode& mode, const HarmSettings& settings);

/// Adds what must be said beside the readings of the mode.
void add_cautions(ModeAssessment& m, const FailureMode& mode, const Case& subject, const HarmSettings& settings);

/// How many one incident counts at most: the upper limits of the stages that are not shares, multiplied; at least 1.
/// @throws Refusal if one of them has no interval
double incident_size(const Case& subject, const FailureMode& mode, const BoundGrounds& grounds, const HarmSettings& settings);

/// Harmed people times the cost of one; empty without a cost.
std::optional<Expression> cost_of(const FailureMode& mode, double scale);

/// "customers per quarter": whom the mode counts, and per what period.
std::string counted_unit(const Case& subject, const FailureMode& mode);

/// The point reading of an expression with the case's leaves.
std::optional<double> point_reading(const Expression& expression, std::span<const Leaf> leaves);

}  // namespace premortem
