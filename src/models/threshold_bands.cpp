#include "premortem/models/threshold_bands.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/statistics/empirical_bounds.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

void require_confidence(const char* function, double confidence) {
  if (!(confidence > 0 && confidence < 1))
    throw DomainError(fmt::format("{}: confidence {} must lie in (0, 1)", function, confidence));
}

/// Of one label; where it is absent, `why` says so.
std::optional<double> half_width(std::uint64_t rows, double alpha, const char* label, std::string& why) {
  if (alpha == 0) return why = "no share of the error is left for it", std::nullopt;
  if (rows == 0) return why = fmt::format("there are no {}", label), std::nullopt;
  return std::min(1.0, dkw_half_width(static_cast<double>(rows), 1 - alpha));
}

}  // namespace

RateBands rate_bands(const ScoreCurve& curve, double confidence, double tpr_share) {
  require_confidence("rate_bands", confidence);
  if (!(tpr_share >= 0 && tpr_share <= 1))
    throw DomainError(fmt::format("rate_bands: tpr_share {} must lie in [0, 1]", tpr_share));
  const double alpha = 1 - confidence;
  RateBands bands;
  bands.tpr_half_width = half_width(curve.positives(), alpha * tpr_share, "positives", bands.why_no_tpr);
  bands.fpr_half_width = half_width(curve.negatives(), alpha * (1 - tpr_share), "negatives", bands.why_no_fpr);
  return bands;
}

Interval band_around(double rate, double half_width) {
  return make_interval(std::max(0.0, rate - half_width), std::min(1.0, rate + half_width));
}

std::vector<PrecisionBandPoint> precision_band(std::span<const GridPoint> points, double confidence) {
  require_confidence("precision_band", confidence);
  const double each = 1 - (1 - confidence) / static_cast<double>(std::max<std::size_t>(1, points.size()));
  std::vector<PrecisionBandPoint> band;
  for (const auto& point : points) {
    band.push_back({point, {}, {}});
    if (point.flagged() == 0)
      band.back().why = "nothing is flagged";
    else
      band.back().precision = clopper_pearson(static_cast<double>(point.tp), point.flagged(), each);
  }
  return band;
}

}  // namespace premortem
