#pragma once
#include "premortem/models/marginal_cost.hpp"

namespace premortem {

/// Costs and values that differ by less, relative to their size, differ by rounding.
constexpr double same_cost = 1e-9;

/// What options cost and bring, in the input's order, with all terms applied.
struct PricedOptions {
  std::vector<double> metric, cost;
  std::vector<double> benefit;  ///< empty: no value is stated
  std::vector<std::optional<double>> weeks;
  bool weeks_counted = false;
  bool values_stated = false;  ///< benefit is the options' own, not points times their value
};

/// @throws DomainError, Refusal as marginal_costs
PricedOptions priced(std::span<const MetricOption> options, const MarginalTerms& terms);
std::vector<std::size_t> ascending(const PricedOptions& options);
/// The lower convex hull of `order`, from the cheapest option on.
std::vector<std::size_t> lower_hull(const PricedOptions& options, const std::vector<std::size_t>& order);
std::vector<MarginalStep> steps_along(const PricedOptions& options, const std::vector<std::size_t>& order,
                                      const MarginalTerms& terms);
std::vector<OffHull> off_hull(const PricedOptions& options, const std::vector<std::size_t>& hull);
MarginalStop walked(const PricedOptions& options, const std::vector<std::size_t>& order,
                    const std::vector<MarginalStep>& steps, const MarginalTerms& terms);

}  // namespace premortem
