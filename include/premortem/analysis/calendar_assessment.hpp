#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/watch_plan.hpp"
#include "premortem/models/case.hpp"
#include "premortem/models/confidence_calendar.hpp"
#include "premortem/models/feature_drift.hpp"
#include "premortem/models/label_free_estimate.hpp"
#include "premortem/models/metric_forecast.hpp"

namespace premortem {

struct CalendarSettings {
  double confidence = 0.95;
  std::uint64_t seed = 1;
  int jobs = 1;
  std::optional<std::string> as_of = {};          ///< ISO; the day taken as today
  std::optional<MetricLimit> limit = {};          ///< of metrics for which floors.csv states none
  std::map<std::string, double> drift_per_day = {};  ///< by metric: taken as known in place of the estimate
  bool forecasts_only = false;                    ///< metrics and their dates alone, as for one page
};

/// One metric of one cohort: where it goes, and what to do by when.
struct CalendarMetric {
  std::string metric, cohort;
  std::optional<MetricLimit> limit;
  double tolerance = 0.1;                     ///< probability of having passed the limit at which to re-validate
  std::optional<MetricForecast> forecast;     ///< absent: nothing was forecast, and why
  std::string why;
  std::vector<DayConfidence> confidence;      ///< of each of forecast.days; empty without a limit
  std::optional<std::int32_t> revalidate_by, retrain_by;  ///< days since 1970-01-01
  std::string revalidate_why, retrain_why;    ///< why absent
  RetrainPlan retrain;
  std::vector<PathEvent> resets;              ///< of its path, that were known; for the strip
};

/// A known event between the first value of a metric and the end of what is forecast.
struct DatedEvent {
  std::int32_t day = 0;
  std::string event;
  EventKind kind = EventKind::other;
};

struct CalendarAssessment {
  CalendarSettings settings;
  std::optional<std::int32_t> as_of;
  int horizon_days = 182;
  std::vector<CalendarMetric> metrics;
  std::string metrics_why;                   ///< not empty: there are none
  std::vector<DatedEvent> events;            ///< ascending
  std::vector<FeatureDrift> drift;           ///< alarms first, then by p
  std::string drift_why;
  std::vector<CoverageGap> gaps;
  std::optional<LabelFreeEstimate> label_free;
  std::string label_free_why;
  WatchPlan watch;                           ///< feedback and sample sizes
  std::vector<Finding> findings;
  std::vector<std::string> cautions;
  std::vector<std::size_t> used;             ///< assumptions, positions in Case::leaves
  Decision decision;
  bool decides = false;                      ///< a limit is stated, or something found is an alarm
};

/// Whether the case has anything that a calendar is made of.
bool states_calendar(const Case& subject);

/// When will it go bad? Forecasts of the metrics in the history against their floors, drift between two windows of rows,
/// performance without labels, feedback and sample sizes. A part that cannot be computed is absent and says why.
/// @throws Refusal where the case has none of it, or both windows are the same file
CalendarAssessment assess_calendar(const Case& subject, const CalendarSettings& settings);

}  // namespace premortem
