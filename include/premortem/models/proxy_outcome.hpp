#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/models/scored_rows.hpp"
#include "premortem/statistics/student_t.hpp"

namespace premortem {

/// A measure in the two arms of an experiment, and how it differs.
struct ArmDifference {
  SampleMoments control, treatment;
  std::optional<WelchDifference> difference;  ///< treatment - control; absent where there is too little to tell
  std::optional<double> lift;                 ///< difference / |mean of control|; absent where that is 0
  std::optional<Interval> lift_limits;        ///< of the difference alone: the mean of control is taken as it is
};

enum class ProxyVerdict {
  moved_alone,     ///< the proxy moved, and the outcome's interval holds 0: no lift is shown
  moved_together,  ///< both moved, the same way
  moved_against,   ///< both moved, in opposite ways
  not_moved,       ///< the proxy's interval holds 0
  unknown          ///< one of them cannot be told
};

/// Does what is measured stand for what is wanted? Of two samples each; intervals are Welch's, nominal, each for one
/// statement. "Moved" is an interval without 0. An outcome that has not moved may still have, by as much as its limits say.
struct ProxyCheck {
  ArmDifference proxy, outcome;
  ProxyVerdict verdict = ProxyVerdict::unknown;
  double outcomes_unknown = 0;  ///< rows of both arms without a measured outcome, left out of it
};

/// @throws DomainError as welch_difference
ArmDifference arm_difference(const SampleMoments& control, const SampleMoments& treatment, double confidence);
ProxyCheck proxy_check(const ArmDifference& proxy, const ArmDifference& outcome);

enum class ProxyColumn { score, label, value };

/// From rows with `arm` and `outcome`. Sums are over sorted values, the same bits in any order of rows. O(n log n).
/// @throws Refusal if a column is missing or an arm has no row
ProxyCheck proxy_check(const ScoredRows& rows, ProxyColumn proxy, std::string_view control, std::string_view treatment, double confidence);

/// Number, mean and variance of values in any order, sorted first; variance 0 for fewer than two.
SampleMoments moments_of(std::vector<double> values);

}  // namespace premortem
