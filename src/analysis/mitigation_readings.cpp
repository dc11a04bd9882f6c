#include "analysis/harm_mode.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/rounding.hpp"
#include "premortem/models/period.hpp"

namespace premortem {
namespace {

/// The mitigations in place, with or without the one asked about.
std::vector<std::size_t> company_of(const FailureMode& mode, std::size_t mitigation, bool with_it) {
  auto numbers = in_place(mode);
  std::erase(numbers, mitigation);
  if (with_it) numbers.push_back(mitigation);
  return numbers;
}

Estimate factor_reading(const Leaf& leaf, const BoundGrounds& grounds, const HarmSettings& settings) {
  Estimate e;
  if (const auto point = point_of(leaf)) e.point = point->value;
  try {
    const Interval interval = bound_in(leaf, grounds, settings);
    e.low = interval.low, e.high = interval.high;
  } catch (const Refusal& refusal) {
    e.why = refusal.what();
  }
  return e;
}

/// People harmed without it, in a statement that speaks of its factor too.
/// @throws Refusal if there is no bound
Interval harmed_in(const Case& subject, const FailureMode& without, const BoundGrounds& grounds, const HarmSettings& settings) {
  return harmed_bound(without, subject.leaves, grounds, settings.confidence, settings.exposure());
}

/// Harmed without it times what it stops, 1 - factor. The factor stands nowhere else in the product, so the limits of
/// both are reached together. A factor above 1 makes the lower limit negative: it may harm more than it helps.
Estimate avoided_reading(const Case& subject, const FailureMode& without, const HarmSettings& settings, const BoundGrounds& grounds,
                         const Estimate& factor) {
  Estimate e;
  if (has_unknown_overlap(harmed_by_chain(without, 1))) {
    e.why = "shares of everyone do not say whom it reaches";
    return e;
  }
  const auto point = point_reading(harmed_by_chain(without, settings.exposure()), subject.leaves);
  if (point && factor.point) e.point = *point * (1 - *factor.point);
  if (!e.point) e.why = "the best values do not say how many it avoids";
  if (!factor.high) return e;
  try {
    const Interval harmed = harmed_in(subject, without, grounds, settings);
    const double least = add_down(1, -*factor.high), most = add_up(1, -*factor.low);
    e.low = multiply_down(least >= 0 ? harmed.low : harmed.high, least);
    e.high = multiply_up(most >= 0 ? harmed.high : harmed.low, most);
  } catch (const Refusal& refusal) {
    e.why = refusal.what();
  }
  return e;
}

/// Cost a year over harms avoided a year: from the most avoided to the least.
Estimate cost_per_harm(const Mitigation& mitigation, const Estimate& avoided, const std::string& period) {
  Estimate e;
  const auto days = days_in(period);
  if (!mitigation.cost_per_year) e.why = "no cost_per_year is stated";
  else if (!days) e.why = period.empty() ? "no period is stated" : "the period \"" + period + "\" has no known length";
  if (!e.why.empty()) return e;
  const double per_period = *mitigation.cost_per_year * *days / days_per_year;
  if (avoided.point && *avoided.point > 0) e.point = per_period / *avoided.point;
  else e.why = avoided.point ? "it avoids nothing at its best value" : avoided.why;
  if (avoided.high && *avoided.high > 0) e.low = divide_down(per_period, *avoided.high);
  if (avoided.low && *avoided.low > 0) e.high = divide_up(per_period, *avoided.low);
  return e;
}

}  // namespace

std::vector<MitigationReading> mitigation_readings(const Case& subject, const FailureMode& mode, const HarmSettings& settings,
                                                   const std::string& unit) {
  std::vector<MitigationReading> readings;
  for (std::size_t i = 0; i < mode.mitigations.size(); ++i) {
    const Mitigation& mitigation = mode.mitigations[i];
    // What was counted with it in place says nothing of the harm without it.
    const FailureMode chain = mitigation.status == MitigationStatus::in_place ? without_incidents(mode) : mode;
    const FailureMode without = mitigated(chain, company_of(mode, i, false)), with = mitigated(chain, company_of(mode, i, true));
    const BoundGrounds grounds = grounds_of(subject.leaves, with_leaf(leaves_of_bound(with), mitigation.leaf));
    MitigationReading r;
    r.mitigation = i;
    r.without = harmed_readings(subject, without, settings, unit);
    r.with = harmed_readings(subject, with, settings, unit);
    r.remains = factor_reading(subject.leaves[mitigation.leaf], grounds, settings);
    r.avoided = avoided_reading(subject, without, settings, grounds, r.remains);
    r.cost_per_harm_avoided = cost_per_harm(mitigation, r.avoided, period_of(subject, mode));
    readings.push_back(std::move(r));
  }
  return readings;
}

}  // namespace premortem
