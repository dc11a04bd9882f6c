#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/models/case.hpp"
#include "premortem/quantity/readings.hpp"

namespace premortem {

/// What one formula of quantities.csv gives in every reading.
struct QuantityReading {
  std::size_t quantity = 0;  ///< number in Case::quantities
  Readings readings;
  bool bound_is_tight = true;  ///< false: leaves that the formula names twice were split without reaching the tolerance
};

struct QuantityAssessment {
  HarmSettings settings;
  std::vector<QuantityReading> quantities;  ///< in the order asked for
  std::vector<std::string> cautions;
};

/// The readings of some quantities of the case; what the models compute for them must have been filled in.
/// @param which  numbers in Case::quantities; empty: all
/// @throws Refusal if the case has none
QuantityAssessment assess_quantities(const Case& subject, std::span<const std::size_t> which, const HarmSettings& settings);

/// A quantity at the best values and if its estimates are unrelated, without its bounds: what a sweep asks thousands of times.
struct QuantitySummary {
  std::optional<double> point;
  std::optional<Simulated> independent;
};

enum class Draw { yes, no };

/// @param which  numbers in Case::quantities
/// @param draw   no: the points alone
std::vector<QuantitySummary> summarise_quantities(const Case& subject, std::span<const std::size_t> which, const SimulationSettings& settings, Draw draw);

struct QuantityLimit {
  std::size_t quantity = 0;  ///< number in Case::quantities
  double limit = 0;
};

/// The probability that each quantity lies above its limit if its estimates are unrelated; absent where it cannot be simulated.
std::vector<std::optional<double>> chances_above(const Case& subject, std::span<const QuantityLimit> limits, const SimulationSettings& settings);

/// The numbers of the quantities with these names. @throws UsageError for a name that the case does not have, with the nearest
std::vector<std::size_t> quantities_named(const Case& subject, std::span<const std::string> names);

/// Whether some of the leaves an expression uses have a stated correlation with another of them.
bool has_stated_correlation(const Case& subject, const Expression& expression);

}  // namespace premortem
