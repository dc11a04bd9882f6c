#include "premortem/models/sweep_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

__extension__ typedef __int128 int128;

constexpr int written_digits = 17;  // a double never needs more to read back
constexpr std::int64_t of_last_digit = 100;  // units of the 17th digit in one of the 15th, the last that is kept
constexpr double most_exact = 0x1p53;  // whole numbers up to here are doubles

/// The nearest double to the number's first 12 significant digits.
double to_twelve_digits(double value) {
  const auto text = fmt::format("{:.11e}", value);
  std::from_chars(text.data(), text.data() + text.size(), value);  // whatever the locale
  return value;
}

/// The shortest decimal that reads back, with its exponent: 4.5e-01.
std::string shortest_decimal(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific);
  return {text, end.ptr};
}

/// The power of ten of a number's first digit. @param value  not 0
int decimal_exponent(double value) {
  const auto text = shortest_decimal(value);
  const std::string_view exponent = std::string_view(text).substr(text.find('e') + 1);
  int power = 0;
  std::from_chars(exponent.data() + (exponent.front() == '+' ? 1 : 0), exponent.data() + exponent.size(), power);
  return power;
}

/// How many units of 10^power the shortest decimal of a number is, rounded to a whole one.
/// @param power  so that it is below 10^17
std::int64_t units_of(double value, int power) {
  if (value == 0) return 0;
  const auto text = shortest_decimal(std::abs(value));
  std::int64_t digits = 0;
  int places = 0;
  bool after_point = false;
  for (const char c : std::string_view(text).substr(0, text.find('e'))) {
    if (c == '.') after_point = true;
    else digits = 10 * digits + (c - '0'), places += after_point;
  }
  int shift = decimal_exponent(value) - places - power;
  for (; shift > 0; --shift) digits *= 10;
  int dropped = 0;
  for (; shift < 0 && (digits > 0 || dropped > 0); ++shift) dropped = static_cast<int>(digits % 10), digits /= 10;
  digits += dropped >= 5;
  return value < 0 ? -digits : digits;
}

/// A linear range in decimal: its ends in units of the 17th digit of the larger.
struct DecimalRange {
  int power;
  std::int64_t low, high;
};

DecimalRange in_decimal(const SweepAxis& axis) {
  const int power = decimal_exponent(std::max(std::abs(axis.low), std::abs(axis.high))) - (written_digits - 1);
  return {power, units_of(axis.low, power), units_of(axis.high, power)};
}

/// low + (high - low) step / steps, computed exactly and rounded once, half away from zero, to the 15th digit; then the
/// nearest double. @param steps  whole, as is step, and at most 2^53, so that no product passes 2^127
double decimal_between(const DecimalRange& range, std::int64_t step, std::int64_t steps) {
  const int128 numerator = static_cast<int128>(range.low) * (steps - step) + static_cast<int128>(range.high) * step;
  const int128 denominator = static_cast<int128>(of_last_digit) * steps;
  const int128 size = numerator < 0 ? -numerator : numerator;
  const auto kept = static_cast<std::int64_t>((2 * size + denominator) / (2 * denominator));
  const auto text = fmt::format("{}e{}", kept, range.power + 2);
  double value = 0;  // it stays where the number is next to 0
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec == std::errc::result_out_of_range && range.power > 0) value = HUGE_VAL;
  return numerator < 0 ? -value : value;
}

double linear_between(const SweepAxis& axis, double step, double steps) {
  const bool whole = steps <= most_exact && step == std::floor(step) && steps == std::floor(steps);
  if (!whole) step = std::round(step / steps * most_exact), steps = most_exact;
  return decimal_between(in_decimal(axis), static_cast<std::int64_t>(step), static_cast<std::int64_t>(steps));
}

}  // namespace

std::optional<std::uint64_t> size_of(const SweepAxis& axis) {
  if (axis.scale == SweepScale::list) return axis.values.size();
  return axis.count;
}

bool points_coincide(const SweepAxis& axis) {
  if (axis.scale == SweepScale::list || !axis.count) return false;
  const auto steps = static_cast<double>(*axis.count - 1);
  if (axis.scale == SweepScale::logarithmic) return std::log(axis.high / axis.low) / steps < 1e-10;  // of 12 digits kept
  const auto range = in_decimal(axis);
  if (static_cast<int128>(range.high) - range.low < static_cast<int128>(of_last_digit) * static_cast<int128>(*axis.count - 1)) return true;
  const double largest = std::max(std::abs(axis.low), std::abs(axis.high));  // below 1e-307 there are fewer numbers than digits
  return (axis.high - axis.low) / steps < 2 * (std::nextafter(largest, HUGE_VAL) - largest);
}

double value_along(const SweepAxis& axis, double step, double steps) {
  const bool is_range = axis.scale == SweepScale::linear || axis.scale == SweepScale::logarithmic;
  if (!is_range) throw DomainError("value_along: " + axis.name + " is a list");
  if (!(steps > 0 && step >= 0 && step <= steps)) throw DomainError(fmt::format("value_along: step {} of {}", step, steps));
  if (step == 0) return axis.low;
  if (step == steps) return axis.high;
  const double along = axis.scale == SweepScale::linear ? linear_between(axis, step, steps) : to_twelve_digits(axis.low * std::pow(axis.high / axis.low, step / steps));
  return std::clamp(along, axis.low, axis.high) + 0.0;  // and never -0
}

}  // namespace premortem
