#pragma once
#include <vector>

#include "premortem/report/tradeoff_report.hpp"
#include "report/number_difference.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// Every number that `--set` could move; those absent in both are left out.
std::vector<NumberDifference> tradeoff_differences(const TradeoffResult& base, const TradeoffResult& changed);

TextTable tradeoff_difference_table(const TradeoffResult& base, const TradeoffResult& changed);

}  // namespace premortem
