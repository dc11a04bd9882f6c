#include "premortem/models/sampled_monitor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

/// The rule as it was typed, for checks of so many items.
TriggerRule rule_of_items(TriggerRule rule, double items, bool falls) {
  const auto name = limit_name(rule.kind);
  const auto limit = std::find_if(rule.parameters.begin(), rule.parameters.end(), [&](const auto& p) { return p.first == name; });
  const bool limits_a_check = rule.kind != RuleKind::argo ? limit != rule.parameters.end() : rule.parameter("threshold").has_value();
  if (!limits_a_check) return rule;
  if (rule.limit_share) limit->second = count_of_share(*rule.limit_share, items, falls);
  if (limit->second > items) throw Refusal(fmt::format("\"{}\" has a limit of {:.12g}, but only {:.12g} items come between two checks; write a count of those, or a share", text_of(rule), limit->second, items));
  return rule;
}

}  // namespace

bool samples_more_than(const Monitor& m, double items) {
  constexpr double rounding = 0.05;
  return m.statistic() == MonitorStatistic::binomial && *m.n_per_check > items * (1 + rounding);
}

Monitor sampled_from(const Monitor& m, double items) {
  if (m.sampling == Sampling::instant || !samples_more_than(m, items)) return m;
  if (items < 1) throw Refusal(fmt::format("a check looks at {:.12g} items, but only {:.3g} come between two checks; check less often", *m.n_per_check, items));
  Monitor carried_out = m;
  carried_out.n_per_check = std::floor(items);
  if (m.rule) carried_out.rule = rule_of_items(*m.rule, std::floor(items), m.falls());
  return carried_out;
}

}  // namespace premortem
