#include "quantity/beta_quantiles.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/statistics/distribution.hpp"
#include "statistics/incomplete_beta.hpp"

namespace premortem {
namespace {

/// One tail of a distribution as the walk sees it.
struct TailWalk {
  BetaTails tails;
  Tail side;

  double a() const { return tails.a(); }
  double b() const { return tails.b(); }
  /// A shape far below 1 puts quantiles below every double.
  bool is_smooth() const { return a() >= 0.25 && b() >= 0.25; }
  double exact(double t) const { return side == Tail::upper ? beta_upper_quantile(a(), b(), t) : beta_quantile(a(), b(), t); }
};

/// Halley's method on log tail against log x, where tails are nearly straight, from a start that is nearly there: with bend
/// g''/(2 g'), a step of s leaves an error of the order of s (bend s)^2. Where it does not settle, the quantile is asked for.
double polished(const TailWalk& walk, double wanted, double start) {
  constexpr double settled = 1e-14;
  constexpr int most_steps = 6;
  const double sign = walk.side == Tail::upper ? -1 : 1;
  double x = start;
  for (int i = 0; i < most_steps && x > 0 && x < 1; ++i) {
    const auto here = walk.tails.at(walk.side, x);
    const double value = here.tail, slope = x * here.density() / value;
    if (!(value > 0) || !(slope > 0)) break;
    const double bend = (walk.a() - (walk.b() - 1) * x / (1 - x) - sign * slope) / 2;
    const double newton = sign * std::log(wanted / value) / slope;
    const double turned = 1 + newton * bend, step = turned > 0.5 ? newton / turned : newton;
    x *= std::exp(step);
    const double bent = 4 * std::max(1.0, std::abs(bend)) * step;
    if (std::abs(step) * bent * bent <= settled) return x;
  }
  return walk.exact(wanted);
}

/// The quantiles of one side, from tail i/n outwards to 1/n; `at(i)` is the place of the tail i/n.
template <class At>
void walk_side(const TailWalk& walk, std::size_t first, std::size_t n, const At& at) {
  double before[3] = {0, 0, 0};  // logarithms of the last three, the newest first
  std::size_t known = 0;
  for (std::size_t i = first; i > 0; --i) {
    const double wanted = static_cast<double>(i) / static_cast<double>(n);
    const double ahead = known < 2 ? before[0] : known < 3 ? 2 * before[0] - before[1] : 3 * (before[0] - before[1]) + before[2];
    const double x = known == 0 || !walk.is_smooth() ? walk.exact(wanted) : polished(walk, wanted, std::exp(ahead));
    at(i) = x;
    before[2] = before[1], before[1] = before[0], before[0] = std::log(x), ++known;
  }
}

}  // namespace

std::vector<double> beta_quantiles(double a, double b, std::size_t n, std::size_t first) {
  std::vector<double> q(n + 1, 0.0);
  q.back() = 1;
  const std::size_t middle = n / 2;
  if (first <= middle) walk_side({{a, b}, Tail::lower}, middle, n, [&](std::size_t i) -> double& { return q[i]; });
  const std::size_t start = std::min(n - middle - 1, n - std::min(n, first));
  const bool reflected = a > b;  // near 1 it is 1 - x that has a straight tail
  walk_side(reflected ? TailWalk{{b, a}, Tail::lower} : TailWalk{{a, b}, Tail::upper}, start, n, [&](std::size_t i) -> double& { return q[n - i]; });
  if (reflected)
    for (std::size_t i = n - start; i < n; ++i) q[i] = 1 - q[i];
  return q;
}

}  // namespace premortem
