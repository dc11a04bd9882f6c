#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include "premortem/core/error.hpp"
#include "premortem/core/interval_functions.hpp"
#include "premortem/core/portable_math.hpp"

namespace premortem {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double largest_whole = 9007199254740992;  // 2^53: beyond it every double is even

/// Two units further down than what the C library says, and finite where it overflows from finite operands.
double lowered(double x) { return x == infinity ? largest : std::nextafter(std::nextafter(x, -infinity), -infinity); }
double raised(double x) { return x == -infinity ? -largest : std::nextafter(std::nextafter(x, infinity), infinity); }

double exp_down(double x) { return x == 0 ? 1 : std::max(0.0, lowered(std::exp(x))); }
double exp_up(double x) { return x == 0 ? 1 : x == -infinity ? 0 : raised(std::exp(x)); }

/// A power whose value is exact whatever the library: x^0, x^1, 1^y, 0^y.
bool is_plain(double base, double exponent) { return exponent == 0 || exponent == 1 || base == 1 || base == 0; }

double power_down(double base, double exponent) {
  const double p = std::pow(base, exponent);
  return is_plain(base, exponent) ? p : std::max(0.0, lowered(p));
}

double power_up(double base, double exponent) {
  const double p = std::pow(base, exponent);
  const bool vanishes = p == 0 && (std::isinf(exponent) || std::isinf(base));
  return is_plain(base, exponent) || vanishes ? p : raised(p);
}

/// Of a base >= 0 a power rises or falls in each operand, whatever the other is, so that its ends are at corners.
Interval power_of_non_negative(const Interval& a, const Interval& b) {
  double low = infinity, high = 0;
  for (const double base : {a.low, a.high})
    for (const double exponent : {b.low, b.high}) {
      low = std::min(low, power_down(base, exponent));
      high = std::max(high, power_up(base, exponent));
    }
  return {std::min(low, largest), high};
}

Interval whole_power(const Interval& a, double n) {
  const bool even = std::abs(n) >= largest_whole || std::fmod(n, 2) == 0;
  const bool around_zero = a.low < 0 && a.high > 0;
  if (even) return power_of_non_negative(absolute(a), {n, n});
  if (n < 0 && around_zero) throw Refusal("a negative odd power of what may be 0 (" + std::to_string(a.low) + " to " + std::to_string(a.high) + ")");
  if (a.high <= 0) return negative(power_of_non_negative(negative(a), {n, n}));
  return {-power_of_non_negative({-a.low, -a.low}, {n, n}).high, power_of_non_negative({a.high, a.high}, {n, n}).high};
}

/// True if [low, high], counted in turns, may hold a whole number. The error of turns is far below the margin.
bool holds_whole(double low, double high) {
  constexpr double relative = 8 * std::numeric_limits<double>::epsilon();
  const double margin = relative * (1 + std::max(std::abs(low), std::abs(high)));
  return std::floor(high + margin) >= std::ceil(low - margin);
}

/// A function of period 2 pi between -1 and 1, whose maximum is at `peak` turns and whose minimum half a turn on.
Interval wave(const Interval& a, double (*function)(double), double peak) {
  if (!(a.low >= -largest_angle && a.high <= largest_angle)) return {-1, 1};
  constexpr double turn = 2 * std::numbers::pi;
  const double from = a.low / turn - peak, to = a.high / turn - peak;
  const double low = function(a.low), high = function(a.high);
  return {holds_whole(from - 0.5, to - 0.5) ? -1 : std::max(-1.0, lowered(std::min(low, high))), holds_whole(from, to) ? 1 : std::min(1.0, raised(std::max(low, high)))};
}

}  // namespace

Interval exponential(const Interval& a) { return {exp_down(a.low), exp_up(a.high)}; }

Interval logarithm(const Interval& a) {
  if (!(a.low > 0)) throw Refusal("the logarithm of what may be 0 or less (" + std::to_string(a.low) + " to " + std::to_string(a.high) + ")");
  return {a.low == 1 ? 0.0 : lowered(std::log(a.low)), a.high == 1 ? 0.0 : raised(std::log(a.high))};
}

Interval power(const Interval& a, const Interval& b) {
  const bool whole = b.low == b.high && std::floor(b.low) == b.low;
  if (whole && b.low == 1) return a;
  if (whole && b.low == 2) return multiply(absolute(a), absolute(a));
  if (a.low >= 0) return power_of_non_negative(a, b);
  if (!whole || !std::isfinite(b.low))
    throw Refusal("a power of what may be negative (" + std::to_string(a.low) + " to " + std::to_string(a.high) + ") to what is not a whole number");
  return whole_power(a, b.low);
}

Interval sine(const Interval& a) { return a.low == 0 && a.high == 0 ? a : wave(a, [](double x) { return std::sin(x); }, 0.25); }
Interval cosine(const Interval& a) { return wave(a, [](double x) { return std::cos(x); }, 0); }

}  // namespace premortem
