#pragma once
#include <cmath>
#include <string>
#include <string_view>

#include "input/rule_cell.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/running_chart.hpp"

namespace premortem::fuzz {

/// A value, a share of items and a rate of events, each rising.
inline Monitor watched(int kind) {
  Monitor m;
  m.name = m.metric = "m";
  m.baseline = 0.01, m.bad_level = 0.05;
  if (kind == 0) m.sd = 0.02, m.phi = 0.4;
  if (kind == 1) m.n_per_check = 200;
  if (kind == 2) m.exposures_per_day = 1'000, m.checks_per_day = 24;
  return m;
}

/// The monitor's chart takes values without an end, or says why there is none.
inline std::string chart_violation(const Monitor& m, const TriggerRule& rule) {
  try {
    RunningChart chart(chart_of(m, rule, 1));
    for (const double x : {0.0, 3.0, 1e6, -1e6, 0.0}) chart.feed(x);
  } catch (const Refusal&) {
  } catch (const DomainError&) {
  }
  return {};
}

/// The claim: a cell gives a rule that is written out and read back as the same rule, or an error with its message.
/// @return what does not hold; empty if all does
inline std::string rule_violation(std::string_view cell) {
  for (int kind = 0; kind < 3; ++kind) {
    const Monitor m = watched(kind);
    Diagnostics diagnostics;
    std::vector<Conversion> conversions;
    RowContext context{"", diagnostics, conversions, {}};
    const auto rule = read_rule({std::string(cell), {"monitors.csv", 2, 18}}, m, context);
    if (rule.has_value() == diagnostics.has_errors()) return "neither a rule nor an error, or both";
    if (!rule) {
      if (diagnostics.errors().front().message.empty()) return "an error without its message";
      continue;
    }
    for (const auto& [name, value] : rule->parameters)
      if (!std::isfinite(value)) return "a number of a rule is not finite";
    const auto text = text_of(*rule);
    const auto again = read_rule({text, {"monitors.csv", 2, 18}}, m, context);
    if (!again || text_of(*again) != text) return "\"" + text + "\" is not read back as it was written";
    if (const auto violation = chart_violation(m, *rule); !violation.empty()) return violation;
  }
  return {};
}

}  // namespace premortem::fuzz
