#pragma once
#include <string>

#include "premortem/models/trigger_harm.hpp"

namespace premortem {

/// The harm of a failure mode in a period in which a trigger ends it.
struct TriggeredHarm {
  double at_most = 0;       ///< harmed on average, at the worst of all rates up to the mode's limit
  double worst_level = 0;   ///< the metric's level at that rate
  bool worst_is_normal = false;  ///< that level is one at which nothing fires for a reason
  double limit_level = 0;   ///< the metric's level if the mode's limit is true
  double days_at_limit = 0; ///< until rollback, then, or until the period ends
  double mean_days_at_limit = 0;  ///< until rollback, then, however long that is; infinite: it need not ever fire, or nothing fires for a reason
  double harm_at_limit = 0; ///< harmed until rollback, then
};

/// The mode's limit says at most `harmed` in a period of `period_days`; at a level l the metric says exposures a day * harm
/// per exposure * l a day (for values, and where it watches a fall: in proportion to the distance from the baseline). A
/// rollback ends the harm until the period is over; so harm at l is that rate times E[min(days to rollback, period)], and
/// the limit with the trigger is an upper limit, to 2% where 60 levels suffice, of it over all levels up to the one that
/// `harmed` means (branch and bound, by which the days never rise with the level): a slower, smaller failure can do more. The rule is just started. At or below the baseline nothing fires for a reason, and nothing is saved.
/// @throws Refusal where the monitor does not say what a level harms, or the run length of the rule is not computed
TriggeredHarm triggered_harm(const Monitor& monitor, const TriggerRule& rule, double harmed, double period_days, double exposure);

/// The mode's number harmed in a period at a level of the metric.
double harmed_at(const Monitor& monitor, double level, double period_days, double exposure);

}  // namespace premortem
