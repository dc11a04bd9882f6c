#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "premortem/analysis/trigger_assessment.hpp"
#include "report/export_names.hpp"

namespace premortem {

/// One trigger in the terms of Prometheus.
struct PrometheusRule {
  std::string interval;                                      ///< between checks: "1d"
  std::string series;                                        ///< the series it watches, with its label: `errors_count{cohort="de"}`
  std::vector<std::pair<std::string, std::string>> records;  ///< recording rules, name and expression, in their order
  std::string condition;                                     ///< the alert's expression
  std::string why;                                           ///< not empty: it cannot be written, for this reason
};

PrometheusRule prometheus_rule(const Monitor& monitor, const TriggerRule& rule, const ExportName& name, double exposure);

/// The annotations of a trigger: what it is and its operating characteristics; neither escaped nor quoted.
std::vector<std::pair<std::string, std::string>> trigger_annotations(const Case& subject, const TriggerReading& reading, const TriggerSettings& settings);

/// A time between checks in whole seconds, in the largest unit that divides it. Go knows no days.
enum class DurationStyle { prometheus, go };
long check_seconds(const Monitor& monitor, double checks);
std::string duration_text(long seconds, DurationStyle style);
std::string check_interval(const Monitor& monitor, double checks, DurationStyle style, long less_seconds = 0);

}  // namespace premortem
