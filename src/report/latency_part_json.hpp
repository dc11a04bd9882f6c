#pragma once
#include "premortem/report/latency_report.hpp"
#include "report/json_text.hpp"

namespace premortem {

/// The result of the verb, which the page holds as a part.
Json latency_part_json(const LatencyResult& result);

}  // namespace premortem
