#include <algorithm>
#include <cmath>

#include "models/path_posterior.hpp"

namespace premortem {

// Ratios of the standard deviation of one step's wandering to that of one value's noise, a factor of about 1.8 apart. With equal weights the many
// places of little wandering make a 90% band cover 75% of short paths that wander; in proportion to the ratio it covers 90% of them, and more
// of those that do not (simulated).
std::vector<GridPlace> wiener_grid() {
  std::vector<GridPlace> grid;
  for (const double ratio : {0.0, 0.03, 0.055, 0.1, 0.18, 0.32, 0.56, 1.0, 1.8, 3.2, 10.0, 30.0}) {
    const double q = ratio * ratio;
    GridPlace place;
    place.v.noise = 1 / (1 + q), place.v.wander = q / (1 + q);
    place.log_prior = std::log(0.05 + std::min(ratio, 12.0));
    grid.push_back(place);
  }
  return grid;
}

std::vector<GridPlace> level_grid() { return {GridPlace{}}; }

std::vector<GridPlace> swing_grid() {
  std::vector<GridPlace> grid = level_grid();
  for (const double stays : {0.3, 0.5, 0.65, 0.8})
    for (const double share : {0.3, 0.6, 0.95}) {
      GridPlace place;
      place.v.noise = 1 - share, place.v.swing = share, place.v.stays = stays;
      grid.push_back(place);
    }
  return grid;
}

std::vector<GridPlace> local_trend_grid() {
  std::vector<GridPlace> grid;
  for (const double ratio : {0.0, 0.18, 0.56, 1.8, 5.6})
    for (const double bend : {0.01, 0.022, 0.046, 0.1, 0.22, 0.46, 1.0}) {
      const double q = ratio * ratio, z = bend * bend, all = 1 + q + z;
      GridPlace place;
      place.v.noise = 1 / all, place.v.wander = q / all, place.v.drift_wander = z / all;
      place.log_prior = std::log(0.05 + ratio) + std::log(0.01 + bend) / 2;
      grid.push_back(place);
    }
  return grid;
}

}  // namespace premortem
