#include "premortem/models/trigger_example.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/models/running_rule.hpp"

namespace premortem {
namespace {

constexpr std::size_t quiet_checks = 3, most_checks = 2'000;

/// What the metric shows at each of its three stretches.
struct Shown {
  double quiet = 0, bad = 0, good = 0;
};

/// @param reach  how far beyond the bad level the bad stretch goes
Shown shown_of(const Monitor& m, double exposure, double reach) {
  const double bad_way = m.bad_level - m.baseline;
  if (m.statistic() == MonitorStatistic::normal) {
    const double far = (bad_way > 0 ? 1 : -1) * reach * std::max(std::abs(bad_way), 4.37 * *m.sd);
    return {m.baseline, m.baseline + far, m.baseline - 0.61 * *m.sd * (bad_way > 0 ? 1 : -1)};
  }
  const double items = items_per_check(m, exposure);
  const double usual = items * m.baseline, bad = items * m.bad_level, spread = 4 * std::sqrt(std::max(usual, bad)) + 1, far = reach * (bad + spread);
  const double most = m.statistic() == MonitorStatistic::binomial ? *m.n_per_check : 1e15;
  if (bad_way > 0) return {std::floor(usual), std::min(most, std::ceil(far)), 0};
  return {std::ceil(usual), std::max(0.0, std::floor(bad - spread)), std::min(most, std::ceil(usual + spread))};
}

std::optional<TriggerExample> example_reaching(const Monitor& m, const TriggerRule& rule, double exposure, double reach) {
  const Shown shown = shown_of(m, exposure, reach);
  RunningRule running(m, rule, exposure);
  TriggerExample example;
  const auto fires_at = [&](double value) {
    example.values.push_back(value);
    return running.feed(fed_value(m, value));
  };
  for (std::size_t i = 0; i < quiet_checks; ++i)
    if (fires_at(shown.quiet)) return std::nullopt;
  while (!fires_at(shown.bad))
    if (example.values.size() > most_checks) return std::nullopt;
  example.fires_at = example.values.size() - 1;
  while (fires_at(shown.good))
    if (example.values.size() > most_checks) return std::nullopt;
  example.clears_at = example.values.size() - 1;
  return example;
}

}  // namespace

std::optional<TriggerExample> trigger_example(const Monitor& m, const TriggerRule& rule, double exposure) {
  for (double reach = 1; reach < 1e6; reach *= 4)
    if (auto example = example_reaching(m, rule, exposure, reach)) return example;
  return std::nullopt;
}

}  // namespace premortem
