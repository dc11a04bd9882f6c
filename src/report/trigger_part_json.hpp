#pragma once
#include "premortem/report/trigger_report.hpp"
#include "report/json_text.hpp"

namespace premortem {

/// The result of the verb `trigger`, whose numbers formulas and sweeps name.
Json trigger_part_json(const TriggerResult& result);

}  // namespace premortem
