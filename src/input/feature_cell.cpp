#include "input/feature_cell.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <limits>

#include "input/cell_decimal.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_digits = 12;  // below 2^40, beside a sign and two lengths of 4 bits in 49 bits

constexpr std::array<double, most_digits + 1> powers_of_ten{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

constexpr unsigned no_point = 15;  // in the place of how many digits stand after the point

/// The parts of a short number: sign (1 bit), digits (4), digits after the point (4), and all its digits as a whole number.
struct ShortNumber {
  std::uint64_t digits = 0;
  unsigned count = 0, after_point = no_point;
  bool negative = false;

  std::uint64_t bits() const { return digits | std::uint64_t{count} << 40 | std::uint64_t{after_point} << 44 | std::uint64_t{negative} << 48; }
};

ShortNumber short_from(std::uint64_t bits) {
  return {bits & ((std::uint64_t{1} << 40) - 1), static_cast<unsigned>(bits >> 40 & 15), static_cast<unsigned>(bits >> 44 & 15), (bits >> 48 & 1) != 0};
}

}  // namespace

std::optional<FeatureCell> FeatureCell::short_number(std::string_view text) {
  ShortNumber n;
  n.negative = text.starts_with('-');
  for (const char c : text.substr(n.negative ? 1 : 0)) {
    if (c == '.' && n.after_point == no_point) {
      n.after_point = 0;
      continue;
    }
    if (!is_digit(c) || n.count == most_digits) return std::nullopt;
    n.digits = n.digits * 10 + static_cast<unsigned>(c - '0');
    ++n.count;
    if (n.after_point != no_point) ++n.after_point;
  }
  return n.count == 0 ? std::nullopt : std::optional(FeatureCell(nan_bits | short_tag | n.bits()));
}

std::optional<FeatureCell> FeatureCell::number(std::string_view text) {
  const bool may_be = !text.empty() && (is_digit(text.front()) || text.front() == '-' || text.front() == '.');
  if (!may_be) return std::nullopt;
  if (const auto cell = short_number(text)) return cell;
  if (const auto plain = plain_number(text)) return FeatureCell(std::bit_cast<std::uint64_t>(*plain));
  const auto decimal = scan_decimal(text);  // parse_number would make up a message for every word
  if (!decimal || decimal->length != text.size()) return std::nullopt;
  const auto value = nearest_double(*decimal, text).value;
  return value ? std::optional(FeatureCell(std::bit_cast<std::uint64_t>(*value))) : std::nullopt;
}

double FeatureCell::value() const {
  if (!is_short()) return is_word() ? std::numeric_limits<double>::quiet_NaN() : std::bit_cast<double>(bits_);
  const auto n = short_from(bits_);
  // Digits and power are exact, so that the quotient is rounded once, to the double nearest to the decimal (Clinger 1990).
  const double size = static_cast<double>(n.digits) / powers_of_ten[n.after_point == no_point ? 0 : n.after_point];
  return n.negative ? -size : size;
}

std::string FeatureCell::text() const {
  if (!is_short()) return premortem::plain_number(value());
  const auto n = short_from(bits_);
  const std::string digits = fmt::format("{:0{}}", n.digits, n.count), sign = n.negative ? "-" : "";
  if (n.after_point == no_point) return sign + digits;
  const std::size_t before_point = n.count - n.after_point;
  return fmt::format("{}{}.{}", sign, digits.substr(0, before_point), digits.substr(before_point));
}

}  // namespace premortem
