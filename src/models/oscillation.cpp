#include "models/oscillation.hpp"

#include <fmt/format.h>

#include <cmath>

namespace premortem {
namespace {

std::vector<double> from_line(const NoisyPath& path) {
  const std::size_t n = path.t.size();
  double mt = 0, my = 0, tt = 0, ty = 0;
  for (std::size_t i = 0; i < n; ++i) mt += path.t[i] / static_cast<double>(n), my += path.y[i] / static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i) tt += (path.t[i] - mt) * (path.t[i] - mt), ty += (path.t[i] - mt) * (path.y[i] - my);
  std::vector<double> left(n);
  for (std::size_t i = 0; i < n; ++i) left[i] = path.y[i] - my - ty / tt * (path.t[i] - mt);
  return left;
}

/// Share of the squares that a sine and cosine of so many turns over the series take away (least squares, for uneven steps).
double share_of_cycle(const NoisyPath& path, const std::vector<double>& left, double turns) {
  constexpr double two_pi = 6.2831853071795864769;
  const double span = path.t.back() * static_cast<double>(left.size()) / static_cast<double>(left.size() - 1);
  double cc = 0, ss = 0, cs = 0, cy = 0, sy = 0, yy = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const double c = std::cos(two_pi * turns * path.t[i] / span), s = std::sin(two_pi * turns * path.t[i] / span);
    cc += c * c, ss += s * s, cs += c * s, cy += c * left[i], sy += s * left[i], yy += left[i] * left[i];
  }
  const double det = cc * ss - cs * cs;
  if (!(det > 1e-9 * cc * ss) || !(yy > 0)) return 0;
  return (ss * cy * cy - 2 * cs * cy * sy + cc * sy * sy) / det / yy;
}

}  // namespace

std::optional<double> line_autocorrelation(const NoisyPath& path) {
  const auto left = from_line(path);
  double squares = 0, products = 0;
  for (std::size_t i = 0; i < left.size(); ++i) squares += left[i] * left[i], products += i > 0 ? left[i] * left[i - 1] : 0;
  if (!(squares > 1e-18)) return std::nullopt;
  return products / squares;
}

std::optional<double> scatter_with_level(const NoisyPath& path) {
  constexpr std::size_t enough = 20;
  const std::size_t n = path.y.size();
  if (n < enough) return std::nullopt;
  double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
  const auto size = [&](std::size_t i) { return std::abs(path.y[i] - path.y[i - 1]); };
  const auto level = [&](std::size_t i) { return (path.y[i] + path.y[i - 1]) / 2; };
  for (std::size_t i = 1; i < n; ++i) ma += size(i) / static_cast<double>(n - 1), mb += level(i) / static_cast<double>(n - 1);
  for (std::size_t i = 1; i < n; ++i) {
    const double a = size(i) - ma, b = level(i) - mb;
    aa += a * a, bb += b * b, ab += a * b;
  }
  if (!(aa > 0 && bb > 0)) return std::nullopt;
  return ab / std::sqrt(aa * bb);
}

namespace {

/// Share of the movement that a line takes away.
double share_of_line(const NoisyPath& path, const std::vector<double>& left) {
  double mean = 0, all = 0, rest = 0;
  for (const double y : path.y) mean += y / static_cast<double>(path.y.size());
  for (std::size_t i = 0; i < left.size(); ++i) all += (path.y[i] - mean) * (path.y[i] - mean), rest += left[i] * left[i];
  return all > 0 ? 1 - rest / all : 0;
}

}  // namespace

std::optional<std::string> oscillation(const NoisyPath& path) {
  constexpr double most_is_trend = 0.8;  // a swing about a line that is most of the movement hides no trend
  const auto left = from_line(path);
  if (share_of_line(path, left) >= most_is_trend) return std::nullopt;
  const double n = static_cast<double>(left.size());
  double turns = 0;
  for (std::size_t i = 1; i + 1 < left.size(); ++i)
    if ((path.y[i] - path.y[i - 1]) * (path.y[i + 1] - path.y[i]) < 0) ++turns;
  const double expected = 2 * (n - 2) / 3, sd = std::sqrt((16 * n - 29) / 90);
  constexpr double one_percent = 2.3263478740408408;  // standard normal quantile
  const auto autocorrelation = line_autocorrelation(path);
  if (turns - 0.5 > expected + one_percent * sd && autocorrelation && *autocorrelation < -one_percent / std::sqrt(n))
    return fmt::format("it oscillates: it turns at {} of {} inner values, where {:.0f} would be chance, and no trend can be read from values that take turns", turns, n - 2, expected);
  constexpr double most_of_it = 0.6;
  double largest = 0, at = 0;
  const double half = std::floor((n - 1) / 2);
  for (double k = 2; k <= half; ++k) {
    const double share = share_of_cycle(path, left, k);
    if (share > largest) largest = share, at = k;
  }
  const double p = half * std::pow(1 - largest, half - 1);  // first term of Fisher's g, an upper limit
  if (n >= 10 && largest >= most_of_it && p < 0.01)
    return fmt::format("it oscillates: one cycle of {:.3g} steps, seen {} times, holds {:.0f}% of its movement about a line", (path.t.back() + 1) / at, at, 100 * largest);
  return std::nullopt;
}

}  // namespace premortem
