#pragma once
#include <string>
#include <vector>

#include "models/forecast_fits.hpp"
#include "models/forecast_path.hpp"

namespace premortem {

inline constexpr double drift_chance = 0.05;  ///< that a drift is called shown and is none

/// All that one forecast is made of.
struct ForecastWork {
  const std::optional<MetricLimit>& limit;
  const ForecastSettings& settings;
  ForecastHistory history;
  ForecastFits fits;
  ForecastView view;
  double away = 0;  ///< days from the last point to today
  double last_day = 0;  ///< of the forecast, from today
};

/// Where the days end, and why they end before the horizon; and the events on the way.
void limit_horizon(ForecastWork& w, MetricForecast& out);

/// Why nothing can be said even of today, where the history ended too long ago; empty: something can.
std::string why_too_old(const ForecastWork& w);

/// Where a bending drift is likelier than before the data, nothing is said beyond a quarter of the history: further out the 90% bands do not hold
/// for short histories (simulated: 73% at half of it).
void limit_bending(ForecastWork& w, const std::vector<PathBelief>& today, MetricForecast& out);

/// Cuts the level of a share and its limits to [0, 1], as its days are.
void keep_possible(MetricForecast& out);

void fill_days(const ForecastWork& w, const ForecastPath& path, MetricKind kind, MetricForecast& out);

/// First day by which the limit has been passed with probability p; absent: not within what is forecast.
std::optional<std::int32_t> day_passed(const ForecastWork& w, const ForecastPath& path, double p);

/// What makes the forecast doubtful.
void add_cautions(const ForecastWork& w, MetricForecast& out);

/// Why there is no date; empty: there is one.
std::string why_no_date(const ForecastWork& w, const MetricForecast& out, double p_toward, double beyond_today);

}  // namespace premortem
