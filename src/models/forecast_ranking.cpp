#include "models/forecast_ranking.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/gauss_legendre.hpp"

namespace premortem {
namespace {

double standardised(const NormalPart& part, double x) {
  if (part.sd > 0) return (x - part.mean) / part.sd;
  return x < part.mean ? -40 : 40;
}

/// E|Z| of a normal.
double mean_size(double mean, double sd) {
  if (!(sd > 0)) return std::abs(mean);
  const double z = mean / sd;
  return mean * (1 - 2 * normal_cdf(0, 1, -z)) + 2 * sd * normal_density(0, 1, z);
}

}  // namespace

double mixture_cdf(const std::vector<NormalPart>& parts, double x) {
  double p = 0;
  for (const auto& part : parts) p += part.weight * normal_cdf(0, 1, standardised(part, x));
  return std::min(1.0, p);
}

double mixture_survival(const std::vector<NormalPart>& parts, double x) {
  double p = 0;
  for (const auto& part : parts) p += part.weight * normal_survival(0, 1, standardised(part, x));
  return std::min(1.0, p);
}

double mixture_quantile(const std::vector<NormalPart>& parts, double p) {
  const bool lower = p <= 0.5;
  const double z = normal_quantile(0, 1, p);
  double low = INFINITY, high = -INFINITY;  // of the parts' own quantiles, between which that of the mixture lies
  for (const auto& part : parts) low = std::min(low, part.mean + z * part.sd), high = std::max(high, part.mean + z * part.sd);
  const auto over = [&](double x) { return lower ? mixture_cdf(parts, x) - p : (1 - p) - mixture_survival(parts, x); };
  double at_low = over(low), at_high = over(high);
  const double close = 1e-10 * (high - low);
  for (int i = 0, side = 0; i < 100 && high - low > close; ++i) {  // false position, Illinois variant
    double middle = at_high > at_low ? low - at_low * (high - low) / (at_high - at_low) : (low + high) / 2;
    if (!(middle > low && middle < high) || i > 40) middle = low + (high - low) / 2;
    const double at = over(middle);
    if (std::abs(at) < 1e-12) return middle;
    if (at < 0) {
      low = middle, at_low = at;
      if (side == -1) at_high /= 2;
      side = -1;
    } else {
      high = middle, at_high = at;
      if (side == 1) at_low /= 2;
      side = 1;
    }
  }
  return low + (high - low) / 2;
}

double mixture_crps(std::vector<NormalPart> parts, double y) {
  double score = 0, kept = 0;
  std::vector<NormalPart> those;
  for (const auto& part : parts)
    if (part.weight > 1e-3) those.push_back(part), kept += part.weight;
  for (auto& part : those) part.weight /= kept;
  for (std::size_t i = 0; i < those.size(); ++i) {
    const auto& a = those[i];
    score += a.weight * mean_size(y - a.mean, a.sd);
    for (std::size_t j = 0; j <= i; ++j)
      score -= (i == j ? 0.5 : 1) * a.weight * those[j].weight * mean_size(a.mean - those[j].mean, std::hypot(a.sd, those[j].sd));
  }
  return score;
}

double cdf_crps(const std::function<double(double)>& cdf, double low, double high, double y) {
  static const auto nodes = gauss_legendre(24, 0, 1);
  const double middle = std::clamp(y, low, high);
  double sum = std::abs(y - middle);
  for (const auto& node : nodes) {
    const double below = cdf(low + (middle - low) * node.at), above = 1 - cdf(middle + (high - middle) * node.at);
    sum += node.weight * ((middle - low) * below * below + (high - middle) * above * above);
  }
  return sum;
}

RollingOrigins rolling_origins(std::size_t points) {
  constexpr std::size_t most = 10, least = 4;
  RollingOrigins origins;
  const std::size_t first = std::max(least, points - std::max<std::size_t>(points / 3, 2)), last = points - 1;
  const std::size_t count = std::min(most, last - first + 1);
  for (std::size_t i = 0; i < count; ++i) origins.prefixes.push_back(count == 1 ? last : first + i * (last - first) / (count - 1));
  origins.prefixes.push_back(points);
  return origins;
}

std::vector<std::optional<double>> origin_scores(const GridFit& fit, const RollingOrigins& origins, const ForecastHistory& h) {
  std::vector<std::optional<double>> out;
  for (std::size_t k = 0; k + 1 < origins.prefixes.size(); ++k) {
    const std::size_t m = origins.prefixes[k];
    if (fit.prefixes.front()[k].df < 2) {
      out.emplace_back();
      continue;
    }
    const auto here = beliefs(fit, k, h, ScaleDetail::mean);
    double sum = 0, count = 0;
    for (const std::size_t ahead : origins.ahead) {
      const std::size_t target = m - 1 + ahead;
      if (target >= h.points.size()) break;
      const double days = h.points[target].day - h.points[m - 1].day;
      std::array<double, most_coefficients> cycle{1, 0};
      if (fit.harmonics > 0) cycle = cycle_at(h.points[target].day - h.points.front().day, fit.cycle_days, fit.harmonics);
      std::vector<NormalPart> parts;
      for (const auto& b : here) {
        const auto moments = moments_after(b, days, cycle);
        parts.push_back({b.weight, moments.mean, std::sqrt(moments.variance + b.noise * h.path.noise[target])});
      }
      sum += mixture_crps(parts, h.points[target].value), ++count;
    }
    out.emplace_back(sum / count);
  }
  return out;
}

std::vector<std::optional<double>> gamma_scores(const WorseningPath& path, const RollingOrigins& origins) {
  std::vector<std::optional<double>> out;
  for (std::size_t k = 0; k + 1 < origins.prefixes.size(); ++k) {
    const std::size_t m = origins.prefixes[k];
    const auto here = gamma_beliefs(path, m - 1);
    double sum = 0, count = 0, worse = 0, days = 0;
    std::size_t next = 0;
    for (std::size_t i = m - 1; i < path.steps.size(); ++i) {
      worse += path.steps[i], days += path.days[i];
      if (next >= origins.ahead.size() || i + 2 - m != origins.ahead[next]) continue;
      double high = 2 * worse;
      while (worsens_by_more(here, days, high) > 1e-4) high *= 2;
      sum += cdf_crps([&](double x) { return worsens_by_at_most(here, days, x); }, 0, high, worse), ++count, ++next;
    }
    out.emplace_back(sum / count);
  }
  return out;
}

}  // namespace premortem
