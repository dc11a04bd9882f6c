#pragma once
#include <string>
#include <vector>

#include "premortem/core/number_text.hpp"
#include "premortem/report/latency_report.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// "803 ms" below 10 s, "30 s" from there on; three significant digits.
std::string ms_text(double ms, Rounding way = Rounding::nearest);

/// "logistic with a floor", ...: a family as a reader has it.
std::string family_words(CurveFamily family);

/// Who was seen, and what kind of data that is.
std::string evidence_line(const LatencyAssessment& a);
/// Abandonment at a few latencies, with limits.
TextTable curve_table(const LatencyAssessment& a);
/// Every family with how well it fits, the one that is taken first.
TextTable family_table(const LatencyAssessment& a);
TextTable latency_cohort_table(const LatencyAssessment& a);
/// Options side by side, the one that is taken marked; brief leaves out what the page has no room for.
enum class LatencyColumns { full, brief };
TextTable latency_option_table(const LatencyResult& result, LatencyColumns columns);
/// What answers that come later cost, of the option that is taken.
TextTable slower_table(const LatencyResult& result);

/// Everything else that is said, one statement a line.
std::vector<std::string> latency_lines(const LatencyResult& result);
std::vector<std::string> latency_findings(const LatencyResult& result);
/// The few of them that belong on the page.
std::vector<std::string> page_latency_lines(const LatencyResult& result);

}  // namespace premortem
