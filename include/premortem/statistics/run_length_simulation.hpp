#pragma once
#include "premortem/random/philox.hpp"
#include "premortem/statistics/control_chart.hpp"

namespace premortem {

/// How checks follow each other where a formula does not reach: autocorrelated, or watched through overlapping windows.
struct CheckProcess {
  CheckLaw before;  ///< what the chart has seen for long when the change comes
  CheckLaw after;
  double phi = 0;   ///< normal checks: correlation of neighbours in an AR(1) of marginal variance 1; in (-1, 1)
};

/// How much is drawn: as many runs as `most_checks` allow, at most `most_runs`.
struct RunLengthDraws {
  StreamKey key;
  std::uint64_t most_checks = 2'000'000;
  std::uint64_t most_runs = 20'000;
};

/// Run length of a fresh chart under `after` alone. Where no run ends, the hazard is the 95% upper limit 3 / checks and the
/// relative error is 1.
RunLength simulated_run_length(const ControlChart& chart, const CheckProcess& process, const RunLengthDraws& draws);

/// The delay: every run has seen `warm_up` checks under `before` without firing when the change comes.
RunLength simulated_run_length_after(const ControlChart& chart, const CheckProcess& process, long warm_up, const RunLengthDraws& draws);

}  // namespace premortem
