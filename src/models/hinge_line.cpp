#include "models/hinge_line.hpp"

#include <cmath>
#include <limits>

#include "models/smooth_likelihood.hpp"

namespace premortem {
namespace {

constexpr double impossible = -std::numeric_limits<double>::infinity();

double share_loglik(double sessions, double left, double p) {
  const double stayed = sessions - left;
  if (p < 0 || p > 1) return impossible;
  return (left > 0 ? left * std::log(p) : 0) + (stayed > 0 ? stayed * std::log1p(-p) : 0);
}

/// Score and the negative Hessian in (floor, slope).
struct Bend {
  double score_floor = 0, score_slope = 0;
  double floor_floor = 0, floor_slope = 0, slope_slope = 0;

  double add(double sessions, double left, double p, double distance) {
    const double by_left = left > 0 ? left / p : 0, by_stayed = sessions > left ? (sessions - left) / (1 - p) : 0;
    const double curvature = (left > 0 ? by_left / p : 0) + (sessions > left ? by_stayed / (1 - p) : 0), score = by_left - by_stayed;
    score_floor += score, score_slope += score * distance;
    floor_floor += curvature, floor_slope += curvature * distance, slope_slope += curvature * distance * distance;
    return score;
  }
};

struct Climb {
  const LevelArms& level;
  std::span<const DelayArm> beyond;
  double origin;

  double loglik(double floor, double slope) const {
    double sum = level.sessions > 0 ? share_loglik(level.sessions, level.left, floor) : 0;
    for (const auto& a : beyond) sum += share_loglik(a.sessions, a.left, floor + slope * (a.latency_ms - origin));
    return sum;
  }

  Bend bend(const HingeLine& at) const {
    Bend b;
    if (level.sessions > 0) b.add(level.sessions, level.left, at.floor, 0);
    for (const auto& a : beyond) b.add(a.sessions, a.left, at.floor + at.slope * (a.latency_ms - origin), a.latency_ms - origin);
    return b;
  }
};

struct Step {
  double floor = 0, slope = 0, gain = 0;  ///< twice the gain in sight
};

Step newton_step(const Bend& b, bool floor_held) {
  Step s;
  const double determinant = b.floor_floor * b.slope_slope - b.floor_slope * b.floor_slope;
  if (!floor_held && determinant > 1e-14 * b.floor_floor * b.slope_slope) {
    s.floor = (b.slope_slope * b.score_floor - b.floor_slope * b.score_slope) / determinant;
    s.slope = (b.floor_floor * b.score_slope - b.floor_slope * b.score_floor) / determinant;
  } else {
    s.slope = b.score_slope / b.slope_slope;
  }
  s.gain = s.floor * b.score_floor + s.slope * b.score_slope;
  return s;
}

/// Halves the step until the likelihood does not fall; false where it does not help.
bool move(const Climb& climb, HingeLine& line, const Step& step) {
  const double least = line.loglik - 1e-14 * std::abs(line.loglik);
  const bool clipped = line.floor + step.floor < 0;
  double share = clipped ? line.floor / -step.floor : 1;
  constexpr int most_halvings = 50;
  for (int i = 0; i < most_halvings; ++i, share /= 2) {
    const double floor = clipped && i == 0 ? 0 : line.floor + share * step.floor, slope = line.slope + share * step.slope;
    if (!(slope > 0)) continue;
    const double reached = climb.loglik(floor, slope);
    if (!(reached >= least) || !std::isfinite(reached)) continue;
    line.floor = floor, line.slope = slope, line.loglik = reached;
    return true;
  }
  return false;
}

void climb_to_top(const Climb& climb, HingeLine& line) {
  constexpr int most_steps = 100;
  constexpr double at_rest = 1e-20, rounding_begins = 1e-12;
  double before = 0;
  for (int i = 0; i < most_steps; ++i) {
    const Bend b = climb.bend(line);
    const bool at_bound = line.floor == 0 && b.score_floor <= 0;
    Step step = newton_step(b, at_bound);
    if (line.floor == 0 && step.floor < 0) step = newton_step(b, true);
    const bool at_rounding = i > 0 && std::abs(step.gain) < rounding_begins && step.gain >= before / 4;
    if (step.gain <= at_rest || at_rounding) return void(line.converged = step.gain > -rounding_begins);
    before = step.gain;
    if (!move(climb, line, step)) return;
  }
}

}  // namespace

HingeLine best_line(const LevelArms& level, std::span<const DelayArm> beyond, double origin) {
  LevelArms all = level;
  for (const auto& a : beyond) all.sessions += a.sessions, all.left += a.left;
  const Climb climb{level, beyond, origin};
  HingeLine line;
  line.floor = all.left / all.sessions;
  line.loglik = saturated_loglik(all.sessions, all.left);
  line.converged = true;
  if (all.left == 0 || all.left == all.sessions || !(climb.bend(line).score_slope > 0)) return line;  // flat is best
  line.converged = false;
  climb_to_top(climb, line);
  for (const auto& a : beyond) {
    Bend one;
    const double score = one.add(a.sessions, a.left, line.floor + line.slope * (a.latency_ms - origin), 0);
    line.score_beyond += score;
  }
  return line;
}

}  // namespace premortem
