#pragma once
#include <vector>

#include "premortem/models/delay_arms.hpp"
#include "premortem/models/latency_rows.hpp"
#include "premortem/models/quit_times.hpp"

namespace premortem {

/// The rows as the arms of a delay experiment, overall and by cohort in the order of their names.
struct ArmsByCohort {
  std::vector<DelayArm> all;
  std::vector<std::vector<DelayArm>> cohorts;
};
ArmsByCohort rows_as_arms(const LatencyRows& rows);

/// The rows as moments at which people gave up or were served; those of 0 ms are counted and left out.
struct MomentsByCohort {
  std::vector<QuitMoment> all;
  std::vector<std::vector<QuitMoment>> cohorts;
  std::uint64_t at_once = 0, left_at_once = 0;
};
MomentsByCohort rows_as_moments(const LatencyRows& rows);

}  // namespace premortem
