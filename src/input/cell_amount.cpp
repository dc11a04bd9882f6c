#include "input/cell_amount.hpp"

#include <algorithm>
#include <array>

#include "input/cell_currency.hpp"
#include "input/cell_reasons.hpp"

namespace premortem {
namespace {

struct Unit {
  std::string_view word;
  std::string_view unit;
  long shift;
};

constexpr std::array<Unit, 12> units{{{"%", "%", -2},
                                      {"percent", "%", -2},
                                      {"\u2030", "\u2030", -3},
                                      {"k", "K", 3},
                                      {"K", "K", 3},
                                      {"thousand", "K", 3},
                                      {"M", "M", 6},
                                      {"million", "M", 6},
                                      {"B", "B", 9},
                                      {"bn", "B", 9},
                                      {"billion", "B", 9},
                                      {"", "", 0}}};

const Unit* unit_of(std::string_view word) {
  const auto found = std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.word == word; });
  return found == units.end() ? nullptr : &*found;
}

// Digits in groups of three, `18,000,000` or `1,234.5`; a single group without a point has two readings.
bool is_grouped(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == 0 || comma > 3 || text.front() == '0') return false;
  const auto point = std::min(text.find('.'), text.size());
  if ((point - comma) % 4 != 0) return false;
  for (std::size_t i = 0; i < point; ++i) {
    const bool at_comma = i >= comma && (i - comma) % 4 == 0;
    if (at_comma ? text[i] != ',' : !is_digit(text[i])) return false;
  }
  return text.find(',', point) == std::string_view::npos && (point < text.size() || point - comma > 4);
}

std::string_view digits_and_marks(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '.' || text[end] == ',')) ++end;
  return text.substr(0, end);
}

/// The cell with each decimal comma of it as a point: what stands around a number is part of what it says.
std::string with_decimal_points(std::string_view cell) {
  std::string out;
  while (!cell.empty()) {
    const auto number = digits_and_marks(cell);
    const auto problem = comma_number(number);
    if (problem && problem->code == "number") out += problem->hint.substr(problem->hint.find(' ') + 1);
    else out += number.empty() ? cell.substr(0, 1) : number;
    cell.remove_prefix(std::max<std::size_t>(number.size(), 1));
  }
  return out;
}

CellProblem why_not_grouped(std::string_view number, std::string_view cell) {
  auto problem = comma_number(number);
  if (!problem) return why_not_plain(cell);
  if (problem->code == "number") problem->hint = "write " + with_decimal_points(cell);
  return *problem;
}

}  // namespace

Parsed<double> value_of(const Amount& amount, long shift) {
  auto number = amount.number;
  number.exponent += shift;
  auto value = nearest_double(number, amount.text);
  if (value && amount.out_of > 0) *value.value /= amount.out_of;  // whole numbers: rounded once
  return value;
}

bool AmountReader::fail(CellProblem problem) {
  problem_ = std::move(problem);
  return false;
}

bool AmountReader::take(std::string_view token) {
  if (!rest_.starts_with(token)) return false;
  rest_.remove_prefix(token.size());
  return true;
}

void AmountReader::blanks() {
  while (take(" ") || take("\t")) continue;
}

bool AmountReader::separator() {
  blanks();
  const bool found = take("-") || take("\u2013") || take("to ");
  blanks();
  return found;
}

std::string_view AmountReader::word() const {
  std::size_t end = 0;
  while (end < rest_.size() && is_letter(rest_[end])) ++end;
  return rest_.substr(0, end);
}

bool AmountReader::amount(Amount& to) {
  const auto start = rest_;
  const bool ok = currency(to) && number(to) && unit(to) && out_of(to) && currency(to);
  to.text = start.substr(0, start.size() - rest_.size());
  if (ok && !to.currency.empty() && (to.unit == "%" || to.unit == "\u2030" || to.out_of > 0))
    return fail({"number", quoted(text_) + " is money and a share at once", "write the one that is meant"});
  return ok;
}

bool AmountReader::number(Amount& to) {
  const bool negative = take("-");
  const auto written = digits_and_marks(rest_);
  if (written.find(',') == std::string_view::npos) {
    const auto number = scan_decimal(rest_);
    if (!number || number->negative) return fail(why_not_plain(text_));
    to.number = *number;
    rest_.remove_prefix(number->length);
  } else {
    if (!is_grouped(written)) return fail(why_not_grouped(written, text_));
    std::string joined(written);
    joined.erase(std::remove(joined.begin(), joined.end(), ','), joined.end());
    to.number = *scan_decimal(joined);
    to.grouped = true;
    rest_.remove_prefix(written.size());
  }
  to.number.negative = negative;
  return true;
}

bool AmountReader::unit(Amount& to) {
  const auto before = rest_;
  blanks();
  for (const std::string_view sign : {"%", "\u2030"})
    if (take(sign)) {
      to.unit = sign;
      to.shift = unit_of(sign)->shift;
      return true;
    }
  const auto w = word();
  if (w == "m")
    return fail({"ambiguous", quoted(text_) + ": m can be read as milli or million", "write M for million, or the number in full"});
  if (const auto* found = unit_of(w); found && !w.empty()) {
    to.unit = found->unit;
    to.shift = found->shift;
    rest_.remove_prefix(w.size());
    return true;
  }
  rest_ = before;
  return true;
}

bool AmountReader::currency(Amount& to) {
  const auto before = rest_;
  blanks();
  const auto found = leading_currency(rest_, currency_);
  if (found.empty() || !to.currency.empty()) {
    rest_ = before;
    return true;
  }
  to.currency = found;
  rest_.remove_prefix(found.size());
  blanks();
  const std::string expected(!currency_.empty() ? std::string(currency_) : seen_currency_.empty() ? to.currency : seen_currency_);
  seen_currency_ = to.currency;
  if (same_currency(found, expected)) return true;
  return fail({"currency", quoted(text_) + " is in " + to.currency + ", expected " + expected, "convert it and write " + expected});
}

bool AmountReader::out_of(Amount& to) {
  const auto before = rest_;
  blanks();
  if (!take("in ") || to.has_unit()) {
    rest_ = before;
    return true;
  }
  blanks();
  Amount whole;
  if (!number(whole) || !unit(whole)) return false;
  if (whole.unit == "%" || whole.unit == "\u2030" || whole.number.exponent + whole.shift < 0 || to.number.exponent < 0 ||
      whole.number.digits.empty() || whole.number.negative || to.number.negative)
    return fail({"number", quoted(text_) + ": expected two whole numbers, as in 1 in 1000", ""});
  const auto n = value_of(whole, whole.shift);
  const auto k = value_of(to, 0);
  if (!n || !k) return fail(n ? k.problem : n.problem);
  if (*k.value > *n.value) return fail({"number", quoted(text_) + " is more than all", "write the smaller number first"});
  to.out_of = *n.value;
  return true;
}

}  // namespace premortem
