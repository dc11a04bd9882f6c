#pragma once
#include <vector>

#include "models/forecast_ranking.hpp"

namespace premortem {

/// Every model of a series, fitted and scored.
struct ForecastFits {
  RollingOrigins origins;
  std::size_t all = 0;  ///< index of the prefix of all points
  GridFit level, wiener, local_trend;
  std::optional<GridFit> seasonal;
  WorseningPath worsening;
  std::vector<ForecastFit> ranked;  ///< best first, then those without a score
  bool wanders = false;             ///< more than noise, correlated or not, about a constant does: see below
  bool bends = false;               ///< a wandering drift makes the series at least 20 times as likely as a constant one
  const GridFit& of(ForecastModel model) const;
  double crps_of(ForecastModel model) const;  ///< infinite: none
};

/// Wandering is shown where a driftless Wiener path with noise makes the series at least 40 times as likely (by the marginal restricted
/// likelihood) as the best noise about a constant does, with correlation from one step to the next up to 0.8. Under such noise that
/// happens in at most 1 of 40 series, whatever their length (Markov's inequality).
/// Source: Royall (1997), Statistical Evidence, chapter 1; Wasserman, Ramdas & Balakrishnan (2020), PNAS 117.
ForecastFits forecast_fits(const ForecastHistory& history, const std::optional<MetricLimit>& limit);

}  // namespace premortem
