#pragma once
#include <map>
#include <string>
#include <vector>

#include "premortem/input/case_folder.hpp"

namespace premortem::cli {

/// `--set drift_per_day.accuracy=-0.001` is about no cell of the case: it is taken out of the overrides.
/// @throws UsageError for one without a number, or twice
std::map<std::string, double> take_drifts(std::vector<Override>& overrides);

/// @throws UsageError for a drift of a metric that the history does not have
void require_metrics(const std::map<std::string, double>& drifts, const Case& subject);

/// A number of at most 1e30, or a share with its sign: 90% is 0.9. @param option  names it in the message @throws UsageError
double number_or_share(const std::string& option, const std::string& text);

}  // namespace premortem::cli
