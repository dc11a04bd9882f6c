#pragma once
#include <string>
#include <vector>

#include "premortem/report/tradeoff_report.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// "97.7% (96.6 to 98.5%)"; "?" where there is none.
std::string estimate_text(const LimitedEstimate& estimate);

/// What the rows are: how many, how well the scores rank them.
/// Rows of two arms of which no threshold is asked: whether the outcome moved is the question, not where to act.
bool is_experiment(const TradeoffResult& result);

std::string rows_line(const RowsReading& rows);

/// The operating points that are worth a line: all that were asked for, else a dozen along the frontier, with the recommended
/// one (>) and the one in use (o).
TextTable operating_point_table(const TradeoffResult& result);
TextTable cohort_table_of(const TradeoffResult& result);
/// Options side by side, the chosen one marked; in full with what speaks against each, or brief, where that is said elsewhere.
enum class OptionColumns { full, brief };
TextTable option_table(const TradeoffResult& result, OptionColumns columns);
/// The band as a row of operating points: both of its ends, and what is caught and paid in the end. @pre there is a band
std::vector<std::string> band_cells(const TradeoffResult& result);
TextTable ship_table(const TradeoffResult& result);

/// Everything else that is said, one statement a line, the recommendation first.
std::vector<std::string> tradeoff_lines(const TradeoffResult& result);
std::vector<std::string> finding_lines(const TradeoffResult& result);

/// The few of them that belong on the page: the choice, why not 100%, and up to where it stays right.
std::vector<std::string> page_tradeoff_lines(const TradeoffResult& result);

/// "Stop rule: ..." of the chosen option; empty where nothing says up to where it stays right.
std::vector<std::string> stop_rules(const TradeoffResult& result);

/// The recommended point in one sentence; empty where there is none.
std::string recommendation_line(const TradeoffResult& result);

/// How many corners of the frontier the table leaves out; empty if none.
std::string left_out_line(const TradeoffResult& result);

}  // namespace premortem
