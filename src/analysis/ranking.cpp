#include "analysis/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/harm_mode.hpp"
#include "premortem/models/period.hpp"

namespace premortem {

int severity(Reversible reversible) {
  switch (reversible) {
    case Reversible::no: return 0;
    case Reversible::partly: return 1;
    case Reversible::unstated: return 2;
    case Reversible::yes: return 3;
  }
  return 2;
}

std::vector<std::size_t> ranked(const Case& subject, const HarmAssessment& assessment) {
  if (assessment.alternatives.empty()) return {};
  const auto& modes = assessment.failure_modes;
  std::vector<std::size_t> order = assessment.choice().modes;
  const bool by_cost = std::all_of(order.begin(), order.end(), [&](auto i) { return modes[i].cost && modes[i].cost->bound.interval; });
  // A year's harm is no larger than a month's for being a year's, where the lengths of all periods are known.
  const auto days = [&](std::size_t i) { return days_in(period_of(subject, subject.failure_modes[modes[i].mode])); };
  const bool timed = std::all_of(order.begin(), order.end(), [&](auto i) { return days(i).has_value(); });
  const auto weight = [&](std::size_t i) {
    const auto& bound = by_cost ? modes[i].cost->bound : modes[i].standing().bound;
    if (!bound.interval) return std::numeric_limits<double>::infinity();
    return timed ? bound.interval->high / *days(i) : bound.interval->high;
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const bool ua = std::isinf(weight(a)), ub = std::isinf(weight(b));
    if (ua != ub) return ua;
    const int sa = severity(subject.failure_modes[modes[a].mode].reversible), sb = severity(subject.failure_modes[modes[b].mode].reversible);
    return sa != sb ? sa < sb : weight(a) > weight(b);
  });
  return order;
}

}  // namespace premortem
