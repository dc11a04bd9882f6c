#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "input/cell_decimal.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

/// Three runs of digits with one separator between them, as in 3/4/2026.
struct ThreeNumbers {
  std::array<std::string_view, 3> parts;
  char separator = 0;
};

std::optional<ThreeNumbers> split(std::string_view text) {
  ThreeNumbers found;
  std::size_t at = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto start = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    found.parts[i] = text.substr(start, at - start);
    if (found.parts[i].empty() || found.parts[i].size() > 4) return std::nullopt;
    if (i == 2) break;
    if (at == text.size() || (i == 1 && text[at] != found.separator)) return std::nullopt;
    found.separator = text[at++];
  }
  if (at != text.size() || std::string_view("-/.").find(found.separator) == std::string_view::npos) return std::nullopt;
  return found;
}

int number(std::string_view digits) {
  int n = 0;
  for (const char c : digits) n = n * 10 + (c - '0');
  return n;
}

year_month_day date_of(std::string_view y, std::string_view m, std::string_view d) {
  return year(number(y)) / month(static_cast<unsigned>(number(m))) / day(static_cast<unsigned>(number(d)));
}

std::string padded(int n, std::size_t width) {
  const auto text = std::to_string(n);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

std::string iso(const year_month_day& d) {
  return padded(int(d.year()), 4) + "-" + padded(int(unsigned(d.month())), 2) + "-" + padded(int(unsigned(d.day())), 2);
}

bool is_iso_form(std::string_view text) {
  const auto n = split(text);
  return n && n->separator == '-' && n->parts[0].size() == 4 && n->parts[1].size() == 2 && n->parts[2].size() == 2;
}

CellProblem no_such_day(std::string_view text, const year_month_day& d) {
  if (!d.month().ok()) return {"date", quoted(text) + " is not a date: months run from 01 to 12", ""};
  if (unsigned(d.day()) == 0) return {"date", quoted(text) + " is not a date: days start at 01", ""};
  const auto last = (d.year() / d.month() / std::chrono::last).day();
  return {"date", quoted(text) + " is not a date: that month has " + std::to_string(unsigned(last)) + " days", ""};
}

CellProblem day_first_or_month_first(std::string_view text, const ThreeNumbers& n) {
  const auto month_first = date_of(n.parts[2], n.parts[0], n.parts[1]);
  const auto day_first = date_of(n.parts[2], n.parts[1], n.parts[0]);
  if (month_first.ok() && day_first.ok() && month_first != day_first)
    return {"ambiguous", quoted(text) + " can be read as " + iso(month_first) + " or " + iso(day_first),
            "write the one that is meant"};
  if (!month_first.ok() && !day_first.ok()) return {"date", quoted(text) + " is not a date", "write dates as 2026-02-28"};
  return {"date", quoted(text) + " is not an ISO date", "write " + iso(month_first.ok() ? month_first : day_first)};
}

CellProblem why_not_a_date(std::string_view text) {
  if (text.empty()) return {"missing", "the cell is empty, expected a date", ""};
  if (text.size() > 10 && is_iso_form(text.substr(0, 10)) && (text[10] == 'T' || text[10] == ' '))
    return {"date", quoted(text) + " has a time, expected a date alone", "write " + std::string(text.substr(0, 10))};
  if (const auto n = split(text)) {
    if (n->parts[2].size() == 4 && n->parts[0].size() <= 2) return day_first_or_month_first(text, *n);
    const auto d = date_of(n->parts[0], n->parts[1], n->parts[2]);
    if (n->parts[0].size() == 4 && d.ok()) return {"date", quoted(text) + " is not an ISO date", "write " + iso(d)};
  }
  return {"date", quoted(text) + " is not a date", "write dates as 2026-02-28"};
}

}  // namespace

Parsed<year_month_day> parse_date(std::string_view cell) {
  const auto text = trimmed(cell);
  if (!is_iso_form(text)) return {{}, why_not_a_date(text)};
  const auto d = date_of(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
  if (!d.ok()) return {{}, no_such_day(text, d)};
  return {d, {}};
}

}  // namespace premortem
