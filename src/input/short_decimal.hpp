#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace premortem {

/// Reads a number as nearly every file writes it: perhaps a minus, digits, perhaps a point and digits, in all at most 19 of
/// them that make a whole number up to 2^53. That number and the power of ten are then doubles, and IEEE 754 division gives the
/// double nearest to the quotient, which is the number as written (Clinger 1990, "How to read floating point numbers accurately").
/// @param at     text after which some byte follows that is neither a digit nor a point
/// @param value  the double nearest to the number
/// @return what follows the number; null if it is written otherwise, and has to be read otherwise
inline const char* read_short_decimal(const char* at, double& value) {
  constexpr std::array<double, 20> powers{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19};
  constexpr std::uint64_t largest = std::uint64_t{1} << 53;
  const auto digit = [](char c) { return static_cast<unsigned>(static_cast<unsigned char>(c)) - '0'; };
  const bool negative = *at == '-';
  if (negative) ++at;
  const char* const first = at;
  std::uint64_t whole = 0;
  for (unsigned d = digit(*at); d <= 9; d = digit(*++at)) whole = whole * 10 + d;
  std::size_t places = 0, digits = static_cast<std::size_t>(at - first);
  if (digits == 0) return nullptr;
  if (*at == '.') {
    const char* const after_point = ++at;
    for (unsigned d = digit(*at); d <= 9; d = digit(*++at)) whole = whole * 10 + d;
    places = static_cast<std::size_t>(at - after_point);
    if (places == 0) return nullptr;
  }
  if (digits + places > 19 || whole > largest) return nullptr;
  value = static_cast<double>(static_cast<std::int64_t>(whole)) / powers[places];
  if (negative) value = -value;
  return at;
}

}  // namespace premortem
