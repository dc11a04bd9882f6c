#pragma once
#include <optional>
#include <vector>

#include "premortem/models/monitor.hpp"

namespace premortem {

/// How often a rule fires while nothing is wrong.
struct FalseAlarms {
  double arl0 = 0;          ///< checks until one on average; infinite where it never fires
  double per_quarter = 0;   ///< checks in a quarter / arl0; of an estimated baseline the mean of that quotient
  double any_in_quarter = 0;  ///< probability of at least one
  std::optional<double> if_baseline_exact;  ///< per quarter, where the baseline is an estimate: as if it were not
  std::optional<double> one_in_ten;         ///< per quarter: exceeded by one estimated baseline in ten
  double relative_error = 0;  ///< standard error of per_quarter over it, where it was simulated
};

/// A rule with what it costs when nothing is wrong and how late it is when something is.
struct TriggerCandidate {
  TriggerRule rule;
  FalseAlarms false_alarms;
  RunLength delay;  ///< checks after a step to the bad level, the rule having run for long
};

/// False alarms of a rule whose run length is computed. A baseline estimated from `baseline_n` observations is averaged
/// over what it may really be: normal around it, or Jeffreys' posterior of a share or a rate.
/// @throws Refusal where the monitor cannot have the rule
FalseAlarms false_alarms(const Monitor& monitor, const TriggerRule& rule, double exposure);

/// Their number per quarter alone, which is what a limit is looked for by.
double false_alarms_per_quarter(const Monitor& monitor, const TriggerRule& rule, double exposure, double most_work = usual_work);

/// The delay at each of the levels.
std::vector<RunLength> delays_at(const Monitor& monitor, const TriggerRule& rule, std::span<const double> levels, double exposure);

TriggerCandidate candidate(const Monitor& monitor, const TriggerRule& rule, double exposure);

/// One rule of each kind that this monitor can have, each with its limit as low as the budget of false alarms per quarter
/// allows, and rounded up to what is printed; ordered by the mean delay at the bad level. With phi the rules run on
/// whitened values, so that the budget holds. Kinds that cannot meet the budget, or remember too much, are left out.
/// @param per_quarter  > 0
/// @throws Refusal if no rule can meet it
std::vector<TriggerCandidate> candidates_within(const Monitor& monitor, double per_quarter, double exposure);

/// The position of the one to recommend: the simplest (threshold before consecutive, window, cusum, ewma) whose mean delay is within 10% of the shortest.
std::size_t recommended(const std::vector<TriggerCandidate>& candidates);

}  // namespace premortem
