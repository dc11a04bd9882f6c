#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"

namespace premortem {

/// One of several ways to build it, as stated.
struct StatedOption {
  std::string name;
  std::optional<double> cost_per_year;      ///< to run it, >= 0
  std::optional<double> precision, recall;  ///< in [0, 1], at the positive rate of ErrorCosts
  std::optional<double>
      false_positives_per_year;  ///< >= 0; taken instead of what precision implies (0: it flags nothing)
  bool rejected = false;         ///< shown, and never the cheapest
};

/// What errors cost, and how often they can be made.
struct ErrorCosts {
  double volume_per_year = 0;  ///< > 0
  double positive_rate = 0;    ///< in [0, 1]
  double false_positive = 0;   ///< each, >= 0
  double false_negative = 0;   ///< each, >= 0
};

/// A year of an option: misses = (1 - recall) pi N; TP = recall pi N, FP = TP (1 - precision) / precision.
struct OptionCost {
  std::optional<double> misses, false_positives, error_cost, total;
  std::string why_absent;  ///< why there is no total
  std::optional<std::size_t>
      dominated_by;  ///< costs no more to run, misses no more and flags no more wrongly, and one of them less
};

/// Where, as one cost of an error moves and the other stays, two options cost the same.
struct CostFlip {
  std::optional<double> cost;   ///< of the error that moves; absent: never at a cost >= 0
  std::optional<double> ratio;  ///< cost of a false positive over that of a false negative, there
  bool chosen_above = false;    ///< the chosen one is cheaper where that cost is larger
  std::string why;              ///< where there is none
};

struct ChoiceFlip {
  std::size_t other = 0;
  CostFlip by_false_positive, by_false_negative;
};

struct OptionChoice {
  std::vector<OptionCost> costs;        ///< in the options' order
  std::optional<std::size_t> cheapest;  ///< of those that have a total and are not rejected; the first of equals
  std::optional<std::size_t> chosen;    ///< as asked, else the cheapest
  std::vector<ChoiceFlip> flips;        ///< of the chosen against every other that has a total and is not rejected
  /// Costs of one error, the other as stated, for which no other is cheaper than the chosen; absent where there are
  /// none.
  std::optional<Interval> false_positive_costs, false_negative_costs;
};

/// The cheapest option by cost to run + misses x false_negative + FP x false_positive, and the costs at which it
/// changes: in either cost the difference of two options is a straight line, so each pair flips at one cost at most.
/// The cost to run does not scale with them, so a ratio alone does not decide: each ratio is that at the other cost as
/// stated.
/// @param chosen  whose flips are wanted; without a total it has none
/// @throws DomainError if a stated number is outside its domain, or chosen is not an option
OptionChoice choose_option(std::span<const StatedOption> options, const ErrorCosts& errors,
                           std::optional<std::size_t> chosen = std::nullopt);

}  // namespace premortem
