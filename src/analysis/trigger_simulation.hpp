#pragma once
#include "premortem/analysis/trigger_assessment.hpp"

namespace premortem {

/// Whether a rule's run length is drawn: its windows overlap, or it does not take out the correlation of its checks.
bool is_simulated(const Monitor& monitor, const TriggerRule& rule, double exposure);

/// The rule with simulated false alarms and delay. A burn rate that no simulated check reaches has at most as many false
/// alarms as its long window passes its limit.
TriggerCandidate simulated_candidate(const Monitor& monitor, const TriggerRule& rule, const TriggerSettings& settings);

/// The delay at a level, drawn more coarsely.
RunLength simulated_delay(const Monitor& monitor, const TriggerRule& rule, double level, const TriggerSettings& settings);

}  // namespace premortem
