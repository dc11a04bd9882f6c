#include "premortem/models/sweep_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

/// The nearest double to the number's first 12 significant digits.
double to_twelve_digits(double value) {
  const auto text = fmt::format("{:.11e}", value);
  std::from_chars(text.data(), text.data() + text.size(), value);  // whatever the locale
  return value;
}

}  // namespace

std::optional<std::uint64_t> size_of(const SweepAxis& axis) {
  if (axis.scale == SweepScale::list) return axis.values.size();
  return axis.count;
}

double value_along(const SweepAxis& axis, double step, double steps) {
  const bool is_range = axis.scale == SweepScale::linear || axis.scale == SweepScale::logarithmic;
  if (!is_range) throw DomainError("value_along: " + axis.name + " is a list");
  if (!(steps > 0 && step >= 0 && step <= steps)) throw DomainError(fmt::format("value_along: step {} of {}", step, steps));
  if (step == 0) return axis.low;
  if (step == steps) return axis.high;
  const double along = axis.scale == SweepScale::linear ? axis.low + (axis.high - axis.low) * step / steps
                                                        : to_twelve_digits(axis.low * std::pow(axis.high / axis.low, step / steps));
  return std::clamp(along, axis.low, axis.high) + 0.0;  // and never -0
}

}  // namespace premortem
