#include "models/fisher_scoring.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "premortem/statistics/positive_definite.hpp"

namespace premortem {
namespace {

std::vector<double> rows_from(const CurveMatrix& m, std::size_t first) {
  std::vector<double> rows;
  for (std::size_t i = first; i < most_parameters; ++i)
    for (std::size_t j = first; j < most_parameters; ++j) rows.push_back(m[i][j]);
  return rows;
}

std::optional<CurveVector> step_by(const CurveMatrix& m, const CurveVector& score, bool floor_held) {
  const std::size_t first = floor_held ? 1 : 0;
  const auto step = positive_definite_solve(rows_from(m, first), std::span(score).subspan(first));
  if (!step) return std::nullopt;
  CurveVector d{};
  std::copy(step->begin(), step->end(), d.begin() + static_cast<std::ptrdiff_t>(first));
  return d;
}

double product(const CurveVector& a, const CurveVector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

/// Newton's step near the top, where scoring can swing about it for long; Fisher's elsewhere.
std::optional<CurveVector> direction_of(const SmoothLikelihood& l, bool floor_held) {
  const auto fisher = step_by(l.information, l.score, floor_held);
  constexpr double near = 0.5;
  if (fisher && product(*fisher, l.score) > near) return fisher;
  const auto newton = step_by(l.observed, l.score, floor_held);
  return newton ? newton : fisher;
}

/// Share of the step that keeps c0 in [0, 1).
double reach_of(double floor, double by) {
  if (floor + by < 0) return floor / -by;
  return floor + by >= 1 ? 0.5 * (1 - floor) / by : 1;
}

/// The first of the step, its half, its quarter, ... at which the likelihood has not fallen by more than its rounding.
std::optional<CurveVector> shortened(const ScaledArms& arms, const Ascent& from, const CurveVector& d) {
  constexpr int most_halvings = 40;
  constexpr double rounding = 1e-13;
  const double reach = reach_of(from.at[0], d[0]), least = from.likelihood.loglik - rounding * std::abs(from.likelihood.loglik);
  double share = reach;
  for (int i = 0; i < most_halvings; ++i, share /= 2) {
    CurveVector to = from.at;
    for (std::size_t k = 0; k < most_parameters; ++k) to[k] += share * d[k];
    if (share == reach && from.at[0] + d[0] < 0) to[0] = 0;
    if (smooth_loglik(arms, to) >= least) return to;
  }
  return std::nullopt;
}

/// Counts of 10^8 beside counts of ten leave the score rounding errors that the small ones would feel.
constexpr double rounding_begins = 1e-12;

}  // namespace

Ascent ascend(const ScaledArms& arms, const CurveVector& start, FloorParameter floor, const AscentLimits& limits) {
  Ascent a;
  a.at = start;
  a.likelihood = smooth_likelihood(arms, start);
  for (int step = 0; step < limits.steps; ++step) {
    a.floor_held = floor == FloorParameter::none || (a.at[0] == 0 && a.likelihood.score[0] <= 0);
    auto d = direction_of(a.likelihood, a.floor_held);
    if (d && a.at[0] == 0 && (*d)[0] < 0) d = direction_of(a.likelihood, true);  // a step along the bound
    if (!d) return a;
    const double before = a.decrement;
    a.decrement = product(*d, a.likelihood.score);
    const bool at_rounding = step > 0 && a.decrement < rounding_begins && a.decrement >= before / 4;  // Newton's would be far less
    if (a.decrement <= limits.decrement || at_rounding) return a.converged = true, a;
    const auto to = shortened(arms, a, *d);
    if (!to) return a;
    a.at = *to;
    a.likelihood = smooth_likelihood(arms, a.at);
  }
  return a;
}

std::optional<CurveMatrix> inverse_information(const Ascent& a) {
  const std::size_t first = a.floor_held ? 1 : 0, n = most_parameters - first;
  const auto rows = positive_definite_inverse(rows_from(a.likelihood.information, first), n);
  if (!rows) return std::nullopt;
  CurveMatrix m{};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) m[first + i][first + j] = (*rows)[i * n + j];
  return m;
}

}  // namespace premortem
