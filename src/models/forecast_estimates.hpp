#pragma once
#include <cstddef>
#include <vector>

#include "models/forecast_ranking.hpp"

namespace premortem {

/// Marginal of one entry of the state.
std::vector<NormalPart> marginal(const std::vector<PathBelief>& beliefs, std::size_t entry);

/// Mean and two-sided limits of a mixture.
ForecastEstimate estimate(const std::vector<NormalPart>& parts, double confidence);

/// Median and limits of the volatility, which lies on the places of a grid.
ForecastEstimate volatility_of(const std::vector<PathBelief>& beliefs, double confidence);

}  // namespace premortem
