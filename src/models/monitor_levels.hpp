#pragma once
#include "premortem/models/monitor.hpp"

namespace premortem {

/// Whether the bad level lies below the normal one.
inline bool falls(const Monitor& m) { return m.bad_level < m.baseline; }

/// Of a Poisson monitor, at a multiple of the stated exposures.
inline double exposures_per_check(const Monitor& m, double exposure) { return *m.exposures_per_day * exposure / m.checks_per_day; }

}  // namespace premortem
