#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "premortem/analysis/tradeoff_assessment.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// The arm that is compared with: the one that is called so, else the first.
std::size_t control_of(const std::vector<std::string>& arms);

/// Whether the score moved between two arms without what it stands for; nothing without two arms and an outcome.
void add_proxy(const ScoredRows& rows, double confidence, std::vector<Finding>& findings);

}  // namespace premortem
