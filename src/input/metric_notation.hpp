#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "premortem/core/diagnostic.hpp"
#include "premortem/input/table.hpp"

namespace premortem {

/// How the values of a metric are written in history.csv, so that nobody holds 90% against 92.
struct MetricNotation {
  std::optional<TableCell> share;      ///< the first value other than 0 that is written as a share: 92%
  std::optional<TableCell> plain;      ///< the first other than 0 that is not
  std::optional<TableCell> above_one;  ///< the first above 1 that is not: 92
  TableCell last;
  double last_value = 0;
  std::vector<double> plain_values;
  bool counted = true;   ///< each has an n
  bool is_share = true;  ///< each is from 0 to 1 and has an n, which the calendar takes for shares
  bool mixed = false;    ///< some are written as shares and others not, which was reported
};

/// By the folded name of the metric.
using MetricNotations = std::map<std::string, MetricNotation>;

/// Takes in one value. Reports the first one that is written as a share beside others that are not, or the reverse.
void take_notation(const TableCell& cell, double value, bool has_n, MetricNotation& notation, Diagnostics& diagnostics);

/// Reports values of which some are a hundred times the others, as of a metric that was exported as a share once and as a percentage
/// once: an error where each has an n, so that it is a share, and a warning elsewhere, for a value may rise a hundredfold.
void check_one_scale(const std::string& metric, const MetricNotation& notation, Diagnostics& diagnostics);

/// Reports a level (a floor, a baseline) that the values of the metric cannot be held against: one is written as a share and the other is
/// not, or it is above what a share can be. Warns where neither is and they are about a hundred times apart. True for an error.
bool differs_from_values(const TableCell& level, double value, const std::string& what, const std::string& metric, const MetricNotation& notation, Diagnostics& diagnostics);

}  // namespace premortem
