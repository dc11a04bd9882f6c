#pragma once
#include <optional>
#include <vector>

#include "premortem/models/monitor.hpp"

namespace premortem {

/// A made-up series of checks that shows that a rule works: quiet, then bad until it fires, then good until its condition no
/// longer holds. Values as the metric shows them: a value, or a count of items or events.
struct TriggerExample {
  std::vector<double> values;
  std::size_t fires_at = 0;   ///< the first check at which the condition holds
  std::size_t clears_at = 0;  ///< the first one after it at which it does not
};

/// No statistic of the series lies so near the limit that rounding could decide. Absent where the rule does not fire and
/// clear within 2,000 checks (a cumulative count never clears).
std::optional<TriggerExample> trigger_example(const Monitor& monitor, const TriggerRule& rule, double exposure);

}  // namespace premortem
