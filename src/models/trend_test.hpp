#pragma once
#include "models/forecast_history.hpp"

namespace premortem {

/// Probability that a straight line through the values does not go toward `side`, whatever of this makes them leave it: noise, noise that is
/// correlated up to 0.8 from one value to the next, or a Wiener path with noise. Half of the weight before the data is on noise, each of its
/// forms alike, and half on wandering as in wiener_grid; likelihoods are restricted, the line has a flat prior. The wiener model alone, whose
/// weights are there for the bands, takes a line in noise for wandering: its one-sided test finds a trend of z = 3.8 in a quarter of 26 values' series.
/// Measured, of 300 series each of 12, 26 and 52 values, how often it is below `line_chance`: noise about a constant at most 1.3%, with a correlation
/// of 0.8 too; pure random walks at most 4.3%; walks in noise whose steps are half of it 0, 9 and 15%, a tenth of it 0, 1 and 6%; the trend of z = 3.8
/// 42, 68 and 79%.
double line_p(const ForecastHistory& history, LimitSide side);

inline constexpr double line_chance = 0.03;  ///< keeps noise and random walks, together with the test of the drift, at about 5% (simulated)

}  // namespace premortem
