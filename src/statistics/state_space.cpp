#include "statistics/state_space.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/core/vector_clones.hpp"

namespace premortem {
namespace {

constexpr double settled = 1e-13;        // change of the distribution in one check
constexpr double settled_hazard = 1e-11;  // relative error of the hazard that is left if its changes go on shrinking as they do
constexpr double nothing_left = 1e-13;   // survival that adds nothing to any number that is printed

void refuse_if_long(double work, double most_work) {
  if (work > most_work) throw Refusal("its run length takes too long to compute: what it watches is too rare, or its limit too far, for checks this often; check less often, or take a window");
}

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

void advance_banded(const StateSpace& s, const StateMass& mass, StateMass& next) {
  double restarts = 0;
  for (std::size_t i = 0; i < s.states; ++i) {
    if (mass[i] == 0) continue;
    const auto& band = s.bands[i];
    restarts += mass[i] * band.restarts;
    constexpr std::size_t short_row = 12;  // not worth a call; the additions are the same
    if (band.length > short_row) add_row(&s.law[band.from], mass[i], &next[band.to], band.length);
    else
      for (std::size_t j = 0; j < band.length; ++j) next[band.to + j] += mass[i] * s.law[band.from + j];
  }
  next[s.start] += restarts;
}

double furthest(const StateMass& a, const StateMass& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

/// Whether the hazard will not change any more in the digits that count: its changes shrink by the same factor each time.
class HazardWatch {
 public:
  bool has_settled(double hazard, double moved) {
    const double change = std::abs(hazard - last_), factor = last_change_ > 0 ? change / last_change_ : 1;
    last_ = hazard, last_change_ = change;
    constexpr double moved_little = 1e-6;
    const bool shrinks = hazard > 0 && moved < moved_little && factor < 1 && change * factor / (1 - factor) < settled_hazard * hazard;
    times_ = shrinks ? times_ + 1 : 0;
    constexpr int sure = 5;
    return times_ >= sure;
  }

 private:
  double last_ = 0, last_change_ = 0;
  int times_ = 0;
};

}  // namespace

StateMass started(const StateSpace& space) {
  StateMass mass(space.states, 0.0);
  mass[space.start] = 1;
  return mass;
}

Advance advance(const StateSpace& space, const StateMass& mass, StateMass& next) {
  next.assign(space.states, 0.0);
  Advance a;
  for (std::size_t i = 0; i < space.states; ++i) a.fired += mass[i] * space.fires[i];
  if (!space.bands.empty()) advance_banded(space, mass, next);
  else if (space.dense.empty()) advance_sparse(space, mass, next);
  else
    for (std::size_t i = 0; i < space.states; ++i) add_row(&space.dense[i * space.states], mass[i], next.data(), space.states);
  a.fired = std::min(a.fired, 1.0);
  double left = 0;
  for (const double m : next) left += m;
  if (!(left > 0)) return next = mass, a;
  for (std::size_t i = 0; i < space.states; ++i) {
    next[i] /= left;
    a.moved = std::max(a.moved, std::abs(next[i] - mass[i]));
  }
  return a;
}

double work_of(const StateSpace& space) {
  const auto states = static_cast<double>(space.states);
  if (!space.dense.empty()) return states * states;
  double work = states + static_cast<double>(space.to.size());
  for (const auto& band : space.bands) work += static_cast<double>(band.length);
  return work;
}

RunLength followed(const StateSpace& space, StateMass mass, double most_work, std::vector<double> survival) {
  RunLength law{std::move(survival), 0, 0};
  StateMass next, a_period_ago(space.states, 0.0);
  HazardWatch watch;
  const double each = work_of(space);
  for (double work = each;; work += each) {
    refuse_if_long(work, most_work);
    const auto step = advance(space, mass, next);
    law.hazard = step.fired;
    if (space.period == 1 && (step.moved < settled || watch.has_settled(step.fired, step.moved))) return law;
    law.survival.push_back(law.survival.back() * (1 - law.hazard));
    std::swap(mass, next);
    if (law.survival.back() < nothing_left) break;
    if (space.period > 1 && law.survival.size() % space.period == 0) {
      if (law.survival.size() > space.period && furthest(mass, a_period_ago) < settled) {
        const double before = law.survival[law.survival.size() - 1 - space.period];
        law.hazard = 1 - std::pow(law.survival.back() / before, 1 / static_cast<double>(space.period));
        return law;
      }
      a_period_ago = mass;
    }
  }
  return law;
}

namespace {

/// A change comes at any check of a period alike.
StateMass averaged_over_period(const StateSpace& space) {
  StateMass mass = started(space), next, sum(space.states, 0.0);
  for (std::size_t n = 0; n < space.period; ++n) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += mass[i] / static_cast<double>(space.period);
    advance(space, mass, next);
    std::swap(mass, next);
  }
  return sum;
}

}  // namespace

StateMass steady_state(const StateSpace& space, double most_work) {
  if (space.period > 1) return averaged_over_period(space);
  StateMass mass = started(space), next;
  HazardWatch watch;
  const double each = work_of(space);
  for (double work = each;; work += each) {
    refuse_if_long(work, most_work);
    const auto step = advance(space, mass, next);
    std::swap(mass, next);
    if (step.moved < settled || watch.has_settled(step.fired, step.moved)) return mass;
  }
}

}  // namespace premortem
