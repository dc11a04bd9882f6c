#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/case.hpp"
#include "premortem/quantity/expression.hpp"
#include "premortem/statistics/value_of_information.hpp"

namespace premortem {

/// What one way to decide is worth in a year, as a formula over Case::leaves.
struct OptionBenefit {
  std::string name;                   ///< the option's; "do not ship"
  std::optional<std::size_t> option;  ///< number in Case::options; absent: not to ship
  Expression net_benefit;             ///< money a year
};

struct OptionBenefits {
  std::vector<OptionBenefit> options;  ///< at least two, in the order of the case
  std::vector<std::string> left_out;   ///< what the case states and no net benefit counts, in sentences
};

/// Net benefit of each option that is not rejected: value_per_year - cost_per_year - the sum over the failure modes of that
/// option, and of whichever is chosen, of people harmed * cost of one harm * periods in a year (365.25 days). The chain with the
/// mitigations in place; people harmed at most everyone, where a chain of shares could pass that. With one such option it is
/// that one against "do not ship", which is worth 0.
/// Between two options or more, a column that no option states (value_per_year, or cost_per_year) is taken as the same for all of
/// them, which changes neither the choice nor a value of information.
/// @param scale  multiplies the populations, and nothing else
/// @throws Refusal naming what to add: no option is left; some options state a value or a cost and others do not; one option
///         alone states no value or no cost; a mode has no cost of one harm, or no period that is known; shares of everyone, which
///         have no single number harmed
OptionBenefits option_benefits(const Case& subject, double scale = 1);

/// All samples stand in memory, so that a value of information never takes more.
constexpr std::uint64_t most_information_samples = 100'000;

struct InformationSettings {
  std::uint64_t samples = 20'000;  ///< all in memory: samples * (estimates + options + 17) * 8 bytes, 32 MB at 1e5 and 20 of them
  std::uint64_t seed = 1;
  double scale = 1;
};

/// What it is worth to know one estimate exactly before deciding.
struct EstimateInformation {
  std::size_t leaf = 0;
  InformationValue worth;
};

/// An estimate that enters and does not vary: its value, and why it was held there where it is uncertain ("" where it is stated as
/// one value).
struct HeldEstimate {
  std::size_t leaf = 0;
  double value = 0;
  std::string why;
};

/// Money a year, in the currency of the case.
struct CaseInformation {
  std::vector<OptionBenefit> options;
  std::vector<double> expected;  ///< net benefit of each on average
  std::size_t best = 0;          ///< the largest of them; the first of equal ones
  InformationValue perfect;
  std::vector<EstimateInformation> measure_first;  ///< each estimate alone; the most valuable first, equal ones by name
  std::vector<HeldEstimate> held;                  ///< ascending by leaf
  std::vector<std::string> left_out;
};

/// EVPI and the EVPPI of each estimate that some net benefit uses and that has a distribution, by simulation in the `independent`
/// reading: the draws of an estimate are those that simulate() gives it for the same seed. An estimate without a distribution is
/// held at its point. Each value has the same bits in any order of estimates, failure modes and options.
/// @throws Refusal as option_benefits; if an estimate has neither a distribution nor a point; if a rank correlation is stated between
///         estimates that enter (they are drawn as unrelated); if no estimate varies; if a net benefit is not finite for some sample
/// @throws DomainError for fewer than 2 samples, or a scale that is not finite and >= 0
CaseInformation value_of_information(const Case& subject, const InformationSettings& settings);

}  // namespace premortem
