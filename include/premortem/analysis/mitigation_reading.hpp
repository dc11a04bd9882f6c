#pragma once
#include <optional>
#include <string>

#include "premortem/quantity/readings.hpp"

namespace premortem {

/// A value with what the bound's method leaves possible around it; absent with `why`.
struct Estimate {
  std::optional<double> point, low, high;
  std::string why;
};

/// What one mitigation does to its failure mode, the others in place as they are.
struct MitigationReading {
  std::size_t mitigation = 0;  ///< number in FailureMode::mitigations
  Readings without, with;     ///< people harmed per period; no simulated readings
  Estimate remains;            ///< the factor: the share that still gets through
  Estimate avoided;            ///< harms avoided per period: harmed without it times (1 - factor)
  Estimate cost_per_harm_avoided;  ///< cost a year over harms avoided a year; high absent where it may avoid none
};

}  // namespace premortem
