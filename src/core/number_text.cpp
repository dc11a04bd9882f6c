#include "premortem/core/number_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace premortem {
namespace {

constexpr double arithmetic_slack = 1e-9;  // relative; far above outward rounding, far below three digits
constexpr double most_slack = 1e-3;        // of a step: where steps are whole units of a large number, an excess of a unit is one
constexpr int significant = 3;
constexpr int smallest_plain = -9;  // below 1e-9 zeros are no longer read

double round_to_step(double steps, Rounding rounding) {
  const double slack = std::min(std::abs(steps) * arithmetic_slack, most_slack);
  if (rounding == Rounding::up) return std::ceil(steps - slack);
  if (rounding == Rounding::down) return std::floor(steps + slack);
  return std::round(steps);
}

std::string with_separators(std::string digits) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t i = digits.size(); i > first + 3;) {
    i -= 3;
    digits.insert(i, 1, ',');
  }
  return digits;
}

std::string fixed(double value, int decimals) {
  std::array<char, 400> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
  return buffer.data();
}

void drop_trailing_zeros(std::string& text) {
  if (text.find('.') == std::string::npos) return;
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
}

/// Too small for plain notation: `3.07e-12`, rounded as asked in its third digit.
std::string tiny_number(double value, Rounding rounding) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.17e", value);
  const std::string text = buffer.data();
  const auto e = text.find('e');
  double digits = round_to_step(std::stod(text.substr(0, e)) * 100, rounding) / 100;
  int exponent = std::stoi(text.substr(e + 1));
  if (std::abs(digits) >= 10) digits /= 10, ++exponent;
  std::snprintf(buffer.data(), buffer.size(), "%.2fe%d", digits, exponent);
  return buffer.data();
}

/// |value| < 1000, rounded to three significant digits, trailing zeros dropped.
std::string short_number(double value, Rounding rounding) {
  if (value == 0) return "0";
  const int exponent = static_cast<int>(std::floor(std::log10(std::abs(value))));
  if (exponent < smallest_plain) return tiny_number(value, rounding);
  const int decimals = significant - 1 - exponent;
  const double unit = std::pow(10.0, decimals);
  double rounded = round_to_step(value * unit, rounding) / unit;
  if (rounded == 0) rounded = 0;
  auto text = fixed(rounded, std::max(0, decimals));
  drop_trailing_zeros(text);
  return text;
}

}  // namespace

std::string number_text(double value, Rounding rounding) {
  if (!std::isfinite(value)) return "unlimited";
  if (std::abs(value) < 999.5) return short_number(value, rounding);
  if (std::abs(value) >= 1e15) {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.3g", value);
    return buffer.data();
  }
  return with_separators(fixed(round_to_step(value, rounding), 0));
}

std::string money_text(double value, std::string_view currency, Rounding rounding) {
  struct Suffix { double from, unit; const char* name; };
  constexpr std::array<Suffix, 4> suffixes{{{999.5e6, 1e9, "B"}, {999.5e3, 1e6, "M"}, {999.5, 1e3, "K"}, {0, 1, ""}}};
  std::string sign(currency);
  if (currency == "USD" || currency == "$") sign = "$";
  else if (currency == "EUR") sign = "\u20ac";
  else if (currency == "GBP") sign = "\u00a3";
  else if (!sign.empty() && static_cast<unsigned char>(sign.back()) < 0x80) sign += " ";
  if (!std::isfinite(value)) return "unlimited";
  for (const auto& s : suffixes)
    if (std::abs(value) >= s.from) return (value < 0 ? "-" : "") + sign + number_text(std::abs(value) / s.unit, rounding) + s.name;
  return sign + number_text(value, rounding);
}

std::string percent_text(double share, Rounding rounding) {
  auto text = number_text(100 * share, rounding);
  // Nearly all is not all: as many digits as tell it from 100.
  if (const double missing = 1 - share; rounding == Rounding::nearest && text == "100" && missing > arithmetic_slack) {
    text = fixed(100 * share, static_cast<int>(std::ceil(-std::log10(100 * missing))));
    drop_trailing_zeros(text);
  }
  return text + "%";
}

std::string confidence_text(double confidence) {
  constexpr int usual = 6, most = 15;  // digits
  const double nines = confidence < 1 ? std::floor(-std::log10(1 - confidence)) : 0;
  const int digits = std::clamp(static_cast<int>(nines) + 2, usual, most);
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.*g%%", digits, 100 * confidence);
  return buffer.data();
}

std::string count_text(std::size_t count, std::string_view singular) {
  return with_separators(std::to_string(count)) + " " + std::string(singular) + (count == 1 ? "" : "s");
}

}  // namespace premortem
