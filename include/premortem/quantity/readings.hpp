#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/quantity/probability_box.hpp"
#include "premortem/quantity/simulation.hpp"

namespace premortem {

/// What a bound rests on: data alone or with stated limits (`sampled`), limits alone (`limits`), or
/// somebody's distribution (`belief`). It decides the words that may be said of it.
enum class BoundBasis { sampled, limits, belief };

std::string_view name_of(BoundBasis basis);

/// The leaves that enter one statement, by what may be claimed of them.
struct BoundGrounds {
  BoundBasis basis = BoundBasis::limits;
  int sampled = 0;                 ///< m: the number of distinct sampled leaves
  std::vector<std::size_t> limits; ///< leaf numbers whose stated limits must hold, those of a sample's mean too
  std::vector<std::size_t> guesses;///< leaf numbers that are single guessed values
  std::vector<std::size_t> beliefs;///< leaf numbers with somebody's distribution
};

BoundGrounds grounds_of(std::span<const Leaf> leaves, std::span<const std::size_t> used);

/// The error each sampled leaf gets so that all of them hold jointly: alpha / m (Bonferroni), alpha if none.
double alpha_of_each(const BoundGrounds& grounds, double confidence);

/// The error at which one leaf enters the statement: alpha / m if sampled; alpha for a belief, whose quantiles
/// promise nothing jointly.
double alpha_of(const Leaf& leaf, const BoundGrounds& grounds, double confidence);

/// Interval with the statement that is true of it. No interval: `why` says so and the sentence is empty.
struct BoundReading {
  std::optional<Interval> interval;
  std::string why;
  BoundGrounds grounds;
  std::string sentence;
};

/// The readings of one quantity, side by side; what is absent has its reason beside it.
struct Readings {
  std::optional<double> point;
  std::string point_why;
  BoundReading bound;
  std::optional<double> one_period_high;  ///< what a single period passes with at most alpha (decisions 0003 and 0024)
  std::string one_period_why;
  std::optional<Simulated> independent;
  std::string independent_why;
  std::optional<DependenceReading> any_dependence;
  std::string any_dependence_why;
  std::optional<Simulated> correlated;  ///< with the rank correlations that the case states
  std::string correlated_why;
};

/// "on average at most N <unit>, with 95% confidence" and its variants (mathematics, section 1): limits add
/// "provided the limits in rows ... hold"; any belief makes it "if the experts' ranges in rows ... are right"
/// with no confidence level; without sampled leaves a confidence is never named.
std::string bound_sentence(const BoundReading& bound, std::string_view amount, std::span<const Leaf> leaves,
                           double confidence);

/// The same of any claim: "between 3 and 7 dollars" in the place of "on average at most N"; `exact_claim` where nothing is uncertain.
std::string bounded_claim(const BoundReading& bound, std::string_view claim, std::string_view exact_claim,
                          std::span<const Leaf> leaves, double confidence);

/// `harms.csv:3, 4 and 6`: places grouped by file, without columns; lines ascending, files as they come first.
std::string row_list(std::span<const Place> places);

}  // namespace premortem
