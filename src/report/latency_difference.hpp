#pragma once
#include <vector>

#include "premortem/report/latency_report.hpp"
#include "report/number_difference.hpp"

namespace premortem {

/// Every number that `--set` could move; those absent in both are left out.
std::vector<NumberDifference> latency_differences(const LatencyResult& base, const LatencyResult& changed);

TextTable latency_difference_table(const LatencyResult& base, const LatencyResult& changed);

}  // namespace premortem
