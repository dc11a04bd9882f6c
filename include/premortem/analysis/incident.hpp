#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// People harmed, and what it costs, over a stretch of time at the rate of the failure mode.
struct HarmOverTime {
  std::optional<double> point, high;       ///< people: about, and on average at most
  std::optional<double> counted_high;      ///< what may be counted in this one stretch: Poisson, as for one period
  std::optional<double> cost_point, cost_high;
};

/// One failure mode while an incident runs.
struct IncidentReading {
  std::size_t mode = 0;  ///< position in HarmAssessment::failure_modes
  HarmOverTime so_far, next_hour;
  std::string why;       ///< why both are absent
};

/// An incident that has been running for a while.
struct Incident {
  double hours = 0;
  std::vector<IncidentReading> failure_modes;
};

/// Harmed in the given hours, and in one more, for the chosen failure modes in their order: the readings per period
/// times hours over the length of the period. Nothing is assumed of the incident but that people pass the chain at its
/// rate; an incident at a worse rate is a changed case (`--set`).
/// @param hours  above 0
Incident during_incident(const Case& subject, const HarmAssessment& assessment, double hours);

}  // namespace premortem
