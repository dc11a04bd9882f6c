#pragma once
#include <functional>
#include <vector>

#include "models/forecast_ranking.hpp"

namespace premortem {

/// What a model says of the days after today, h > 0 or 0.
struct ForecastPath {
  std::function<double(double h)> expected;
  std::function<double(double h, double p)> quantile;
  std::function<double(double h)> beyond;       ///< P(on the bad side after h days); 0 without a limit
  std::function<double(double h)> ever_beyond;  ///< by then at a check, today included; 0 without a limit
};

/// What a forecast path is about: days are from as_of.
struct ForecastView {
  std::optional<MetricLimit> limit;
  double check_every = 1;  ///< 0: all the time
  double most_days = 0;    ///< that will be asked for
  double today = 0;        ///< days since the first point
  std::vector<double> jumps_in_days;  ///< events to come that widen the path
};

/// What an event adds to the variance of the level: that of one difference of neighbouring values.
double jump_variance(const PathBelief& belief, double step_days);

/// Of the state today.
ForecastPath gaussian_path(std::vector<PathBelief> today, const ForecastView& view, double cycle_days, std::size_t harmonics, double step_days);
ForecastPath gamma_path(const WorseningPath& path, const ForecastView& view);

/// The distribution of the metric, without noise, so many days from today.
std::vector<NormalPart> parts_after(const std::vector<PathBelief>& today, const ForecastView& view, double h, double cycle_days, std::size_t harmonics, double step_days);

}  // namespace premortem
