#pragma once
#include <vector>

#include "premortem/analysis/capability.hpp"

namespace premortem {

/// What the verb latency can compute of a case, and why not.
std::vector<Capability> latency_capabilities(const Case& subject);

}  // namespace premortem
