#pragma once
#include <vector>

#include "premortem/analysis/capability.hpp"

namespace premortem {

/// What `tradeoff` can compute of a case, each part with its reason where it cannot.
std::vector<Capability> tradeoff_capabilities(const Case& subject);

}  // namespace premortem
