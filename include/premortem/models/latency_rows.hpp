#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "premortem/models/abandonment_curve.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// How the rows of latency.csv are written.
enum class LatencyForm {
  grouped,   ///< sessions, abandoned: an arm of a delay experiment a row
  single,    ///< abandoned 0/1: a session a row
  outcomes,  ///< outcome served/abandoned: a session a row, and the latency is when it gave up or was served
};

/// latency.csv, in the order of the file. A column that the file lacks is empty.
struct LatencyRows {
  LatencyForm form = LatencyForm::grouped;
  std::vector<double> latency_ms;            ///< >= 0
  std::vector<double> sessions, left;        ///< grouped: whole numbers, left <= sessions
  std::vector<std::uint8_t> abandoned;       ///< single, outcomes
  NameColumn cohort;

  std::size_t rows() const { return latency_ms.size(); }
};

/// latency_samples.csv: what requests took, by option.
struct LatencySample {
  std::string option;
  std::vector<double> latency_ms;  ///< > 0, ascending; of requests that were answered
  std::uint64_t failed = 0;        ///< requests that were not: ok = 0, no latency, or a latency of 0
};

}  // namespace premortem
