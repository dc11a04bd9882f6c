#pragma once
#include <string>
#include <vector>

#include "premortem/report/tradeoff_report.hpp"

namespace premortem::testing {

/// The trade-off of a sample, with its overrides and operating points as on the command line.
TradeoffResult tradeoff_of(const std::string& sample, const std::vector<std::string>& overrides = {}, const std::vector<double>& thresholds = {});

/// What the terminal shows, with one space for every run of spaces and line ends.
std::string shown(const TradeoffResult& result);

const OptionPoint& option(const TradeoffResult& result, const std::string& name);
/// The name of the option that is chosen; empty where none is.
std::string chosen(const TradeoffResult& result);
/// The net present value of a plan. @throws std::out_of_range where there is none
double worth(const TradeoffResult& result, const std::string& plan);
/// The first finding of a kind. @throws std::out_of_range where there is none
const Finding& finding(const TradeoffResult& result, const std::string& kind);
double number(const Finding& finding, const std::string& name);

}  // namespace premortem::testing
