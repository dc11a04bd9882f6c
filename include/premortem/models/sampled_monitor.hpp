#pragma once
#include "premortem/models/monitor.hpp"

namespace premortem {

/// Whether n_per_check is more than come between two checks, by more than a rounding (5%).
bool samples_more_than(const Monitor& monitor, double items);

/// The monitor as it can be carried out where only so many items come between two checks: it looks at no more than the whole
/// number of them. A limit that was typed as a share becomes the count of those; every other number of its rule stays as typed.
/// Values, events, checks of the moment and samples that come are left as they are.
/// @param items  that come between two checks
/// @throws Refusal where fewer than one comes, or the rule has a limit beyond them
Monitor sampled_from(const Monitor& monitor, double items);

}  // namespace premortem
