#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// How the interval of a value-weighted recall was found. Neither is certified: an item larger than all that were seen
/// may come. Certified: certified_value_recall.
enum class ValueRecallMethod {
  logit_delta,  ///< delta method on ln(R/(1 - R))
  equal_items,  ///< Clopper-Pearson of none or all of floor(n_eff) items
};

/// R = sum of w over the positives flagged / sum of w over the positives; w = value x weight (weight 1 without a
/// column).
struct ValueRecall {
  std::optional<double> recall;      ///< absent without positives or without value
  std::optional<Interval> interval;  ///< nominal, two-sided
  ValueRecallMethod method = ValueRecallMethod::logit_delta;
  double n_eff = 0;  ///< (sum of w)^2 / sum of w^2 over the positives: as many equal ones tell as much
  std::string why;   ///< what is absent, and why
};

/// The variance of R is the larger of that of a ratio, sum w^2 (y - R)^2 / (sum w)^2 with y = 1 where flagged, and that
/// of n_eff equal items, R(1 - R)/n_eff: the first alone covers .80 to .90 for .95 with 50 positives and lognormal
/// values of sigma 1 to 1.5, the larger .95 to .99 (and .92 to 1 with 200 or 1,000). Where all or none of the value is
/// flagged either variance is 0 and would claim certainty: then the interval is that of floor(n_eff) equal items of which
/// all or none are flagged. The same bits in any order of the rows.
/// @param threshold   rows scored >= threshold are flagged
/// @param confidence  in (0, 1)
/// @throws DomainError for a confidence outside (0, 1), values that are absent, negative or not finite, columns that
///         differ in length
/// Sources: Cochran (1977), Sampling Techniques, section 6.3 (ratio); Kish (1965), Survey Sampling, section 11.7 (n_eff).
ValueRecall value_recall(const ScoredRows& rows, double threshold, double confidence);

/// Positives of like value. `share`, `mean` and `highest` must be known of the items to come (from the books, from
/// limits), not estimated from these rows.
struct ValueTier {
  std::uint64_t positives = 0, missed = 0;  ///< rows tested
  double share = 1;                         ///< of all positives to come; those of the tiers add up to 1
  double mean = 1;                          ///< value of a positive to come, > 0
  double highest = 1;                       ///< no positive of the tier has more; equal to mean: constant in the tier
};

/// Certified lower limit of the value-weighted recall, one-sided.
struct CertifiedValueRecall {
  double at_least = 0;
  std::vector<double> missed_at_most;  ///< share of its value, a tier
  bool constant_values = true;         ///< in every tier; else limits are loose by highest/mean
};

/// 1 - sum share mean m / sum share mean, m = min(1, U highest/mean), U the one-sided Clopper-Pearson limit of the miss
/// rate at delta over the number of tiers: E[w missed] <= highest P(missed) in a tier. A tier without positives has m
/// = 1. For a threshold that was fixed beforehand. For one that certified_threshold chose on these rows, it has to be
/// certified in every tier.
/// @param delta  1 - confidence, in (0, 1)
/// @throws DomainError for delta outside (0, 1), no tiers, missed > positives, shares that do not add up to 1
///         within 1e-9, mean <= 0 or highest < mean
CertifiedValueRecall certified_value_recall(std::span<const ValueTier> tiers, double delta);

}  // namespace premortem
