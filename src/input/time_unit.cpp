#include "input/time_unit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "input/cell_reasons.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/file_schema.hpp"

namespace premortem {
namespace {

constexpr TimeUnit nanoseconds{"ns", -6}, microseconds{"us", -3}, milliseconds{"ms", 0}, seconds{"s", 3},
    minutes{"minutes", {}}, hours{"hours", {}}, days{"days", {}}, weeks{"weeks", {}};

struct Word {
  std::string_view word;
  const TimeUnit* unit;
};

constexpr std::array<Word, 31> words{{{"ns", &nanoseconds},
                                      {"us", &microseconds},
                                      {"\u00B5s", &microseconds},
                                      {"ms", &milliseconds},
                                      {"msec", &milliseconds},
                                      {"msecs", &milliseconds},
                                      {"millis", &milliseconds},
                                      {"millisecond", &milliseconds},
                                      {"milliseconds", &milliseconds},
                                      {"s", &seconds},
                                      {"sec", &seconds},
                                      {"secs", &seconds},
                                      {"second", &seconds},
                                      {"seconds", &seconds},
                                      {"min", &minutes},
                                      {"mins", &minutes},
                                      {"minute", &minutes},
                                      {"minutes", &minutes},
                                      {"h", &hours},
                                      {"hr", &hours},
                                      {"hrs", &hours},
                                      {"hour", &hours},
                                      {"hours", &hours},
                                      {"d", &days},
                                      {"day", &days},
                                      {"days", &days},
                                      {"w", &weeks},
                                      {"wk", &weeks},
                                      {"wks", &weeks},
                                      {"week", &weeks},
                                      {"weeks", &weeks}}};

constexpr std::array<double, 16> powers_of_ten{1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                               1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
constexpr int most_digits = 15;  // below 2^53, so that the digits are exact as a double

bool is_column(const std::string& name) {
  const auto schemas = file_schemas();
  return std::any_of(schemas.begin(), schemas.end(), [&](const auto& s) {
    return std::any_of(s.columns.begin(), s.columns.end(), [&](const auto& c) { return c.name == name; });
  });
}

/// Our column that is in the other unit, where there is one.
std::optional<std::string> same_in(const TimeUnit& unit, const std::string& name) {
  const auto other = name.substr(0, name.rfind('_') + 1) + unit.name;
  return is_column(other) ? std::optional(other) : std::nullopt;
}

}  // namespace

const TimeUnit* time_unit(std::string_view word) {
  const auto lower = lower_case(word);
  const auto found = std::find_if(words.begin(), words.end(), [&](const Word& w) { return w.word == lower; });
  return found == words.end() ? nullptr : found->unit;
}

const TimeUnit* unit_of_column(std::string_view name) {
  while (!name.empty() && (name.back() == ')' || name.back() == ']' || name.back() == ' ')) name.remove_suffix(1);
  const auto border = name.find_last_of("_- .([/");
  return border == std::string_view::npos ? nullptr : time_unit(name.substr(border + 1));
}

std::optional<WrittenTime> written_time(std::string_view cell) {
  const auto text = trimmed(cell);
  const auto last_digit = text.find_last_of("0123456789.");
  if (last_digit == std::string_view::npos) return std::nullopt;
  const auto* unit = time_unit(trimmed(text.substr(last_digit + 1)));
  return unit ? std::optional(WrittenTime{text.substr(0, last_digit + 1), unit}) : std::nullopt;
}

Parsed<double> shifted_number(std::string_view cell, long shift) {
  const auto text = trimmed(cell);
  auto number = scan_decimal(text);
  if (!number || number->length != text.size()) return {{}, why_not_plain(text)};
  number->exponent += shift;
  return nearest_double(*number, text);
}

std::optional<double> short_number(std::string_view cell, int shift) {
  std::uint64_t digits = 0;
  int count = 0, decimals = 0;
  bool point = false;
  for (const char c : cell) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || ++count > most_digits) return std::nullopt;
    digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
    if (point) ++decimals;
  }
  const int exponent = shift - decimals;
  if (count == 0 || exponent < -most_digits) return std::nullopt;
  // Both are exact, so that one rounding gives the nearest double (Clinger 1990, How to read floating point numbers
  // accurately).
  const auto whole = static_cast<double>(digits);
  return exponent < 0 ? whole / powers_of_ten[static_cast<std::size_t>(-exponent)]
                      : whole * powers_of_ten[static_cast<std::size_t>(exponent)];
}

void check_units(const std::map<std::string, std::string>& columns) {
  for (const auto& [ours, theirs] : columns) {
    const auto *own = unit_of_column(ours), *other = unit_of_column(theirs);
    if (!own || !other || own == other) continue;
    const auto right = same_in(*other, ours);
    throw UsageError(fmt::format("--column {}={}: \"{}\" is in {} and \"{}\" in {}; {}", printable(ours),
                                 printable(theirs), printable(ours), own->name, printable(theirs), other->name,
                                 right ? fmt::format("write --column {}={}", *right, printable(theirs))
                                       : fmt::format("convert the column to {}, or rename it if it is", own->name)));
  }
}

}  // namespace premortem
