#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/report/trigger_report.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// One number that `--set` could move.
struct TriggerDifference {
  std::string monitor, quantity;
  std::optional<double> base, changed;
};

/// By monitors of the same title; a number absent in both is left out.
std::vector<TriggerDifference> trigger_differences(const TriggerResult& base, const TriggerResult& changed);

/// Base, changed and difference of the numbers that moved, the rules among them.
TextTable trigger_difference_table(const TriggerResult& base, const TriggerResult& changed);

}  // namespace premortem
