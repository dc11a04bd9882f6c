#pragma once
#include <optional>

#include "premortem/core/interval.hpp"

namespace premortem {

/// A share that was counted: events of trials, with its Clopper-Pearson interval. Of no trials nothing is known.
struct MeasuredShare {
  double events = 0, trials = 0;
  std::optional<double> value;     ///< absent without trials
  std::optional<Interval> limits;  ///< certified, two-sided, for this share alone
};

/// @throws DomainError unless counts are whole with events <= trials and confidence is in (0, 1)
MeasuredShare measured_share(double events, double trials, double confidence);

}  // namespace premortem
