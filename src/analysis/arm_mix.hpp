#pragma once
#include <string>
#include <vector>

#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// Why nobody can look for a difference that is who is in which arm; empty where one can.
std::string why_no_arm_mix(const ScoredRows& rows);

/// A difference between two arms that the cohorts show the other way round (`simpson`), or that is more who is in which arm
/// than what the arm does (`mix_driven`). Of the outcome, else of the label: by counts where it is 0 or 1 throughout, by
/// means else. Numbers are of the other arm less control. A gap that chance explains has no cause to look for.
void add_arm_mix(const ScoredRows& rows, double confidence, std::vector<Finding>& findings);

}  // namespace premortem
