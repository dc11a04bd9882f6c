#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "input/case_rows.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/models/period.hpp"

namespace premortem {
namespace {

void check_titles(const Case& subject, Diagnostics& diagnostics) {
  std::map<std::string, const FailureMode*> titles;
  for (const auto& mode : subject.failure_modes) {
    const auto [other, fresh] = titles.emplace(title_of(mode), &mode);
    if (!fresh)
      diagnostics.error(mode.place, "failure_mode", fmt::format("\"{}\" is the name of two things: of {} and of an option's failure mode", title_of(mode), to_string(other->second->place)),
                        "give one of them another name");
  }
}

bool same_period(const std::string& a, const std::string& b) {
  const auto days_a = days_in(a), days_b = days_in(b);
  return days_a && days_b ? *days_a == *days_b : folded_name(a) == folded_name(b);
}

/// The same number per month and per quarter is two numbers.
void check_periods(const Case& subject, Diagnostics& diagnostics) {
  if (subject.feature.period.empty()) return;
  std::set<std::size_t> seen;  // one estimate may be the population of several
  for (const auto& mode : subject.failure_modes) {
    if (!seen.insert(mode.stages.front().leaf).second) continue;
    const Leaf& population = subject.leaves[mode.stages.front().leaf];
    const auto per = population.unit.find(" per ");
    if (per == std::string::npos || same_period(population.unit.substr(per + 5), subject.feature.period)) continue;
    diagnostics.error(population.place, "period", fmt::format("\"{}\" counts \"{}\", but feature.csv says the period is \"{}\"", population.label, population.unit, subject.feature.period),
                      "count both per the same period");
  }
}

/// A failure mode whose monitor is nearly a row of monitors.csv means that row.
void check_monitors_named(const Case& subject, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const auto& m : subject.monitors) names.push_back(m.name);
  for (const auto& mode : subject.failure_modes) {
    const auto same = [&](const Monitor& m) { return folded_name(m.name) == folded_name(mode.monitor) || folded_name(m.title()) == folded_name(mode.monitor); };
    if (mode.monitor.empty() || std::any_of(subject.monitors.begin(), subject.monitors.end(), same)) continue;
    if (const auto near = nearest_name(mode.monitor, names))
      diagnostics.warn(mode.place, "monitor", fmt::format("monitors.csv has no \"{}\", which \"{}\" names", mode.monitor, mode.name), fmt::format("did you mean \"{}\"?", *near));
  }
}

}  // namespace

void check_case(const Case& subject, Diagnostics& diagnostics) {
  check_titles(subject, diagnostics);
  check_periods(subject, diagnostics);
  check_monitors_named(subject, diagnostics);
}

}  // namespace premortem
