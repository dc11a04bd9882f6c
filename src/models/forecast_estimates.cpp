#include "models/forecast_estimates.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace premortem {
namespace {

double mean_of(const std::vector<NormalPart>& parts) {
  double mean = 0;
  for (const auto& part : parts) mean += part.weight * part.mean;
  return mean;
}

}  // namespace

std::vector<NormalPart> marginal(const std::vector<PathBelief>& beliefs, std::size_t entry) {
  std::vector<NormalPart> parts;
  for (const auto& b : beliefs) parts.push_back({b.weight, b.state.mean[entry], std::sqrt(std::max(0.0, b.state.covariance[entry][entry]))});
  return parts;
}

ForecastEstimate estimate(const std::vector<NormalPart>& parts, double confidence) {
  ForecastEstimate e;
  e.value = mean_of(parts);
  const double low = mixture_quantile(parts, (1 - confidence) / 2), high = mixture_quantile(parts, (1 + confidence) / 2);
  e.limits = Interval{std::min(low, *e.value), std::max(high, *e.value)};
  return e;
}

ForecastEstimate volatility_of(const std::vector<PathBelief>& beliefs, double confidence) {
  std::vector<std::pair<double, double>> by_size;
  for (const auto& b : beliefs) by_size.emplace_back(std::sqrt(b.wander), b.weight);
  std::sort(by_size.begin(), by_size.end());
  const auto at = [&](double p) {
    double sum = 0;
    for (const auto& [size, weight] : by_size)
      if ((sum += weight) >= p) return size;
    return by_size.back().first;
  };
  return {at(0.5), Interval{at((1 - confidence) / 2), at((1 + confidence) / 2)}, ""};
}

}  // namespace premortem
