#include "premortem/models/confidence_fallback.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/models/calibration.hpp"

namespace premortem {
namespace {

struct SideSums {
  double rows = 0, correct = 0, confidence = 0;
};

ConfidenceSide side_of(const SideSums& sums, double confidence) {
  ConfidenceSide side;
  side.rows = sums.rows;
  side.correct = measured_share(sums.correct, sums.rows, confidence);
  if (sums.rows == 0) return side;
  side.mean_confidence = sums.confidence / sums.rows;
  side.promise_holds = side.correct.limits->contains(*side.mean_confidence);
  return side;
}

}  // namespace

ConfidenceFallback confidence_fallback(const ScoreCurve& curve, double limit, double confidence) {
  require_probabilities(curve);
  if (!(limit >= 0.5 && limit <= 1)) throw DomainError(fmt::format("confidence_fallback(limit={}): a limit in [0.5, 1] is needed", limit));
  SideSums below, above;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const double p = curve.score[i], sure = std::max(p, 1 - p);
    const auto positives = static_cast<double>(curve.tp[i] - (i == 0 ? 0u : curve.tp[i - 1])), negatives = static_cast<double>(curve.fp[i] - (i == 0 ? 0u : curve.fp[i - 1]));
    SideSums& side = sure < limit ? below : above;
    side.rows += positives + negatives;
    side.correct += p >= 0.5 ? positives : negatives;
    side.confidence += sure * (positives + negatives);
  }
  ConfidenceFallback result;
  result.limit = limit;
  const auto rows = static_cast<double>(curve.rows());
  result.falls_back = measured_share(below.rows, rows, confidence);
  result.below = side_of(below, confidence), result.above = side_of(above, confidence);
  if (above.rows > 0) result.accuracy_gained = above.correct / above.rows - (above.correct + below.correct) / rows;
  return result;
}

}  // namespace premortem
