#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/latency_assessment.hpp"

namespace premortem {

/// A drawing of 1000 x 220 units: abandonment against latency with its band, the options on it and the limits of the case.
/// Positions are text ready for an attribute.
struct LatencyChart {
  struct Tick {
    std::string at, label;
  };
  struct Mark {
    std::string x, y, to;  ///< the option's p50 and abandonment, and its p99
    std::string label_y, anchor, label;
    bool chosen = false;
  };
  std::string band;    ///< path of the limits; empty where none are known
  std::string line;    ///< path of the curve where latencies were observed
  std::string beyond;  ///< path of it where it extrapolates
  std::vector<Tick> x_ticks, y_ticks;
  std::vector<Mark> options;
  std::string max_abandonment_y, max_latency_x;  ///< empty where not stated, or outside the drawing
  std::string words;  ///< what it shows, for those who do not see it
};

/// Absent without a curve.
std::optional<LatencyChart> latency_chart(const LatencyAssessment& assessment);

}  // namespace premortem
