#include "analysis/one_period.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/harm_mode.hpp"
#include "premortem/core/rounding.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

constexpr double largest_poisson_mean = 1e15;  // the domain of poisson_quantile

bool is_size(const FailureMode& mode, std::size_t stage, std::span<const Leaf> leaves) {
  return stage > 0 && leaves[mode.stages[stage].leaf].unit_kind != UnitKind::share;
}

/// The stages before the first that says how many an incident hurts. Shares after it may thin each incident or drop some.
FailureMode up_to_incidents(FailureMode mode, std::span<const Leaf> leaves) {
  mode = has_chain(mode) ? without_incidents(mode) : mode;
  for (std::size_t i = 1; i < mode.stages.size(); ++i)
    if (is_size(mode, i, leaves)) {
      mode.stages.resize(i);
      break;
    }
  return mode;
}

double harmed_high(const FailureMode& mode, const Case& subject, const BoundGrounds& grounds, const HarmSettings& settings) {
  return harmed_at_most(mode, subject.leaves, grounds, settings.confidence, settings.exposure()).high;
}

/// The people there are in one period, where that is a stated number, or one a sample limits, and each of them counts at most
/// once; absent where the population is itself an average (as it must be where no stage follows it and it is no sample of
/// periods, for then it is the harm), or a stage counts several harms a person.
std::optional<double> most_in_period(const Case& subject, const FailureMode& mode, const HarmSettings& settings) {
  const Leaf& population = subject.leaves[mode.stages.front().leaf];
  if (population.unknown || !only_shares(mode, subject.leaves)) return std::nullopt;
  if (population.shape == Shape::sample) return multiply_up(largest_value(population, 0), settings.exposure());
  const LeafKind kind = kind_of(population);
  const bool stated = kind == LeafKind::exact || kind == LeafKind::guess || kind == LeafKind::limits;
  if (mode.stages.size() == 1 || !stated) return std::nullopt;
  return multiply_up(bound_of(population, 1 - settings.confidence).high, settings.exposure());
}

/// e of the docstring, times s.
std::optional<double> worst_periods(const PeriodLaw& law, double delta) {
  if (law.worst_mean <= 0) return 0;
  const double count = divide_up(law.worst_mean, law.largest_incident), tail = delta * (law.worst_mean / law.mean);
  if (tail >= 1 || std::isinf(law.largest_incident)) return divide_up(law.mean, delta);
  if (count > largest_poisson_mean) return std::nullopt;
  constexpr double rounding = 1e-9;  // relative; far above the errors of the two tails
  return law.largest_incident * poisson_expected_shortfall(count, tail) * (1 + rounding);
}

std::optional<double> most_incidents(const PeriodLaw& law, double delta) {
  const double varies = law.mean > 0 ? std::max(1.0, divide_up(law.worst_mean, law.mean)) : 1;
  const double count = multiply_up(law.incidents, varies);
  if (count > largest_poisson_mean) return std::nullopt;
  const double most = poisson_quantile(count, 1 - delta);
  return most > 0 ? multiply_up(law.largest_incident, most) : 0;
}

}  // namespace

double largest_value(const Leaf& leaf, double mean) {
  double largest = mean;
  const auto take = [&](const Leaf& single, double multiplier) {
    if (single.shape == Shape::sample) largest = std::max(largest, multiply_up(single.high.value_or(1), single.multiplier * multiplier));
  };
  take(leaf, 1);
  for (const auto& expert : leaf.experts) take(expert, leaf.multiplier);
  return leaf.unit_kind == UnitKind::share ? std::min(1.0, largest) : largest;
}

PeriodLaw period_law(const Case& subject, const FailureMode& mode, double mean_high, const BoundGrounds& grounds, const HarmSettings& settings) {
  double size = 1, varies = 1;
  for (std::size_t i = 0; i < mode.stages.size(); ++i) {
    const bool counts_several = is_size(mode, i, subject.leaves);
    const auto take = [&](std::size_t number, double least) {
      const Leaf& leaf = subject.leaves[number];
      if (!counts_several && leaf.shape != Shape::sample && leaf.shape != Shape::pool) return;
      const double mean = bound_in(leaf, grounds, settings).high, largest = largest_value(leaf, mean);
      if (counts_several) size = multiply_up(size, std::max(least, largest));
      else if (largest > mean) varies = multiply_up(varies, divide_up(largest, mean));
    };
    take(mode.stages[i].leaf, 0);
    for (const auto* list : {&mode.stages[i].factors, &mode.stages[i].planned})
      for (const auto factor : *list) take(factor, 1);
  }
  PeriodLaw law{mean_high, mean_high, mean_high, std::max(1.0, size), most_in_period(subject, mode, settings)};
  if (law.largest_incident > 1) law.incidents = harmed_high(up_to_incidents(mode, subject.leaves), subject, grounds, settings);
  if (varies > 1) law.worst_mean = multiply_up(harmed_high(has_chain(mode) ? without_incidents(mode) : mode, subject, grounds, settings), varies);
  return law;
}

PeriodLaw in_money(PeriodLaw law, double mean_cost, double largest_cost) {
  law.mean = multiply_up(law.mean, mean_cost), law.worst_mean = multiply_up(law.worst_mean, mean_cost);
  law.largest_incident = multiply_up(law.largest_incident, largest_cost);
  if (law.most) law.most = multiply_up(*law.most, largest_cost);
  return law;
}

PeriodLaw over_periods(PeriodLaw law, double periods) {
  law.mean = multiply_up(law.mean, periods), law.worst_mean = multiply_up(law.worst_mean, periods);
  law.incidents = multiply_up(law.incidents, periods);
  if (law.most) law.most = multiply_up(*law.most, std::max(1.0, std::ceil(periods)));
  return law;
}

std::optional<double> counted_at_most(const PeriodLaw& law, double confidence) {
  const double delta = (1 - confidence) / 2;
  auto counted = most_incidents(law, delta);
  if (law.largest_incident != 1 || law.worst_mean > law.mean)
    if (const auto shortfall = worst_periods(law, delta)) counted = counted ? std::min(*counted, *shortfall) : shortfall;
  if (!counted) return std::nullopt;
  return law.most ? std::min(*counted, *law.most) : counted;
}

}  // namespace premortem
