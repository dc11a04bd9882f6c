#include "quantity/quantile_ends.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "quantity/beta_quantiles.hpp"
#include "quantity/outward.hpp"

namespace premortem {
namespace {

/// x give or take a part of `size`, kept where the distribution lives.
/// @throws DomainError if parameters left no number there
Interval give_or_take(double x, double size, double doubt, const Interval& support) {
  if (std::isnan(x) || std::isnan(size)) throw DomainError("a distribution whose quantiles are no numbers");
  if (std::isinf(x)) return widened(x);  // beyond every double, but a number
  const double margin = doubt * size + std::numeric_limits<double>::denorm_min();
  return {std::clamp(next_down(x - margin), support.low, support.high), std::clamp(next_up(x + margin), support.low, support.high)};
}

/// The n + 1 ends: those of the support, and between them `inside(i)`, made to ascend, which each bound may be.
template <class Inside>
QuantileEnds ends_of(std::size_t n, std::size_t first, const Interval& support, const Inside& inside) {
  QuantileEnds ends(n + 1);
  ends.front() = {support.low, support.low};
  ends.back() = {support.high, support.high};
  for (std::size_t i = 1; i < n; ++i) ends[i] = i < first ? support : inside(i);
  for (std::size_t i = 1; i < n; ++i) ends[i].low = std::max(ends[i].low, ends[i - 1].low);
  for (std::size_t i = n; i-- > 1;) ends[i].high = std::min(ends[i].high, ends[i + 1].high);
  return ends;
}

/// i/n or 1 - i/n, whichever is smaller, so that neither tail loses digits.
template <class Lower, class Upper>
double by_smaller_tail(std::size_t i, std::size_t n, const Lower& quantile, const Upper& upper_quantile) {
  const auto count = static_cast<double>(n);
  return 2 * i <= n ? quantile(static_cast<double>(i) / count) : upper_quantile(static_cast<double>(n - i) / count);
}

double standard_normal(std::size_t i, std::size_t n) {
  return by_smaller_tail(i, n, [](double p) { return normal_quantile(0, 1, p); }, [](double q) { return normal_upper_quantile(0, 1, q); });
}

/// Near an end where the density is a power x^(shape - 1), a quantile feels an error of p as that of p^(1/shape).
double doubt_of_shape(double least_shape) { return quantile_doubt + 1e-15 / least_shape; }

}  // namespace

QuantileEnds point_mass(double x, std::size_t n) { return QuantileEnds(n + 1, Interval{x, x}); }

QuantileEnds uniform_ends(double low, double high, std::size_t n, std::size_t first) {
  const auto count = static_cast<double>(n);
  const Interval support{low, high};
  return ends_of(n, first, support, [&](std::size_t i) {
    const auto part = static_cast<double>(i);
    const double down = add_down(low, multiply_down(add_down(high, -low), divide_down(part, count)));
    const double up = add_up(low, multiply_up(add_up(high, -low), divide_up(part, count)));
    return Interval{std::clamp(down, low, high), std::clamp(up, low, high)};
  });
}

QuantileEnds triangular_ends(double low, double mode, double high, std::size_t n, std::size_t first) {
  constexpr double doubt = 1e-15;  // nine roundings of half a unit, of numbers up to the larger end
  const double width = high - low, size = std::max(std::abs(low), std::abs(high)) + width;
  const auto count = static_cast<double>(n);
  return ends_of(n, first, {low, high}, [&](std::size_t i) {
    const double p = static_cast<double>(i) / count, q = static_cast<double>(n - i) / count;
    const bool below = p * width < mode - low;
    const double x = below ? low + std::sqrt(p * width * (mode - low)) : high - std::sqrt(q * width * (high - mode));
    return give_or_take(x, size, doubt, {low, high});
  });
}

QuantileEnds beta_ends(double a, double b, std::size_t n, std::size_t first) {
  const double doubt = doubt_of_shape(std::min(a, b));
  const auto quantiles = beta_quantiles(a, b, n, first);
  return ends_of(n, first, {0, 1}, [&](std::size_t i) { return give_or_take(quantiles[i], quantiles[i], doubt, {0, 1}); });
}

QuantileEnds pert_ends(double low, double mode, double high, std::size_t n, std::size_t first) {
  constexpr double weight = 4;
  const double width = high - low;
  const double a = 1 + weight * (mode - low) / width, b = 1 + weight * (high - mode) / width;
  const double size = width + 1e-3 * std::max(std::abs(low), std::abs(high));  // the rest only rounds: 2e-15 of it
  const auto quantiles = beta_quantiles(a, b, n, first);
  return ends_of(n, first, {low, high}, [&](std::size_t i) { return give_or_take(low + width * quantiles[i], size, quantile_doubt, {low, high}); });
}

QuantileEnds gamma_ends(double shape, double exposure, std::size_t n, std::size_t first) {
  const double doubt = doubt_of_shape(shape);
  return ends_of(n, first, {0, infinity}, [&](std::size_t i) {
    const double x = by_smaller_tail(i, n, [=](double p) { return gamma_quantile(shape, 1, p); },
                                     [=](double q) { return gamma_upper_quantile(shape, 1, q); });
    return give_or_take(x / exposure, x / exposure, doubt, {0, infinity});
  });
}

QuantileEnds normal_ends(double low, double high, std::size_t n, std::size_t first) {
  const double mean = low / 2 + high / 2, sd = (high / 2 - low / 2) / normal_quantile(0, 1, 0.95);
  return ends_of(n, first, {-infinity, infinity}, [&](std::size_t i) {
    const double distance = sd * standard_normal(i, n);
    return give_or_take(mean + distance, std::abs(mean) + std::abs(distance) + sd, quantile_doubt, {-infinity, infinity});
  });
}

QuantileEnds lognormal_ends(double low, double high, std::size_t n, std::size_t first) {
  const double from = std::log(low), to = std::log(high);
  const double mean = (from + to) / 2, sd = (to - from) / 2 / normal_quantile(0, 1, 0.95);
  return ends_of(n, first, {0, infinity}, [&](std::size_t i) {
    const double distance = sd * standard_normal(i, n), x = std::exp(mean + distance);
    return give_or_take(x, x * (1 + std::abs(mean) + std::abs(distance) + sd), quantile_doubt, {0, infinity});
  });
}

}  // namespace premortem
