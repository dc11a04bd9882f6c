#include "models/curve_average.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "models/latency_part.hpp"
#include "models/normal_average.hpp"

namespace premortem {
namespace {

/// Ends of the integral, and stretches on which the normal density alone is smooth enough for the rules.
constexpr std::array<double, 11> normal_breaks{-14, -9, -6, -4, -2, 0, 2, 4, 6, 9, 14};

AveragedTerms terms_at(const AbandonmentCurve& curve, double ms, Averaged wanted) {
  AveragedTerms terms{abandonment(curve, ms)};
  if (wanted == Averaged::gradient) {
    const auto g = abandonment_gradient(curve, ms);
    std::copy(g.begin(), g.end(), terms.begin() + 1);
  }
  if (wanted == Averaged::by_log) {
    const double slope = abandonment_slope(curve, ms);
    terms[4] = slope == 0 ? 0 : slope * ms;
  }
  return terms;
}

double later_by(double ms, double later_ms) { return std::min(ms + later_ms, std::numeric_limits<double>::max()); }

AveragedTerms over_quantiles(const AbandonmentCurve& curve, const LatencyPart& part, double later_ms, Averaged wanted) {
  if (part.ln_ms.front() == part.ln_ms.back()) return terms_at(curve, later_by(ms_at(part, 0), later_ms), wanted);
  std::vector<double> breaks(normal_breaks.begin(), normal_breaks.end());
  const auto inside = [](double z) { return z > normal_breaks.front() && z < normal_breaks.back(); };
  const auto add = [&](double z) { if (inside(z)) breaks.push_back(z); };
  for (const double z : part.z) add(z);
  for (const double ms : curve_breaks(curve))
    if (ms > later_ms) add(z_below(part, ms - later_ms));
  std::sort(breaks.begin(), breaks.end());
  return normal_average(breaks, [&](double z) { return terms_at(curve, later_by(ms_at(part, z), later_ms), wanted); });
}

/// Means, and the variance of the values with n - 1 in the denominator: Welford's updates.
struct SampleTerms {
  AveragedTerms mean{};
  double squares = 0;
};

SampleTerms over_samples(const AbandonmentCurve& curve, const LatencyPart& part, double later_ms, Averaged wanted) {
  SampleTerms s;
  double n = 0;
  for (const double x : part.samples) {
    const auto terms = terms_at(curve, later_by(x, later_ms), wanted);
    const double before = terms[0] - s.mean[0];
    ++n;
    for (std::size_t c = 0; c < terms.size(); ++c) s.mean[c] += (terms[c] - s.mean[c]) / n;
    s.squares += before * (terms[0] - s.mean[0]);
  }
  return s;
}

}  // namespace

CurveAverage curve_average(const AbandonmentCurve& curve, const LatencyDistribution& latency, double later_ms, Averaged wanted) {
  CurveAverage average;
  for (const auto& part : latency.parts) {
    AveragedTerms terms{};
    if (is_measured(part)) {
      const auto sampled = over_samples(curve, part, later_ms, wanted);
      const auto n = static_cast<double>(part.samples.size());
      terms = sampled.mean;
      average.one_sample |= n < 2;
      if (n > 1) average.sampling_variance += part.weight * part.weight * sampled.squares / (n - 1) / n;
    } else {
      terms = over_quantiles(curve, part, later_ms, wanted);
    }
    average.value += part.weight * terms[0];
    for (std::size_t i = 0; i < average.gradient.size(); ++i) average.gradient[i] += part.weight * terms[i + 1];
    average.by_log += part.weight * terms[4];
  }
  average.value = std::clamp(average.value, 0.0, 1.0);
  return average;
}

}  // namespace premortem
