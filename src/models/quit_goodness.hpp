#pragma once
#include <array>
#include <optional>
#include <vector>

#include "models/quit_points.hpp"

namespace premortem {

/// A fitted family at the points, in z = (ln t - mu) / sigma.
struct QuitHazard {
  std::vector<double> cumulative;     ///< H, cumulative hazard until the point
  std::vector<double> slope;          ///< dH/dz
  std::vector<double> z;
  std::array<double, 3> information{};  ///< of (mu, sigma), times sigma^2: mu mu, mu sigma, sigma sigma
};

/// Whether those who left are as many as a fitted family expects, in intervals of time.
struct QuitGoodness {
  double statistic = 0, df = 0, p = 1;
};

/// Pearson's sum over intervals of (left - expected)^2 / expected, where expected adds up, over everybody who still waits,
/// the rise of the cumulative hazard. About ten intervals, of equally many expected and at least 5 each, that end at points.
/// df = intervals - trace(I^-1 sum c c' / expected), I the information and c the derivatives of an interval's expected by the
/// parameters: the mean of the statistic, by which a chi-square is fitted to its law, a sum of intervals - 2 of weight 1 or
/// less. Lies between intervals - 2 and intervals - 3 for most data (weibull expects as many in all as left).
/// @return absent where too few are expected for four intervals
/// Sources: Hjort (1990), Annals of Statistics 18; Chernoff & Lehmann (1954), Annals of Mathematical Statistics 25.
std::optional<QuitGoodness> quit_goodness(const QuitPoints& points, const QuitHazard& hazard);

}  // namespace premortem
