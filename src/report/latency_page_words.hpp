#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/report/latency_report.hpp"
#include "report/latency_chart.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// Latency as the page says it: one small table, the drawing and a few sentences.
struct LatencyPageWords {
  TextTable table;
  std::optional<LatencyChart> chart;
  std::string chart_key;
  std::vector<std::string> lines;
};

/// The result of the verb latency that the page holds. @pre the result has one
LatencyResult latency_of(const HarmResult& result);

LatencyPageWords latency_page_words(const LatencyResult& result);

}  // namespace premortem
