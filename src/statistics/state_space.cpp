#include "statistics/state_space.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/core/vector_clones.hpp"

namespace premortem {
namespace {

constexpr double settled = 1e-13;        // change of the distribution in one check
constexpr double nothing_left = 1e-15;   // survival that adds nothing to any number that is printed
constexpr std::size_t most_checks = 2'000'000;

/// One row at a time, so that the order of the additions does not depend on the width of the processor's registers.
PREMORTEM_VECTOR_CLONES void add_row(const double* row, double share, double* next, std::size_t n) {
  for (std::size_t j = 0; j < n; ++j) next[j] += share * row[j];
}

void advance_sparse(const StateSpace& s, const StateMass& mass, StateMass& next) {
  for (std::size_t i = 0; i < s.states; ++i) {
    if (mass[i] == 0) continue;
    for (std::size_t e = s.first[i]; e < s.first[i + 1]; ++e) next[s.to[e]] += mass[i] * s.chance[e];
  }
}

double distance(const StateMass& a, const StateMass& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

}  // namespace

StateMass started(const StateSpace& space) {
  StateMass mass(space.states, 0.0);
  mass[space.start] = 1;
  return mass;
}

double advance(const StateSpace& space, const StateMass& mass, StateMass& next) {
  next.assign(space.states, 0.0);
  double fired = 0, left = 0;
  for (std::size_t i = 0; i < space.states; ++i) fired += mass[i] * space.fires[i];
  if (space.dense.empty()) advance_sparse(space, mass, next);
  else
    for (std::size_t i = 0; i < space.states; ++i) add_row(&space.dense[i * space.states], mass[i], next.data(), space.states);
  for (const double m : next) left += m;
  if (left > 0)
    for (double& m : next) m /= left;
  else next = mass;
  return std::min(fired, 1.0);
}

RunLength followed(const StateSpace& space, StateMass mass, std::vector<double> survival) {
  RunLength law{std::move(survival), 0, 0};
  StateMass next, a_period_ago(space.states, 0.0);
  while (law.survival.size() < most_checks) {
    law.hazard = advance(space, mass, next);
    if (space.period == 1 && distance(mass, next) < settled) return law;
    law.survival.push_back(law.survival.back() * (1 - law.hazard));
    std::swap(mass, next);
    if (law.survival.back() < nothing_left) break;
    if (space.period > 1 && law.survival.size() % space.period == 0) {
      if (law.survival.size() > space.period && distance(mass, a_period_ago) < settled) {
        const double before = law.survival[law.survival.size() - 1 - space.period];
        law.hazard = 1 - std::pow(law.survival.back() / before, 1 / static_cast<double>(space.period));
        return law;
      }
      a_period_ago = mass;
    }
  }
  return law;
}

StateMass steady_state(const StateSpace& space) {
  StateMass mass = started(space), next;
  for (std::size_t n = 0; n < most_checks; ++n) {
    advance(space, mass, next);
    if (space.period > 1)  // halfway, so that it does not go round for ever
      for (std::size_t i = 0; i < mass.size(); ++i) next[i] = 0.5 * (mass[i] + next[i]);
    const bool still = distance(mass, next) < settled;
    std::swap(mass, next);
    if (still) break;
  }
  return mass;
}

}  // namespace premortem
