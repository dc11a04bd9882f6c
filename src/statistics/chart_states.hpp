#pragma once
#include "premortem/statistics/control_chart.hpp"
#include "statistics/state_space.hpp"

namespace premortem {

/// The chain of a chart under one law. Which states there are depends on the chart alone, so that mass can go on under
/// another law. A two-sided CUSUM has none of its own.
StateSpace normal_states(const CusumChart& chart, const NormalCheck& law);
StateSpace normal_states(const SprtChart& chart, const NormalCheck& law);
StateSpace normal_states(const EwmaChart& chart, const NormalCheck& law);
StateSpace normal_states(const ShiryaevRobertsChart& chart, const NormalCheck& law);

StateSpace count_states(const CusumChart& chart, const CountCheck& law);
StateSpace count_states(const SprtChart& chart, const CountCheck& law);
StateSpace count_states(const EwmaChart& chart, const CountCheck& law);
StateSpace count_states(const WindowChart& chart, const CountCheck& law);

/// @param p  chance that one check shows at least the limit
StateSpace streak_states(const ConsecutiveChart& chart, double p);
StateSpace streak_states(const CumulativeChart& chart, double p);
StateSpace streak_states(const BatchChart& chart, double p);

}  // namespace premortem
