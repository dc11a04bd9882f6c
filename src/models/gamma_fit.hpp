#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "models/forecast_history.hpp"

namespace premortem {

/// A path that has only ever worsened, counted upward toward its limit: steps > 0 and the days they took.
struct WorseningPath {
  std::vector<double> steps, days;
  std::string why;  ///< why it is not one
  double sign = 1;  ///< of worse, in the metric
  double last = 0;  ///< value
};
/// Noise is neglected, so every step must be worse, and known noise at most a tenth of the mean square step. A shape of 20 must have been seen.
WorseningPath worsening_path(const ForecastHistory& history, LimitSide side);

/// A gamma process of one shape per day; its rate, with the prior 1/rate, is integrated out: then what is still to come over h days is S B/(1 - B),
/// B ~ Beta(shape h, shape T), S the sum of the steps and T of the days.
struct GammaBelief {
  double weight = 0, shape = 0, seen_shape = 0, sum = 0;
};
/// Shapes of 0.05 to 1000 per median step, a factor apart, weighted by their marginal likelihood, of the first `steps` steps.
/// Source: van Noortwijk (2009), Reliability Engineering & System Safety 94; Aitchison & Dunsmore (1975), Statistical Prediction Analysis.
std::vector<GammaBelief> gamma_beliefs(const WorseningPath& path, std::size_t steps);

/// P(it worsens by more than x within so many days), and by at most x.
double worsens_by_more(const std::vector<GammaBelief>& beliefs, double days, double x);
double worsens_by_at_most(const std::vector<GammaBelief>& beliefs, double days, double x);

}  // namespace premortem
