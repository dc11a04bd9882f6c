#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "premortem/input/cell.hpp"

namespace premortem {

/// A decimal number as written: +-digits * 10^exponent. Kept in decimal, so that `2.3%` is shifted by two
/// places and rounded once; dividing the double 2.3 by 100 would round twice and may miss the nearest double.
struct Decimal {
  bool negative = false;
  std::string digits;  ///< without leading and trailing zeros; empty for 0
  long exponent = 0;
  std::size_t length = 0;  ///< characters it took in the text
};

/// The decimal number with which the text begins: `-`, digits with at most one point, an exponent.
std::optional<Decimal> scan_decimal(std::string_view text);

/// The double nearest to the number; refused if that is infinite, or 0 for a number that is not.
/// @param text  how it was written, for the message
Parsed<double> nearest_double(const Decimal& number, std::string_view text);

/// Without blanks and tabs around it.
std::string_view trimmed(std::string_view cell);

/// The shortest plain notation that reads back as the same double: `0.05`, `18000000`.
std::string plain_number(double value);

bool is_digit(char c);
bool is_letter(char c);
std::string lower_case(std::string_view text);
std::string quoted(std::string_view text);

}  // namespace premortem
