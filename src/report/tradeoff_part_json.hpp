#pragma once
#include "premortem/report/tradeoff_report.hpp"
#include "report/json_text.hpp"

namespace premortem {

/// The result of the verb, which the page and the memo hold as a part.
Json tradeoff_part_json(const TradeoffResult& result);

}  // namespace premortem
