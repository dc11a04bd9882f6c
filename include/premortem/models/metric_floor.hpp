#pragma once
#include <optional>
#include <string>

#include "premortem/core/place.hpp"

namespace premortem {

/// floors.csv: the level that a metric may not pass, of one of its sides.
struct MetricFloor {
  std::string metric, cohort;             ///< cohort empty: the whole, and every cohort that has none of its own
  std::optional<double> floor, ceiling;   ///< exactly one
  std::optional<double> tolerance;        ///< probability of having passed it at which to re-validate; absent: 10%
  Place place;
  bool operator==(const MetricFloor&) const = default;
};

}  // namespace premortem
