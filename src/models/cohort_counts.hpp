#pragma once
#include <span>

#include "premortem/models/rate_split.hpp"

namespace premortem {

/// @throws DomainError unless counts are whole with events <= trials
void require_counts(std::span<const CohortCounts> cohorts);

}  // namespace premortem
