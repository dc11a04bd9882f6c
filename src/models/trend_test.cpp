#include "models/trend_test.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include "models/forecast_estimates.hpp"
#include "models/path_posterior.hpp"

namespace premortem {
namespace {

/// Priors that sum to 1.
void normalise(std::vector<GridPlace>& grid) {
  double sum = 0;
  for (const auto& place : grid) sum += std::exp(place.log_prior);
  for (auto& place : grid) place.log_prior -= std::log(sum);
}

std::vector<GridPlace> noise_or_wandering() {
  auto grid = swing_grid(), wandering = wiener_grid();
  std::erase_if(wandering, [](const auto& place) { return place.v.wander == 0; });
  normalise(grid), normalise(wandering);
  grid.insert(grid.end(), wandering.begin(), wandering.end());
  return grid;
}

}  // namespace

double line_p(const ForecastHistory& history, LimitSide side) {
  NoisyPath line = history.path;
  line.coefficients = 2;
  const auto drift = marginal(beliefs(grid_fit(line, noise_or_wandering(), {history.points.size()}), 0, history, ScaleDetail::nodes), 1);
  return side == LimitSide::floor ? mixture_survival(drift, 0) : mixture_cdf(drift, 0);
}

}  // namespace premortem
