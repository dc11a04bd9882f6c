#include <fmt/format.h>

#include <cmath>

#include "models/forecast_work.hpp"
#include "models/oscillation.hpp"

namespace premortem {

void add_cautions(const ForecastWork& w, MetricForecast& out) {
  if (out.noise_inflation > 1.5) out.cautions.push_back(fmt::format("Single values scatter {:.1f} times as much (in variance) as their n explains.", out.noise_inflation));
  if (out.residual_autocorrelation && *out.residual_autocorrelation > 0.3)
    out.cautions.push_back(fmt::format("Distances from a straight line are correlated ({:.2f} from one value to the next); the limits of the drift allow for that, those of a regression would not.", *out.residual_autocorrelation));
  if (const auto grows = scatter_with_level(w.history.path); grows && std::abs(*grows) > 0.4)
    out.cautions.push_back(fmt::format("It moves more where it is {} (correlation {:.2f}): with one volatility for all levels its limits are too narrow there, and too wide elsewhere.", *grows > 0 ? "high" : "low", *grows));
  if (out.points < 12) out.cautions.push_back(fmt::format("Only {} values: the limits are wide, and rest on the form of the model.", out.points));
  if (w.away > 2 * w.history.step) out.cautions.push_back(fmt::format("The last value is {:.0f} days old.", w.away));
  if (!w.view.jumps_in_days.empty()) out.cautions.push_back("From an event that lies ahead on, the level may have moved at once by as much as neighbouring values differ.");
}

std::string why_no_date(const ForecastWork& w, const MetricForecast& out, double p_toward, double beyond_today) {
  if (!w.limit) return "no limit is stated";
  if (const auto swings = oscillation(w.history.path); swings && out.model != ForecastModel::seasonal) return *swings;
  if (p_toward < drift_chance && !out.breach_p10) return "it improves: it is not expected to pass its limit within the horizon";
  if (beyond_today > 0.5) return fmt::format("it may be beyond its limit already (probability {:.0f}%){}", 100 * beyond_today, out.drift_is_shown ? "" : ", by no more than noise may do");
  if (!out.drift_is_shown && !w.fits.wanders)
    return out.model == ForecastModel::seasonal ? "it goes with its cycle: beside it neither a trend toward the limit nor wandering is shown beyond chance" : "neither a trend toward the limit nor wandering is shown beyond chance";
  if (!out.breach_p10) return "it does not pass its limit within what is forecast, with a probability of 10%";
  return "";
}

}  // namespace premortem
