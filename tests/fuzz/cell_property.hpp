#pragma once
#include <cmath>
#include <string>
#include <string_view>

#include "premortem/input/cell.hpp"

namespace premortem::fuzz {

template <class T>
bool explained(const Parsed<T>& parsed) {
  return parsed || (!parsed.problem.code.empty() && !parsed.problem.message.empty());
}

inline bool finite(const std::optional<double>& value) { return !value || std::isfinite(*value); }

inline bool ordered(const PeopleNumber& n) {
  if (n.low.has_value() != n.high.has_value()) return false;
  if (!n.low) return n.best.has_value() != n.unknown;
  return !n.unknown && *n.low <= *n.high && (!n.best || (*n.low <= *n.best && *n.best <= *n.high));
}

inline std::string people_violation(const PeopleNumber& n, const Parsed<double>& plain) {
  if (!finite(n.low) || !finite(n.best) || !finite(n.high)) return "a number that people write is not finite";
  if (!ordered(n)) return "low, best and high are not in order";
  const bool same = plain && n.best && *n.best == *plain.value && n.reading.empty();
  if (plain && !same) return "a plain number is read in another way where people write";
  if (!plain && n.reading.empty()) return "a conversion is not echoed";
  return {};
}

/// The claim: every cell gives a value or an error with its message; numbers are finite, counts whole, ranges in
/// order; a plain number is the same to people and to row data, and every conversion is echoed.
/// The input is the case's currency, a line feed, and the cell; without a line feed it is the cell.
/// @return what does not hold; empty if all does
inline std::string cell_violation(std::string_view input) {
  const auto split = input.find('\n');
  const auto currency = split == std::string_view::npos ? std::string_view() : input.substr(0, split);
  const auto cell = split == std::string_view::npos ? input : input.substr(split + 1);
  const auto number = parse_number(cell);
  const auto count = parse_count(cell);
  const auto date = parse_date(cell);
  const auto people = parse_people_number(cell, currency);
  if (!explained(number) || !explained(count) || !explained(date) || !explained(people)) return "an error without its message";
  if (!finite(number.value)) return "a number is not finite";
  if (count && (*count.value != std::floor(*count.value) || *count.value < 0 || *count.value > 9007199254740992.0))
    return "a count is not whole";
  if (count && (!number || *number.value != *count.value)) return "a count is not the same number";
  if (date && !date.value->ok()) return "a date is no date";
  if (people) return people_violation(*people.value, number);
  return number ? "a plain number is refused where people write" : "";
}

}  // namespace premortem::fuzz
