#include <array>
#include <string>
#include <utility>

#include "input/cell_amount.hpp"
#include "input/cell_reasons.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

using Problem = std::optional<CellProblem>;

/// The amounts of a cell: low, best, high, each there or not.
struct Written {
  std::optional<Amount> low;
  std::optional<Amount> best;
  std::optional<Amount> high;

  std::array<const std::optional<Amount>*, 3> all() const { return {&low, &best, &high}; }
};

enum class Missing { has_no_unit, takes_it };  // how a number without a unit is read

bool is_unknown(std::string_view cell) {
  const auto word = lower_case(cell);
  return word == "?" || word == "tbd";
}

Problem bound_sign(std::string_view cell) {
  for (const std::string_view sign : {"<", ">", "\u2264", "\u2265"})
    if (cell.starts_with(sign))
      return CellProblem{"number", quoted(cell) + " is a limit, not a number", "write a range such as 0-5%"};
  for (const std::string_view sign : {"~", "\u2248", "about ", "ca. ", "ca "})
    if (cell.starts_with(sign))
      return CellProblem{"number", quoted(cell) + " does not say how near", "write the number alone, or a range such as 4-6%"};
  if (cell.find("\u00B1") != std::string_view::npos || cell.find("+-") != std::string_view::npos ||
      cell.find("+/-") != std::string_view::npos)
    return CellProblem{"ambiguous", quoted(cell) + " can be read as limits or as a standard deviation", "write a range such as 4-6%"};
  if (cell.size() > 1 && cell.ends_with("+") && is_digit(cell.front()))
    return CellProblem{"number", quoted(cell) + " is a limit, not a number",
                       "write " + std::string(cell.substr(0, cell.size() - 1)) + ", or a range up to the most there can be"};
  return {};
}

/// A share in words: the hint that leaves the words out would be another share.
Problem share_in_words(std::string_view cell) {
  for (const auto& [words, sign] : {std::pair{"per cent", "%"}, {"pct", "%"}, {"per mille", "\u2030"}, {"permille", "\u2030"}})
    if (cell.ends_with(words) && is_digit(cell.front()))
      return CellProblem{"number", quoted(cell) + " has its unit in words",
                         "write " + std::string(trimmed(cell.substr(0, cell.size() - std::string_view(words).size()))) + sign};
  return {};
}

/// `2-Oct` and `Oct-25` are what a spreadsheet makes of 2-10 and 10-25.
Problem turned_into_a_date(std::string_view cell) {
  constexpr std::string_view months = "jan feb mar apr may jun jul aug sep oct nov dec";
  const auto dash = cell.find('-');
  if (dash == std::string_view::npos) return {};
  const auto first = lower_case(cell.substr(0, dash)), second = lower_case(cell.substr(dash + 1, 3));
  const auto is_month = [&](const std::string& word) { return word.size() == 3 && is_letter(word[0]) && months.find(word) % 4 == 0; };
  const bool day_first = is_digit(cell.front()) && is_month(second), month_first = is_month(first) && is_digit(cell.back());
  if (!day_first && !month_first) return {};
  return CellProblem{"spreadsheet", quoted(cell) + " is a date, which a spreadsheet makes of a range such as 2-10", "write the range with its unit at each number, such as 2% to 10%"};
}

bool read_range(AmountReader& reader, Written& to) {
  to.low.emplace();
  to.high.emplace();
  if (!reader.amount(*to.low)) return false;
  if (!reader.separator()) return reader.fail({"number", "", ""});
  return reader.amount(*to.high);
}

bool read_cell(AmountReader& reader, Written& to) {
  Amount first;
  if (!reader.amount(first)) return false;
  reader.blanks();
  if (reader.take("(")) {
    to.best = first;
    reader.blanks();
    if (!read_range(reader, to)) return false;
    reader.blanks();
    if (!reader.take(")")) return reader.fail({"number", "", ""});
  } else if (!reader.rest().empty() && reader.separator()) {
    to.low = first;
    to.high.emplace();
    if (!reader.amount(*to.high)) return false;
  } else {
    to.best = first;
  }
  reader.blanks();
  return reader.rest().empty() || reader.fail({"number", "", ""});
}

/// The one unit that a number without one may take from those beside it.
struct SharedUnit {
  std::string name;
  long shift = 0;
  bool several = false;
  bool missing_somewhere = false;
};

SharedUnit shared_unit(const Written& written) {
  SharedUnit shared;
  for (const auto* a : written.all()) {
    if (!*a) continue;
    const auto& unit = (*a)->out_of > 0 ? "in" : (*a)->unit;
    if (unit.empty()) {
      shared.missing_somewhere = true;
      continue;
    }
    shared.several = shared.several || (!shared.name.empty() && shared.name != unit) || unit == "in";
    shared.name = unit;
    shared.shift = (*a)->shift;
  }
  return shared;
}

Parsed<PeopleNumber> evaluate(const Written& written, const SharedUnit& unit, Missing missing) {
  PeopleNumber number;
  const std::array<std::optional<double>*, 3> to{&number.low, &number.best, &number.high};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& amount = *written.all()[i];
    if (!amount) continue;
    const bool takes = missing == Missing::takes_it && !amount->has_unit();
    const auto value = value_of(*amount, takes ? unit.shift : amount->shift);
    if (!value) return {{}, value.problem};
    *to[i] = value.value;
  }
  return {number, {}};
}

std::string limits(const PeopleNumber& n) { return plain_number(*n.low) + " to " + plain_number(*n.high); }

std::string described(const PeopleNumber& n) {
  if (!n.low) return plain_number(*n.best);
  return n.best ? plain_number(*n.best) + ", from " + limits(n) : "from " + limits(n);
}

Problem out_of_order(const PeopleNumber& n, std::string_view cell) {
  if (!n.low) return {};
  if (*n.low > *n.high)
    return CellProblem{"order", quoted(cell) + " runs from " + plain_number(*n.low) + " down to " + plain_number(*n.high),
                       "write the lower number first"};
  if (n.best && (*n.best < *n.low || *n.best > *n.high))
    return CellProblem{"outside", quoted(cell) + ": " + plain_number(*n.best) + " is not between " + plain_number(*n.low) +
                                      " and " + plain_number(*n.high), "the number before the parentheses must be inside the range"};
  return {};
}

bool same_values(const PeopleNumber& a, const PeopleNumber& b) { return a.low == b.low && a.best == b.best && a.high == b.high; }

CellProblem unit_at_each(std::string_view cell, const std::string& what) {
  return {"ambiguous", quoted(cell) + what, "write the unit at each number"};
}

Parsed<PeopleNumber> one_reading(const Written& written, std::string_view cell) {
  const auto unit = shared_unit(written);
  auto plain = evaluate(written, unit, Missing::has_no_unit);
  const bool may_take = unit.missing_somewhere && !unit.name.empty();
  if (may_take && (unit.several || (!written.best && written.low->has_unit())))
    return {{}, unit_at_each(cell, " has a unit at one number and none at another")};
  auto taken = may_take ? evaluate(written, unit, Missing::takes_it) : plain;
  if (!plain || !taken) return plain ? taken : plain;
  const auto plain_problem = out_of_order(*plain.value, cell);
  const auto taken_problem = out_of_order(*taken.value, cell);
  if (plain_problem && taken_problem) return {{}, *taken_problem};
  if (!plain_problem && !taken_problem && !same_values(*plain.value, *taken.value))
    return {{}, unit_at_each(cell, " can be read as " + described(*taken.value) + " or " + described(*plain.value))};
  return taken_problem ? plain : taken;
}

bool is_plain(const Written& w) { return !w.low && w.best->is_plain(); }

}  // namespace

Parsed<PeopleNumber> parse_people_number(std::string_view whole_cell, std::string_view currency) {
  const auto cell = trimmed(whole_cell);
  if (is_unknown(cell)) {
    PeopleNumber unknown;
    unknown.unknown = true;
    unknown.reading = quoted(cell) + " is unknown";
    return {unknown, {}};
  }
  for (const auto reason : {missing_value, spreadsheet_leftover, bound_sign, share_in_words, turned_into_a_date})
    if (auto problem = reason(cell)) return {{}, *problem};
  AmountReader reader(cell, currency);
  Written written;
  if (!read_cell(reader, written))
    return {{}, reader.problem().message.empty() ? why_not_people(cell) : reader.problem()};
  auto parsed = one_reading(written, cell);
  if (parsed && !is_plain(written)) parsed.value->reading = quoted(cell) + " is " + described(*parsed.value);
  return parsed;
}

}  // namespace premortem
