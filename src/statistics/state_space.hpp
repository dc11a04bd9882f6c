#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "premortem/statistics/run_length.hpp"

namespace premortem {

/// What a chart may remember without having fired, as states of a Markov chain, and the chance of each for the next check.
/// Either every pair of states has its chance (dense, row by row), or each row lists those it has (sparse), or each row is
/// a stretch of one law that all share, laid on neighbouring states (banded).
struct StateSpace {
  std::size_t states = 0;
  std::size_t start = 0;
  std::size_t period = 1;     ///< checks after which a chain that counts them is where it was
  std::vector<double> fires;  ///< chance of firing at the next check, by state
  std::vector<double> dense;
  std::vector<std::size_t> first, to;  ///< sparse: row i is [first[i], first[i + 1])
  std::vector<double> chance;
  struct Band {
    std::size_t to = 0, from = 0, length = 0;  ///< first state, first chance of the law, how many
    double restarts = 0;                       ///< chance of landing on the start instead
  };
  std::vector<double> law;
  std::vector<Band> bands;  ///< by state

  void begin_row() { first.push_back(to.size()); }
  void add(std::size_t state, double p) { to.push_back(state), chance.push_back(p); }
  void end_rows() { first.push_back(to.size()); }
};

/// The chances of being in each state: they sum to 1.
using StateMass = std::vector<double>;

StateMass started(const StateSpace& space);

/// What one check did: the chance that it fired, and the most that the chance of a state changed.
struct Advance {
  double fired = 0, moved = 0;
};

/// The mass after one more check, given that it has not fired.
Advance advance(const StateSpace& space, const StateMass& mass, StateMass& next);

/// Additions that one check costs.
double work_of(const StateSpace& space);

/// Follows the chain until the hazard settles; of a periodic one the hazard is averaged over a period from there on.
/// @param survival  P(T > n) so far, by which it goes on
/// @throws Refusal if that takes more than `most_work` additions
RunLength followed(const StateSpace& space, StateMass mass, double most_work, std::vector<double> survival = {1});

/// The distribution over states after many checks without firing (quasi-stationary); of a periodic chain the average over
/// its first period. @throws as followed
StateMass steady_state(const StateSpace& space, double most_work);

}  // namespace premortem
