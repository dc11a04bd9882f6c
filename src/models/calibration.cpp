#include "premortem/models/calibration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/reliability_bin_sums.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

ReliabilityBin bin_of(const BinSums& sums, double confidence) {
  ReliabilityBin bin{sums.low, sums.high, sums.mean_score(), measured_share(sums.positives, sums.rows, confidence), true};
  bin.promise_holds = bin.positive.limits->contains(bin.mean_score);
  return bin;
}

/// Third cumulant of |X|, X normal with mean 0, over its standard deviation to the third: sqrt(2 / pi) (4 / pi - 1).
constexpr double half_normal_third_cumulant = 0.21801361414;

CalibrationError error_of(const std::vector<BinSums>& bins, double rows) {
  CalibrationError error;
  double variance = 0, third = 0;
  for (const BinSums& b : bins) {
    error.value += std::abs(b.score - b.positives) / rows;
    const double deviation = b.mean_absolute_deviation();
    error.floor += deviation / rows;
    variance += std::max(0.0, b.variance - deviation * deviation);
    third += half_normal_third_cumulant * b.variance * std::sqrt(b.variance);
  }
  constexpr double z95 = 1.6448536269514722;
  const double sd = std::sqrt(variance), skewness = variance > 0 ? third / (variance * sd) : 0;
  error.floor_p95 = error.floor + sd / rows * (z95 + (z95 * z95 - 1) * skewness / 6);
  error.above_noise = error.value > error.floor_p95;
  return error;
}

BrierScore brier_of(const std::vector<BinSums>& bins, double rows, double positives) {
  BrierScore brier;
  const double base = positives / rows;
  brier.uncertainty = base * (1 - base);
  for (const BinSums& b : bins) {
    const double promised = b.mean_score(), seen = b.positives / b.rows, share = b.rows / rows;
    brier.value += b.squared_error / rows;
    brier.reliability += share * (promised - seen) * (promised - seen);
    brier.resolution += share * (seen - base) * (seen - base);
    brier.within_variance += b.score_spread / rows;
    brier.within_covariance += b.covariation / rows;
  }
  if (brier.uncertainty > 0) brier.skill = 1 - brier.value / brier.uncertainty;
  return brier;
}

}  // namespace

void require_probabilities(const ScoreCurve& curve) {
  if (curve.rows() == 0) throw Refusal("there is no scored row");
  for (const double edge : {curve.score.front(), curve.score.back()})
    if (!(edge >= 0 && edge <= 1)) throw Refusal(fmt::format("a score of {:.6g} is no probability; scores in [0, 1] are needed", edge));
}

Calibration calibration(const ScoreCurve& curve, int bins, double confidence, int jobs) {
  require_probabilities(curve);
  if (bins < 1 || !(confidence > 0 && confidence < 1))
    throw DomainError(fmt::format("calibration(bins={}, confidence={}): at least one bin and a confidence in (0, 1) are needed", bins, confidence));
  const auto sums = reliability_bin_sums(curve, bins, jobs);
  Calibration result;
  for (const BinSums& b : sums) result.bins.push_back(bin_of(b, confidence));
  const auto rows = static_cast<double>(curve.rows());
  result.error = error_of(sums, rows);
  result.brier = brier_of(sums, rows, static_cast<double>(curve.positives()));
  return result;
}

}  // namespace premortem
