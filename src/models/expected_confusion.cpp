#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "premortem/core/error.hpp"
#include "premortem/models/forecast_score.hpp"
#include "premortem/models/label_free_estimate.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

/// In one order, so that sums have the same bits whatever order the rows came in.
std::vector<double> in_order(std::span<const double> probabilities, double cut) {
  if (probabilities.empty()) throw DomainError("there is no row whose accuracy could be expected");
  if (std::isnan(cut)) throw DomainError("the cut is not a number");
  for (const double p : probabilities)
    if (!(p >= 0 && p <= 1)) throw DomainError(fmt::format("a row is positive with the chance {}, expected one in [0, 1]", p));
  std::vector<double> sorted(probabilities.begin(), probabilities.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

/// Hits of chances `right` are at most k, by the normal law with its first correction for skewness.
double refined_normal(const std::vector<double>& right, double k) {
  double mean = 0, variance = 0, third = 0;
  for (const double p : right) mean += p, variance += p * (1 - p), third += p * (1 - p) * (1 - 2 * p);
  if (variance == 0) return k >= mean ? 1 : 0;
  const double sd = std::sqrt(variance), z = (k + 0.5 - mean) / sd;
  return std::clamp(normal_cdf(0, 1, z) + third / (6 * sd * variance) * (1 - z * z) * normal_density(0, 1, z), 0.0, 1.0);
}

}  // namespace

ExpectedConfusion expected_confusion(std::span<const double> probabilities, double cut) {
  ExpectedConfusion e;
  double variance = 0;
  const auto sorted = in_order(probabilities, cut);
  for (const double p : sorted) {
    (p >= cut ? e.tp : e.fn) += p;
    (p >= cut ? e.fp : e.tn) += 1 - p;
    variance += p * (1 - p);
  }
  const double n = static_cast<double>(sorted.size());
  e.accuracy = (e.tp + e.tn) / n;
  e.accuracy_sd = std::sqrt(variance) / n;
  return e;
}

double accuracy_at_most(std::span<const double> probabilities, double cut, double accuracy) {
  if (std::isnan(accuracy)) throw DomainError("the accuracy is not a number");
  std::vector<double> right = in_order(probabilities, cut);  // chances of having been judged right
  for (double& p : right) p = p >= cut ? p : 1 - p;
  const double n = static_cast<double>(right.size());
  const double k = std::floor(accuracy * n * (1 + 1e-12));  // .6 of 10 rows are 6 of them, though .6 is no double
  if (k < 0) return 0;
  if (k >= n) return 1;
  if (right.size() > most_for_hit_tails) return refined_normal(right, k);
  std::vector<Forecast> forecasts;
  for (const double p : right) forecasts.push_back({p, static_cast<double>(forecasts.size()) < k});
  return hit_tails(forecasts).so_few;
}

}  // namespace premortem
