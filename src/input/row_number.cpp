#include "input/row_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "input/cell_currency.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

enum class Takes { one_number, unknown_too };

void report(const TableCell& cell, const CellProblem& problem, Takes takes, Diagnostics& diagnostics) {
  const bool unknown_too = takes == Takes::unknown_too;
  std::string hint = problem.hint;
  if (problem.code == "missing") hint = unknown_too ? "write ? if nobody knows it" : "write the number, 0 if it is none";
  else if (problem.message.ends_with("is not a number"))
    hint = unknown_too ? "write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown" : "write one such as 0.05, 5% or 18M";
  diagnostics.error(cell.place, problem.code, problem.message, hint);
}

/// Without a currency of the case, the first one seen holds for all: adding $5 and 6 EUR would be a wrong number.
bool is_second_currency(const TableCell& cell, RowContext& context) {
  if (!context.currency.empty()) return false;  // the cell was read against it
  const auto own = currency_in(cell.text);
  if (own.empty()) return false;
  if (!context.first_money) context.first_money = cell;
  const auto first = currency_in(context.first_money->text);
  if (same_currency(own, first)) return false;
  context.diagnostics.error(cell.place, "currency", fmt::format("\"{}\" is in {}, but {} is in {}", cell.text, own, to_string(context.first_money->place), first),
                            "state the case's currency in feature.csv and convert the others");
  return true;
}

std::optional<CellNumber> read_number(const TableCell& cell, Takes takes, RowContext& context) {
  if (cell.empty()) return std::nullopt;
  const auto parsed = parse_people_number(cell.text, context.currency);
  if (!parsed.value) {
    report(cell, parsed.problem, takes, context.diagnostics);
    return std::nullopt;
  }
  if (is_second_currency(cell, context)) return std::nullopt;
  if (!parsed.value->reading.empty()) context.conversions.push_back({cell.place, parsed.value->reading});
  return CellNumber{parsed.value->low, parsed.value->best, parsed.value->high, parsed.value->unknown};
}

}  // namespace

std::string currency_in(std::string_view text, std::string_view of_case) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool inside_word = i > 0 && std::isalpha(static_cast<unsigned char>(text[i - 1])) != 0;
    if (inside_word) continue;
    if (const auto found = leading_currency(text.substr(i), of_case); !found.empty()) return std::string(found);
  }
  return "";
}

bool is_written_as_share(const TableCell& cell) {
  constexpr std::array<const char*, 4> marks{"%", "\u2030", " in ", " of "};
  return std::any_of(marks.begin(), marks.end(), [&](const char* mark) { return cell.text.find(mark) != std::string::npos; });
}

bool is_share_for_amount(const TableCell& cell, const char* what, Diagnostics& diagnostics) {
  if (!is_written_as_share(cell)) return false;
  diagnostics.error(cell.place, "unit", fmt::format("\"{}\" is a share, but {}", cell.text, what), "write how many");
  return true;
}

bool is_money_for_amount(const TableCell& cell, const char* what, const char* hint, RowContext& context) {
  if (currency_in(cell.text, context.currency).empty()) return false;
  context.diagnostics.error(cell.place, "unit", fmt::format("\"{}\" is money, but {}", cell.text, what), hint);
  return true;
}

bool is_grouped_by_point(const TableCell& cell, Diagnostics& diagnostics) {
  const auto& text = cell.text;
  const auto point = text.find('.');
  const bool one_group = point != std::string::npos && point >= 1 && point <= 3 && text.size() == point + 4 && text.front() != '0';
  const auto is_digit_at = [&](std::size_t i) { return i == point || std::isdigit(static_cast<unsigned char>(text[i])) != 0; };
  for (std::size_t i = 0; one_group && i < text.size(); ++i)
    if (!is_digit_at(i)) return false;
  const bool computed = is_of_command(cell.place) && cell.place.file != "--people";  // a sweep writes decimals as they come
  if (!one_group || computed) return false;
  const auto joined = text.substr(0, point) + text.substr(point + 1);
  diagnostics.error(cell.place, "ambiguous", fmt::format("\"{}\" can be read as {} or {:.12g}", text, joined, *parse_number(text).value), fmt::format("write {}, or {}0", joined, text));
  return true;
}

std::optional<CellNumber> read_cell_number(const TableCell& cell, RowContext& context) { return read_number(cell, Takes::unknown_too, context); }

std::optional<double> read_single_number(const TableCell& cell, RowContext& context) {
  const auto number = read_number(cell, Takes::one_number, context);
  if (!number) return std::nullopt;
  if (number->best && !number->low && !number->high) return number->best;
  context.diagnostics.error(cell.place, "number", fmt::format("\"{}\" is not a single number", cell.text),
                            "write one number; only an estimate may be a range or ?");
  return std::nullopt;
}

std::optional<double> read_computable_number(const TableCell& cell, RowContext& context) {
  constexpr double smallest = 1e-30, largest = 1e30;
  const auto value = read_single_number(cell, context);
  if (!value || *value == 0 || (std::abs(*value) >= smallest && std::abs(*value) <= largest)) return value;
  const bool large = std::abs(*value) > largest;
  context.diagnostics.error(cell.place, "range", fmt::format("\"{}\" is too {}, expected {}", cell.text, large ? "large" : "near to 0", large ? "at most 1e30" : "0, or at least 1e-30"),
                            "give it in another unit, or leave the row out if it stands for a missing value");
  return std::nullopt;
}

}  // namespace premortem
