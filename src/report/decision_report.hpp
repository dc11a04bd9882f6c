#pragma once
#include <string>
#include <vector>

#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// A verdict for continuous integration: stop fails, hold is skipped (JUnit) or a warning (GitHub), ship is a notice.
/// @param verb  "tradeoff", "latency"
std::string decision_junit(const std::string& verb, const std::string& title, const Decision& decision);
std::string decision_github(const std::string& verb, const std::string& title, const Decision& decision);

/// A warning a finding that is an alarm.
std::string findings_github(const std::string& verb, const std::vector<Finding>& findings);

}  // namespace premortem
