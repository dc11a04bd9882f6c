#pragma once
#include <vector>

#include "premortem/report/calendar_report.hpp"
#include "report/number_difference.hpp"

namespace premortem {

std::vector<NumberDifference> calendar_differences(const CalendarResult& base, const CalendarResult& changed);
TextTable calendar_difference_table(const CalendarResult& base, const CalendarResult& changed);

}  // namespace premortem
