#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/report/tradeoff_report.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// One number without and with `--set`, by the path it has in JSON: "recommended.cost_per_year".
struct TradeoffDifference {
  std::string name;
  std::optional<double> base, changed;
};

/// Every number that `--set` could move; those absent in both are left out.
std::vector<TradeoffDifference> tradeoff_differences(const TradeoffResult& base, const TradeoffResult& changed);

TextTable tradeoff_difference_table(const TradeoffResult& base, const TradeoffResult& changed);

}  // namespace premortem
