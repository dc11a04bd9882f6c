#pragma once
#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// What is read first: the irreversible, then what can be undone in part, then what nothing is said of.
int severity(Reversible reversible);

}  // namespace premortem
