#pragma once
#include <vector>

#include "premortem/analysis/capability.hpp"

namespace premortem {

/// What the verbs calendar and diagnose can compute of a case, and why not.
std::vector<Capability> calendar_capabilities(const Case& subject);
std::vector<Capability> diagnosis_capabilities(const Case& subject);

}  // namespace premortem
