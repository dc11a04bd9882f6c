#include "analysis/decay_redraw.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "premortem/random/philox.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

constexpr double large_count = 50;  // from which the normal law is close enough to Poisson's
constexpr double added = 0.5;       // to a cell, as Jeffreys' prior does

using Uniforms = std::vector<double>;

double redrawn(double count, double u) {
  if (count == 0) return 0;
  if (count > large_count) return std::max(0.0, std::round(count + std::sqrt(count) * normal_quantile(0, 1, u)));
  double k = 0, term = std::exp(-count), sum = term;
  while (u > sum && k < 20 * large_count) term *= count / ++k, sum += term;
  return k;
}

/// Which cells a row can be in: a bin of the score is flagged as a whole, or not at all.
struct Sides {
  bool flagged = true, passed = true;
};

Sides sides_of(const DecayTally& tally, std::size_t c) {
  if (tally.by != "score") return {};
  const bool flagged = tally.before[c].tp + tally.before[c].fp + tally.after[c].tp + tally.after[c].fp > 0;
  return {flagged, !flagged};
}

DecayCells smoothed(const DecayCells& c, const Sides& sides) {
  if (c.rows() == 0) return c;
  const double flagged = sides.flagged ? added : 0, passed = sides.passed ? added : 0;
  return {c.tp + flagged, c.fp + flagged, c.fn + passed, c.tn + passed};
}

DoubleLabels smoothed(const DoubleLabels& l) { return l.rows > 0 ? DoubleLabels{l.rows + 2 * added, l.differ + added} : l; }

Uniforms stream(std::uint64_t seed, const std::string& name, std::size_t samples) {
  Uniforms u(samples);
  fill_uniform({seed, variable_id("decay " + name)}, 0, u);
  return u;
}

DecayCells redrawn(const DecayCells& c, const std::array<Uniforms, 4>& u, std::size_t i) {
  return {redrawn(c.tp, u[0][i]), redrawn(c.fp, u[1][i]), redrawn(c.fn, u[2][i]), redrawn(c.tn, u[3][i])};
}

DoubleLabels redrawn(const DoubleLabels& l, const std::array<Uniforms, 2>& u, std::size_t i) {
  const double differ = redrawn(l.differ, u[0][i]);
  return {differ + redrawn(l.rows - l.differ, u[1][i]), differ};
}

}  // namespace

DecayTally smoothed(const DecayTally& tally) {
  DecayTally s = tally;
  for (std::size_t c = 0; c < s.cohorts.size(); ++c) {
    const auto sides = sides_of(tally, c);
    s.before[c] = smoothed(s.before[c], sides), s.after[c] = smoothed(s.after[c], sides);
  }
  s.double_before = smoothed(s.double_before), s.double_after = smoothed(s.double_after);
  return s;
}

DecayDraws::DecayDraws(const DecayTally& tally, std::uint64_t seed, std::size_t samples) {
  for (const auto& cohort : tally.cohorts) {
    for (auto* window : {&before_, &after_}) {
      const std::string name = tally.by + (window == &before_ ? " before " : " after ");
      auto& cells = window->emplace_back();
      for (std::size_t cell = 0; cell < cells.size(); ++cell) cells[cell] = stream(seed, name + std::to_string(cell) + " " + cohort, samples);
    }
  }
  for (std::size_t i = 0; i < 2; ++i) double_before_[i] = stream(seed, "double before " + std::to_string(i), samples), double_after_[i] = stream(seed, "double after " + std::to_string(i), samples);
}

void DecayDraws::redraw(DecayTally& t, const DecayTally& from, std::size_t i) const {
  for (std::size_t c = 0; c < t.cohorts.size(); ++c) t.before[c] = redrawn(from.before[c], before_[c], i), t.after[c] = redrawn(from.after[c], after_[c], i);
  t.double_before = redrawn(from.double_before, double_before_, i), t.double_after = redrawn(from.double_after, double_after_, i);
}

}  // namespace premortem
