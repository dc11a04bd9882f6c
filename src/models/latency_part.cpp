#include "models/latency_part.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/normal_average.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/special_functions.hpp"

namespace premortem {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// A straight tail, through the knot `at`.
struct Line {
  double z = 0, ln = 0, slope = 0;
};

double secant(const LatencyPart& p, std::size_t i) { return (p.ln_ms[i + 1] - p.ln_ms[i]) / (p.z[i + 1] - p.z[i]); }
Line lower_tail(const LatencyPart& p) { return {p.z.front(), p.ln_ms.front(), secant(p, 0)}; }
Line upper_tail(const LatencyPart& p) { return {p.z.back(), p.ln_ms.back(), secant(p, p.z.size() - 2)}; }

/// The cubic between knot i and the next, at a share t of the way, and its derivative by t.
struct Cubic {
  double start = 0, rise = 0, from = 0, to = 0;  ///< `from`, `to`: slopes by t at the ends

  Cubic(const LatencyPart& p, std::size_t i) : start(p.ln_ms[i]), rise(p.ln_ms[i + 1] - p.ln_ms[i]), from(p.slope[i] * (p.z[i + 1] - p.z[i])), to(p.slope[i + 1] * (p.z[i + 1] - p.z[i])) {}
  double above_start(double t) const { return t * (from + t * (3 * rise - 2 * from - to + t * (from + to - 2 * rise))); }
  double slope(double t) const { return from + t * (2 * (3 * rise - 2 * from - to) + 3 * t * (from + to - 2 * rise)); }
};

/// t in [0, 1] at which the cubic has risen by so much: Newton's method, and bisection where a step would leave the bracket.
double risen_by(const Cubic& c, double wanted) {
  double low = 0, high = 1, t = std::clamp(wanted / c.rise, 0.0, 1.0);
  for (int i = 0; i < 200 && high - low > epsilon / 4; ++i) {
    const double gap = c.above_start(t) - wanted;
    if (gap == 0) return t;
    (gap > 0 ? high : low) = t;
    double next = t - gap / c.slope(t);
    if (!(low < next && next < high)) next = low + (high - low) / 2;
    if (std::abs(next - t) <= epsilon * t) return next;
    t = next;
  }
  return t;
}

/// ln ms, or the knot that it differs from only by rounding: where a point mass stands, the side decides.
double at_knot(const LatencyPart& p, double ln) {
  const auto next = std::lower_bound(p.ln_ms.begin(), p.ln_ms.end(), ln);
  const double rounding = 8 * epsilon * (1 + std::abs(ln));
  if (next != p.ln_ms.end() && *next - ln <= rounding) return *next;
  if (next != p.ln_ms.begin() && ln - *std::prev(next) <= rounding) return *std::prev(next);
  return ln;
}

double z_on(const Line& line, double ln) {
  if (line.slope > 0) return line.z + (ln - line.ln) / line.slope;
  return ln >= line.ln ? infinite : -infinite;
}

enum class Side { below, up_to };

double z_where(const LatencyPart& p, double ms, Side side) {
  if (ms <= 0) return -infinite;
  if (std::isinf(ms)) return infinite;
  const double ln = at_knot(p, std::log(ms));
  const auto after = side == Side::up_to ? std::upper_bound(p.ln_ms.begin(), p.ln_ms.end(), ln) : std::lower_bound(p.ln_ms.begin(), p.ln_ms.end(), ln);
  if (after == p.ln_ms.begin()) return lower_tail(p).slope > 0 ? z_on(lower_tail(p), ln) : -infinite;
  if (after == p.ln_ms.end() || p.z.size() == 2) return z_on(upper_tail(p), ln);
  const auto i = static_cast<std::size_t>(after - p.ln_ms.begin()) - 1;
  return p.z[i] + (p.z[i + 1] - p.z[i]) * risen_by(Cubic(p, i), ln - p.ln_ms[i]);
}

double ln_ms_at(const LatencyPart& p, double z) {
  const auto after = std::upper_bound(p.z.begin(), p.z.end(), z);
  if (after == p.z.begin()) return p.ln_ms.front() + lower_tail(p).slope * (z - p.z.front());
  if (after == p.z.end()) return p.ln_ms.back() + upper_tail(p).slope * (z - p.z.back());
  const auto i = static_cast<std::size_t>(after - p.z.begin()) - 1;
  if (p.z.size() == 2) return p.ln_ms[0] + secant(p, 0) * (z - p.z[0]);
  return p.ln_ms[i] + Cubic(p, i).above_start((z - p.z[i]) / (p.z[i + 1] - p.z[i]));
}

double sample_share(const LatencyPart& p, std::ptrdiff_t count) { return static_cast<double>(count) / static_cast<double>(p.samples.size()); }

}  // namespace

double ms_at(const LatencyPart& part, double z) { return std::min(std::exp(ln_ms_at(part, z)), std::numeric_limits<double>::max()); }

double z_below(const LatencyPart& part, double ms) { return z_where(part, ms, Side::below); }
double z_up_to(const LatencyPart& part, double ms) { return z_where(part, ms, Side::up_to); }

double share_from(const LatencyPart& part, double ms) {
  if (!is_measured(part)) return standard_normal_survival(z_below(part, ms));
  return sample_share(part, part.samples.end() - std::lower_bound(part.samples.begin(), part.samples.end(), ms));
}

double share_above(const LatencyPart& part, double ms) {
  if (!is_measured(part)) return standard_normal_survival(z_up_to(part, ms));
  return sample_share(part, part.samples.end() - std::upper_bound(part.samples.begin(), part.samples.end(), ms));
}

double share_up_to(const LatencyPart& part, double ms) {
  if (!is_measured(part)) return standard_normal_survival(-z_up_to(part, ms));
  return sample_share(part, std::upper_bound(part.samples.begin(), part.samples.end(), ms) - part.samples.begin());
}

double part_quantile(const LatencyPart& part, double share) {
  if (!is_measured(part)) return ms_at(part, normal_quantile(0, 1, share));
  const auto n = static_cast<double>(part.samples.size());
  double count = std::clamp(std::ceil(share * n), 1.0, n);
  while (count > 1 && (count - 1) / n >= share) --count;  // the product is rounded; the share is compared as the cdf states it
  while (count < n && count / n < share) ++count;
  return part.samples[static_cast<std::size_t>(count) - 1];
}

double part_mean(const LatencyPart& p) {
  if (is_measured(p)) {
    double mean = 0, n = 0;
    for (const double x : p.samples) mean += (x - mean) / ++n;
    return mean;
  }
  // of a straight stretch: the integral of exp(ln + slope (z - z0)) by the normal law is exp(ln - slope z0 + slope^2 / 2) times
  // the normal share of the stretch moved by the slope
  const auto scale = [](const Line& line) { return std::exp(line.ln + line.slope * (line.slope / 2 - line.z)); };
  const Line low = lower_tail(p), high = upper_tail(p);
  if (p.z.size() == 2) return scale(low);
  const double tails = scale(low) * standard_normal_survival(low.slope - low.z) + scale(high) * standard_normal_survival(high.z - high.slope);
  return tails + normal_average(p.z, [&](double z) { return AveragedTerms{ms_at(p, z)}; })[0];
}

}  // namespace premortem
