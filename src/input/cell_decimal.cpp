#include "input/cell_decimal.hpp"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "input/csv_bytes.hpp"

namespace premortem {
namespace {

constexpr long largest_exponent = 100'000'000;  // beyond any cell's length; what is larger decides nothing

struct Exponent {
  long value = 0;
  std::size_t length = 0;
};

Exponent scan_exponent(std::string_view text) {
  std::size_t i = 1;
  if (text.empty() || (text[0] != 'e' && text[0] != 'E')) return {};
  const bool negative = i < text.size() && text[i] == '-';
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  const auto first_digit = i;
  long value = 0;
  for (; i < text.size() && is_digit(text[i]); ++i) value = std::min(largest_exponent, value * 10 + (text[i] - '0'));
  if (i == first_digit) return {};
  return {negative ? -value : value, i};
}

void strip_zeros(Decimal& d) {
  d.digits.erase(0, std::min(d.digits.find_first_not_of('0'), d.digits.size()));
  while (!d.digits.empty() && d.digits.back() == '0') {
    d.digits.pop_back();
    ++d.exponent;
  }
  if (d.digits.empty()) d.exponent = 0;
}

}  // namespace

std::optional<Decimal> scan_decimal(std::string_view text) {
  Decimal d;
  std::size_t i = 0;
  d.negative = text.starts_with('-');
  if (d.negative) ++i;
  bool point = false;
  for (; i < text.size() && (is_digit(text[i]) || (text[i] == '.' && !point)); ++i) {
    if (text[i] == '.') {
      point = true;
      continue;
    }
    d.digits += text[i];
    if (point) --d.exponent;
  }
  if (d.digits.empty()) return std::nullopt;
  const auto exponent = scan_exponent(text.substr(i));
  d.exponent += exponent.value;
  d.length = i + exponent.length;
  strip_zeros(d);
  return d;
}

Parsed<double> nearest_double(const Decimal& number, std::string_view text) {
  if (number.digits.empty()) return {number.negative ? -0.0 : 0.0, {}};
  const std::string written = (number.negative ? "-" : "") + number.digits + "e" + std::to_string(number.exponent);
  double value = 0;
  fast_float::from_chars(written.data(), written.data() + written.size(), value);
  if (!std::isfinite(value)) return {{}, {"number", quoted(text) + " is beyond the largest number, 1.8e308", ""}};
  if (value == 0)
    return {{}, {"number", quoted(text) + " is nearer to 0 than any number but 0", "write 0 if that is meant"}};
  return {value, {}};
}

std::string_view trimmed(std::string_view cell) {
  const auto first = cell.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return cell.substr(first, cell.find_last_not_of(" \t") - first + 1);
}

std::string plain_number(double value) {
  char buffer[64];
  const double size = std::abs(value);
  const bool fixed = size == 0 || (size >= 1e-6 && size < 1e16);
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value,
                                 fixed ? std::chars_format::fixed : std::chars_format::scientific);
  return {buffer, end.ptr};
}

bool is_digit(char c) { return '0' <= c && c <= '9'; }
bool is_letter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if ('A' <= c && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string quoted(std::string_view text) { return "\"" + excerpt(text) + "\""; }

}  // namespace premortem
