#pragma once
#include <optional>
#include <vector>

#include "premortem/core/interval.hpp"

namespace premortem {

/// Values of days ascending, with the number of items behind each.
struct DatedShares {
  std::vector<double> day, value, n;
};

/// y = a + b day + c [day >= at], least squares weighted by n; b only where `trend`.
struct StepFit {
  double step = 0, standard_error = 0, df = 0;
  double residual = 0;       ///< weighted sum of squares
  double scale = 0;          ///< of it, for one degree of freedom; at least the binomial one where all values are shares
  double autocorrelation = 0;
  bool has_trend = false;
};

/// The standard error is widened by sqrt((1 + r) / (1 - r)) where the residuals have a lag-1 autocorrelation r > 0 (at most 0.9 is
/// taken). Absent where a side has fewer than two days, or the residuals no degree of freedom.
/// Source: Wagner, Soumerai, Zhang & Ross-Degnan (2002), Journal of Clinical Pharmacy and Therapeutics 27 (interrupted time series).
std::optional<StepFit> step_fit(const DatedShares& series, double at, bool trend);

/// The day at which a step leaves the least residual; of days with two or more on each side.
std::optional<double> best_step_day(const DatedShares& series, bool trend);

}  // namespace premortem
