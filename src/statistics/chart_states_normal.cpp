#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "premortem/core/error.hpp"
#include "premortem/statistics/gauss_legendre.hpp"
#include "premortem/statistics/special_functions.hpp"
#include "statistics/chart_states.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

double density(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi); }
double below(double z) { return standard_normal_survival(-z); }

/// Nystrom's method: the first state is a point that the chart starts from, the others are nodes of the quadrature.
/// @param values   of the states
/// @param kernel   density of the next value: kernel(from, to)
/// @param fires    chance of firing: fires(from)
/// @param returns  chance of landing on the first state itself: returns(from)
template <class Kernel, class Fires, class Returns>
StateSpace nystrom(double start, const std::vector<QuadratureNode>& nodes, const Kernel& kernel, const Fires& fires, const Returns& returns) {
  StateSpace space;
  space.states = nodes.size() + 1;
  space.dense.reserve(space.states * space.states);
  for (std::size_t i = 0; i < space.states; ++i) {
    const double from = i == 0 ? start : nodes[i - 1].at;
    space.fires.push_back(fires(from));
    space.dense.push_back(returns(from));
    for (const auto& node : nodes) space.dense.push_back(node.weight * kernel(from, node.at));
  }
  return space;
}

/// Enough nodes for a kernel of standard deviation 1 on a domain of this width.
int nodes_for(double width) {
  constexpr double widest = 200;
  if (!(width <= widest)) throw Refusal("its limit is too far, or its weight too small, for the steps that checks make: check less often");
  return std::max(60, static_cast<int>(std::ceil(4 * width)));
}

/// S = S + x - reference between the two limits; at or below the lower one it begins anew at 0.
StateSpace walk(double reference, double lower, double upper, double mean) {
  const double drift = mean - reference;
  return nystrom(
      0, gauss_legendre(nodes_for(upper - lower), lower, upper), [&](double from, double to) { return density(to - from - drift); },
      [&](double from) { return below(from + drift - upper); }, [&](double from) { return below(lower - from - drift); });
}

}  // namespace

StateSpace normal_states(const CusumChart& chart, const NormalCheck& law) {
  require(chart.limit > 0 && std::isfinite(chart.limit) && std::isfinite(chart.reference), "cusum", {{"reference", chart.reference}, {"limit", chart.limit}},
          "a limit above 0 is needed");
  return walk(chart.reference, 0, chart.limit, law.mean);
}

StateSpace normal_states(const SprtChart& chart, const NormalCheck& law) {
  require(chart.accept > 0 && chart.reject > 0, "sprt", {{"accept", chart.accept}, {"reject", chart.reject}}, "limits above 0 are needed");
  return walk(chart.reference, -chart.accept, chart.reject, law.mean);
}

StateSpace normal_states(const EwmaChart& chart, const NormalCheck& law) {
  require(chart.weight > 0 && chart.weight <= 1 && chart.limit > 0, "ewma", {{"weight", chart.weight}, {"limit", chart.limit}},
          "a weight in (0, 1] and a limit above 0 are needed");
  constexpr double far_below = 8;  // standard deviations that no path reaches
  const double w = chart.weight, sd = std::sqrt(w / (2 - w)), upper = chart.limit * sd;
  const double lower = chart.sides == Sides::two ? -upper : -far_below * sd - std::max(0.0, -law.mean);
  const auto step = [&](double from, double to) { return (to - (1 - w) * from) / w - law.mean; };
  return nystrom(
      0, gauss_legendre(nodes_for((upper - lower) / w), lower, upper), [&](double from, double to) { return density(step(from, to)) / w; },
      [&](double from) { return below(-step(from, upper)) + (chart.sides == Sides::two ? below(step(from, lower)) : 0); }, [](double) { return 0.0; });
}

StateSpace normal_states(const ShiryaevRobertsChart& chart, const NormalCheck& law) {
  require(chart.shift > 0 && std::isfinite(chart.log_limit), "shiryaev_roberts", {{"shift", chart.shift}, {"log_limit", chart.log_limit}},
          "a shift above 0 is needed");
  constexpr double far_below = 8;
  const double d = chart.shift, upper = chart.log_limit, lowest = std::min(upper - 1, -far_below * d - d * d / 2);
  const bool held = chart.log_floor > lowest;
  const double lower = held ? chart.log_floor : lowest;
  const auto step = [&](double from, double to) { return (to - std::log1p(std::exp(from))) / d + d / 2 - law.mean; };
  auto nodes = gauss_legendre(nodes_for((upper - lower) / d), lower, upper);
  if (held) nodes.push_back({lower, 0});  // where R is held; its column is filled below
  auto space = nystrom(
      -std::numeric_limits<double>::infinity(), nodes, [&](double from, double to) { return density(step(from, to)) / d; },
      [&](double from) { return below(-step(from, upper)); }, [](double) { return 0.0; });
  for (std::size_t i = 0; held && i < space.states; ++i)
    space.dense[(i + 1) * space.states - 1] = below(step(i == 0 ? -std::numeric_limits<double>::infinity() : nodes[i - 1].at, lower));
  return space;
}

}  // namespace premortem
