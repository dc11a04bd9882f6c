#include "report/latency_page_words.hpp"

#include "report/latency_words.hpp"

namespace premortem {

LatencyResult latency_of(const HarmResult& result) { return {result.subject, *result.latency}; }

LatencyPageWords latency_page_words(const LatencyResult& result) {
  LatencyPageWords words;
  words.table = without_empty_columns(latency_option_table(result, LatencyColumns::brief));
  words.chart = latency_chart(result.assessment);
  if (words.chart) {
    words.chart_key = words.chart->band.empty() ? "share that leaves" : "share that leaves, with its limits";
    if (!words.chart->beyond.empty()) words.chart_key += "; dashed: beyond what was observed";
    if (!words.chart->options.empty()) words.chart_key += "; bars: an option from p50 to p99";
    if (!words.chart->max_abandonment_y.empty() || !words.chart->max_latency_x.empty()) words.chart_key += "; red: the limit";
  }
  words.lines = page_latency_lines(result);
  return words;
}

}  // namespace premortem
