#pragma once
#include <string>
#include <vector>

#include "premortem/quantity/leaf.hpp"

namespace premortem {

/// Adds what expired of an estimate, or of what its experts said, before the day taken as today: "\"p\" (a.csv:3) expired on 2026-01-01".
void add_expired(const Leaf& leaf, const std::string& as_of, std::vector<std::string>& expired);

}  // namespace premortem
