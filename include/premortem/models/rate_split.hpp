#pragma once
#include <optional>
#include <span>

namespace premortem {

/// A cohort in the two groups that are compared: its share of each group, and the rate in it. A rate is absent where the
/// group has nobody in the cohort; the share is 0 there.
struct CohortRates {
  double share_before = 0, share_after = 0;
  std::optional<double> rate_before, rate_after;
};

/// Why a rate differs between two groups of the same cohorts: because the cohorts' rates differ, or their shares do.
struct RateSplit {
  double before = 0, after = 0;  ///< rate over all cohorts
  double gap = 0;                ///< after - before = mix + rate
  double mix = 0;                ///< sum of (change of share) x (mean of both rates)
  double rate = 0;               ///< sum of (change of rate) x (mean of both shares)
  /// Three-way: gap = mix_alone + rate_alone + interaction, with the rates and the shares of before.
  double mix_alone = 0, rate_alone = 0, interaction = 0;
  bool mix_driven = false;       ///< |mix| > |rate|
  /// Simpson's paradox: two cohorts or more can be compared, none moves the way the aggregate does, and one moves against it.
  bool simpson = false;
};

/// A cohort that only one of the groups has, has no change of rate: its whole part is mix, at the rate that is known.
/// @throws DomainError unless shares are in [0, 1] and sum to 1 within 1e-9, rates are finite, and a rate is there wherever
///         its share is above 0
/// Sources: Kitagawa (1955), JASA 50; Simpson (1951), Journal of the Royal Statistical Society B 13.
RateSplit rate_split(std::span<const CohortRates> cohorts);

/// Events of trials of one cohort, in the two groups.
struct CohortCounts {
  double events_before = 0, trials_before = 0;
  double events_after = 0, trials_after = 0;
};

/// The same from counts; the signs are compared exactly, without a division.
/// @throws DomainError unless counts are whole with events <= trials; Refusal if a group is empty
RateSplit rate_split(std::span<const CohortCounts> cohorts);

enum class ContinuityCorrection { none, half };

/// Are events as common in both groups, cohort by cohort? Nominal: for many events in all; a cohort may be small.
struct MantelHaenszel {
  std::optional<double> statistic;    ///< chi-square with one degree of freedom; absent where no cohort can tell
  std::optional<double> p;
  std::optional<double> odds_ratio;   ///< common odds of after over before; absent where it is 0 / 0 or x / 0
};

/// Cochran-Mantel-Haenszel: (|sum of (events after - expected)| - correction)^2 / sum of hypergeometric variances, where the
/// correction of one half is no larger than what it corrects, as in R's mantelhaen.test; the common odds ratio is that of
/// Mantel & Haenszel. Cohorts of fewer than two rows are left out.
/// @throws DomainError unless counts are whole with events <= trials
/// Sources: Cochran (1954), Biometrics 10; Mantel & Haenszel (1959), Journal of the National Cancer Institute 22.
MantelHaenszel mantel_haenszel(std::span<const CohortCounts> cohorts, ContinuityCorrection correction = ContinuityCorrection::half);

}  // namespace premortem
