#pragma once
#include "premortem/report/calendar_report.hpp"
#include "report/json_text.hpp"

namespace premortem {

/// The result of the verb, which the page holds as a part.
Json calendar_part_json(const CalendarResult& result);

/// Shared with diagnose.
Json drift_json(const FeatureDrift& drift);
Json gap_json(const CoverageGap& gap);
Json label_free_json(const LabelFreeEstimate& estimate);

}  // namespace premortem
