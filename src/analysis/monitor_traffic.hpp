#pragma once
#include "premortem/analysis/trigger_assessment.hpp"

namespace premortem {

/// How many items come between two checks of a share: exposures_per_day, or where that is not stated, what the chains that
/// name the monitor begin with, if they say how many can be harmed and go on in shares (the largest of them). Absent for
/// other monitors, and where neither says it.
/// @param exposure  multiple of full exposure
std::optional<MonitorTraffic> traffic_of(const Case& subject, std::size_t monitor, double exposure);

}  // namespace premortem
