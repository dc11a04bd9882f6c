#pragma once
#include <string>
#include <vector>

#include "premortem/report/calendar_report.hpp"
#include "report/text_table.hpp"

namespace premortem {

std::string forecast_model_name(ForecastModel model);  ///< "local_linear_trend", as in JSON
std::string forecast_model_words(ForecastModel model);
std::string status_name(ForecastStatus status);        ///< "no_date", as in JSON
std::string confidence_name(DayConfidence confidence);
std::string event_kind_name(EventKind kind);           ///< "retrain"
std::string metric_name(const CalendarMetric& metric); ///< with its cohort, where it has one
std::string day_text(const std::optional<std::int32_t>& day);

/// One letter a week, H, M or L; "" without a limit.
std::string confidence_strip(const CalendarMetric& metric);

TextTable metric_table(const CalendarResult& result);
/// A metric as the page shows it.
std::vector<TextTable::Column> page_metric_columns();
std::vector<std::string> page_metric_row(const CalendarMetric& metric);
TextTable drift_table(const CalendarAssessment& assessment);
TextTable label_free_table(const LabelFreeEstimate& estimate);
TextTable event_table(const CalendarAssessment& assessment);
TextTable forecast_model_table(const CalendarAssessment& assessment);

/// What each metric says in a sentence, the first to need something first.
std::vector<std::string> metric_lines(const CalendarResult& result);
std::vector<std::string> watch_lines(const WatchPlan& plan);

}  // namespace premortem
