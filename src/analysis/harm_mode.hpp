#pragma once
#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// One mode without its simulated readings, which assess_harm adds for all modes in one run.
ModeAssessment assess_mode(const Case& subject, std::size_t mode, const HarmSettings& settings);

/// Point, bound and one period of the people a mode harms, its factors as they stand in its stages.
Readings harmed_readings(const Case& subject, const FailureMode& mode, const HarmSettings& settings, const std::string& unit);

/// The same in money; absent without a cost of one harm.
std::optional<Readings> cost_readings(const Case& subject, const FailureMode& mode, const HarmSettings& settings,
                                      const Readings& harmed_by_mode);

/// The mode with its mitigations in place, which is what the verdict judges.
FailureMode as_it_stands(const FailureMode& mode);

/// The mode before any mitigation. Incidents that were counted with one in place say nothing of that.
FailureMode before_mitigation(const FailureMode& mode);

/// The mode with the planned mitigations too.
FailureMode as_planned(const FailureMode& mode);

/// What each mitigation of the mode does.
std::vector<MitigationReading> mitigation_readings(const Case& subject, const FailureMode& mode, const HarmSettings& settings,
                                                   const std::string& unit);

/// The interval a leaf enters a statement with these grounds by.
/// @throws Refusal if it has none
Interval bound_in(const Leaf& leaf, const BoundGrounds& grounds, const HarmSettings& settings);

/// What each estimate of the chain does to the number harmed, largest first; none where some estimate has no interval.
std::vector<Swing> swings_of(const Case& subject, const FailureMode& mode, const HarmSettings& settings);

/// The estimates of the mode whose evidence ran out before the date taken as today, in words.
std::vector<std::string> expired_estimates(const Case& subject, const FailureMode& mode, const HarmSettings& settings);

/// Adds what must be said beside the readings of the mode.
void add_cautions(ModeAssessment& m, const FailureMode& mode, const Case& subject, const HarmSettings& settings);

/// Harmed people times the cost of one; empty without a cost.
std::optional<Expression> cost_of(const FailureMode& mode, double scale);

/// "quarter": per what the mode counts; empty where nothing says so.
std::string period_of(const Case& subject, const FailureMode& mode);

/// "customers per quarter": whom the mode counts, and per what period.
std::string counted_unit(const Case& subject, const FailureMode& mode);

/// The point reading of an expression with the case's leaves.
std::optional<double> point_reading(const Expression& expression, std::span<const Leaf> leaves);

/// Leaf numbers with one more, ascending and distinct.
std::vector<std::size_t> with_leaf(std::vector<std::size_t> used, std::size_t leaf);

}  // namespace premortem
