#include "premortem/input/cell.hpp"

#include <fast_float/fast_float.h>

#include <cmath>

#include "input/cell_decimal.hpp"
#include "input/cell_reasons.hpp"

namespace premortem {
namespace {

constexpr std::string_view two_to_53 = "9007199254740992";

bool at_most_two_to_53(const Decimal& d) {
  const auto length = static_cast<long>(d.digits.size()) + d.exponent;
  if (length != static_cast<long>(two_to_53.size())) return length < static_cast<long>(two_to_53.size());
  return d.digits + std::string(static_cast<std::size_t>(d.exponent), '0') <= two_to_53;
}

}  // namespace

std::optional<double> plain_number(std::string_view cell) {
  double value = 0;
  const auto end = cell.data() + cell.size();
  const auto read = fast_float::from_chars(cell.data(), end, value);
  // 0 and infinity are looked at again, for the number may be too small or too large.
  if (read.ec == std::errc() && read.ptr == end && std::isfinite(value) && value != 0) return value;
  return std::nullopt;
}

Parsed<double> parse_number(std::string_view cell) {
  const auto text = trimmed(cell);
  if (const auto value = plain_number(text)) return {value, {}};
  const auto number = scan_decimal(text);
  if (number && number->length == text.size()) return nearest_double(*number, text);
  return {{}, why_not_plain(text)};
}

Parsed<double> parse_count(std::string_view cell) {
  const auto text = trimmed(cell);
  const auto number = scan_decimal(text);
  if (!number || number->length != text.size()) return {{}, why_not_plain(text)};
  if (number->negative && !number->digits.empty())
    return {{}, {"count", quoted(text) + " is negative, expected a count of 0 or more", ""}};
  if (number->exponent < 0) return {{}, {"count", quoted(text) + " is not a whole number", ""}};
  if (!at_most_two_to_53(*number))
    return {{}, {"count", quoted(text) + " is above the largest count, 2^53 = " + std::string(two_to_53), ""}};
  return {std::abs(*nearest_double(*number, text).value), {}};
}

}  // namespace premortem
