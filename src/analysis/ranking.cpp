#include "analysis/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "premortem/analysis/harm_assessment.hpp"

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
  const auto weight = [&](std::size_t i) {
    const auto& bound = by_cost ? modes[i].cost->bound : modes[i].standing().bound;
    return bound.interval ? bound.interval->high : std::numeric_limits<double>::infinity();
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
