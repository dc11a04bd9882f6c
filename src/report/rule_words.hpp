#pragma once
#include <string>

#include "premortem/models/monitor.hpp"

namespace premortem {

/// "day", "hour", "week", "minute", "month", or "check": what comes between two checks.
std::string check_noun(const Monitor& monitor);

/// A level as the metric is written: a share or a rate in percent, or a rate in a million; a value with its digits.
std::string level_text(const Monitor& monitor, double level);

/// The rule as a person can carry it out: "Roll back at 10 or more of the 2000 checked in any 5 days".
std::string rule_words(const Monitor& monitor, const TriggerRule& rule, double exposure);

}  // namespace premortem
