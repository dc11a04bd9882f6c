#include "input/cell_reasons.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "input/cell_decimal.hpp"
#include "input/fix_hint.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

using Reason = std::optional<CellProblem>;

enum class Notation { in_full, of_people };  // whether 10M may stand for 10000000

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string without(std::string_view text, char unwanted) {
  std::string out(text);
  out.erase(std::remove(out.begin(), out.end(), unwanted), out.end());
  return out;
}

bool is_plain(std::string_view text) {
  const auto number = scan_decimal(text);
  return number && number->length == text.size();
}

// Each comma is followed by three digits and then by something else, as in 1,234,567.8.
bool in_groups_of_three(std::string_view text) {
  for (auto comma = text.find(','); comma != std::string_view::npos; comma = text.find(',', comma + 1)) {
    const auto group = text.substr(comma + 1);
    const auto digits = std::find_if_not(group.begin(), group.end(), is_digit) - group.begin();
    if (digits != 3) return false;
  }
  return true;
}

Reason not_finite(std::string_view cell) {
  auto word = lower_case(cell);
  if (word.starts_with('-') || word.starts_with('+')) word.erase(0, 1);
  if (!is_one_of(word, {"nan", "inf", "infinity"})) return {};
  return CellProblem{"number", quoted(cell) + " is not a finite number", "leave the cell empty if there is no value"};
}

Reason odd_notation(std::string_view cell) {
  const auto word = lower_case(cell);
  if (word.starts_with("0x") || word.starts_with("-0x"))
    return CellProblem{"number", quoted(cell) + " is hexadecimal", "write it as a decimal number"};
  if (word.find('_') != std::string::npos && is_plain(without(word, '_')))
    return CellProblem{"number", quoted(cell) + " has underscores", "write " + without(cell, '_')};
  if (word.size() > 1 && (word[0] == '-' || word[0] == '+') && (word[1] == '-' || word[1] == '+'))
    return CellProblem{"number", quoted(cell) + " has two signs", "write one"};
  if (word.starts_with('+') && is_plain(cell.substr(1)))
    return CellProblem{"number", quoted(cell) + " has a plus sign", "write " + std::string(cell.substr(1))};
  return {};
}

Reason currency_sign(std::string_view cell) {
  for (const std::string_view sign : {"$", "\u20AC", "\u00A3", "\u00A5", "\u20B9"}) {
    if (!cell.starts_with(sign) && !cell.ends_with(sign)) continue;
    const auto at = cell.starts_with(sign) ? sign.size() : 0;
    const std::string rest(trimmed(cell.substr(at, cell.size() - sign.size())));
    return CellProblem{"number", quoted(cell) + " has a currency sign", "write the number alone" + (is_plain(rest) ? ", " + rest : "")};
  }
  return {};
}

Reason several_points(std::string_view cell) {
  const auto joined = without(cell, '.');
  if (joined.size() + 2 > cell.size() || !is_plain(joined)) return {};
  return CellProblem{"number", quoted(cell) + " has more than one point", "if they separate thousands, write " + joined};
}

/// A word after a number that multiplies it. People's cells know some of them by a letter.
struct Multiplier {
  std::string_view word;  // in lower case
  std::string_view letter;
  long shift;
};

constexpr std::array<Multiplier, 20> multipliers{{{"%", "%", -2},        {"percent", "%", -2}, {"percents", "%", -2}, {"pct", "%", -2},
                                                  {"permille", "", -3},  {"bp", "", -4},       {"bps", "", -4},       {"ppm", "", -6},
                                                  {"k", "K", 3},         {"thousand", "K", 3}, {"thousands", "K", 3}, {"million", "M", 6},
                                                  {"millions", "M", 6},  {"mio", "M", 6},      {"mln", "M", 6},       {"mn", "M", 6},
                                                  {"bn", "B", 9},        {"mrd", "B", 9},      {"billion", "B", 9},   {"billions", "B", 9}}};

constexpr std::array<Multiplier, 2> capitals{{{"M", "M", 6}, {"B", "B", 9}}};  // as small letters they can be milli and bits

/// The multiplier that a text begins with. Absent where a letter or a sign goes on after it, or a second number stands in the text.
const Multiplier* multiplier_before(std::string_view text) {
  const auto word_end = text.starts_with('%') ? text.begin() + 1 : std::find_if_not(text.begin(), text.end(), is_letter);
  const auto rest = std::string_view(word_end, text.end());
  if (word_end == text.begin()) return nullptr;
  const bool ends_there = rest.empty() || rest.front() == ' ' || rest.front() == '/';
  if (!ends_there || std::any_of(rest.begin(), rest.end(), is_digit)) return nullptr;
  const std::string_view word(text.begin(), word_end);
  for (const auto& m : capitals)
    if (word == m.word) return &m;
  const auto found = std::find_if(multipliers.begin(), multipliers.end(), [lower = lower_case(word)](const Multiplier& m) { return m.word == lower; });
  return found == multipliers.end() ? nullptr : &*found;
}

/// What to write in place of a number and its multiplier: `10M` for `10 million users`, or 10000000 in full.
std::string multiplied(Decimal number, const Multiplier& multiplier, std::string_view cell, Notation notation) {
  if (notation == Notation::of_people && !multiplier.letter.empty())
    return "write " + std::string(cell.substr(0, number.length)) + std::string(multiplier.letter);
  number.exponent += multiplier.shift;
  const auto value = nearest_double(number, cell);
  return value ? "write " + plain_number(*value.value) : "";
}

Reason odd_groups(std::string_view cell) {
  const auto digits = std::find_if_not(cell.begin(), cell.end(), [](char c) { return is_digit(c) || c == ',' || c == '.'; }) - cell.begin();
  const auto number = cell.substr(0, static_cast<std::size_t>(digits));
  const auto comma = number.find(',');
  if (comma == std::string_view::npos || comma == 0 || comma + 1 == number.size() || number.find(',', comma + 1) == std::string_view::npos || in_groups_of_three(number)) return {};
  return CellProblem{"number", quoted(cell) + " has commas that do not part it into groups of three digits", "write the number in full, without commas"};
}

/// The hint names a number only where it is the one that was meant: without its multiplier it would be another one.
Reason text_after(std::string_view cell, Notation notation) {
  const auto number = scan_decimal(cell);
  if (!number || number->length == cell.size()) return {};
  if (auto groups = odd_groups(cell)) return groups;
  const auto rest = trimmed(cell.substr(number->length));
  const std::string written(cell.substr(0, number->length));
  const auto* multiplier = multiplier_before(rest);
  if (rest == "%") return CellProblem{"number", quoted(cell) + " is a percentage, expected a plain number", multiplied(*number, *multiplier, cell, notation)};
  if (rest == "e" || rest == "E" || rest == "e-" || rest == "e+")
    return CellProblem{"number", quoted(cell) + " has an exponent without digits", "write " + written + " or complete it"};
  return CellProblem{"number", quoted(cell) + " has text after the number: " + quoted(rest),
                     multiplier ? multiplied(*number, *multiplier, cell, notation) : "write the number alone; if the text is a unit, convert it first"};
}

CellProblem why_not(std::string_view cell, Notation notation) {
  for (const auto reason : {missing_value, spreadsheet_leftover, not_finite, comma_number, currency_sign, foreign_character, odd_notation, several_points})
    if (auto problem = reason(cell)) return *problem;
  return text_after(cell, notation).value_or(CellProblem{"number", quoted(cell) + " is not a number", ""});
}

}  // namespace

Reason missing_value(std::string_view cell) {
  if (cell.empty()) return CellProblem{"missing", "the cell is empty, expected a number", ""};
  if (is_one_of(lower_case(cell), {"na", "n/a", "null", "none", "-", "\u2013", "\u2014"}))
    return CellProblem{"missing", quoted(cell) + " is no value, expected a number", ""};
  return {};
}

Reason spreadsheet_leftover(std::string_view cell) {
  if (cell.starts_with('#') && cell.size() > 1)
    return CellProblem{"spreadsheet", quoted(cell) + " is a spreadsheet's error value", "mend the formula and save again"};
  if (cell.starts_with('='))
    return CellProblem{"spreadsheet", quoted(cell) + " is a formula, expected its value", "save the values as CSV"};
  return {};
}

Reason foreign_character(std::string_view cell) {
  for (std::size_t i = 0; i < cell.size();) {
    const auto c = decode_utf8(cell, i);
    if (!c) return CellProblem{"number", quoted(cell) + " is not UTF-8", "save the file as UTF-8"};
    if (c->value >= 0x80 || c->value < 0x20)
      return CellProblem{"number", quoted(cell) + " holds " + code_point_name(c->value) + ", expected ASCII digits",
                         "type the number anew"};
    i += c->length;
  }
  return {};
}

Reason comma_number(std::string_view cell) {
  const auto comma = cell.find(',');
  if (comma == std::string_view::npos || comma == 0) return {};
  const auto joined = without(cell, ',');
  const bool one_comma = cell.rfind(',') == comma;
  auto as_point = std::string(cell);
  as_point[comma] = '.';
  if (!one_comma || cell.find('.') != std::string_view::npos) {
    const bool point_last = cell.rfind('.') == std::string_view::npos || cell.rfind('.') > cell.rfind(',');
    if (point_last && is_plain(joined) && in_groups_of_three(cell)) return CellProblem{"number", quoted(cell) + " has thousands separators", "write " + joined};
    if (point_last) return {};
    auto european = without(cell, '.');
    std::replace(european.begin(), european.end(), ',', '.');
    if (!is_plain(european)) return {};
    return CellProblem{"number", quoted(cell) + " has a decimal comma", "write " + european};
  }
  if (!is_plain(as_point)) return {};
  const auto digits_after = std::find_if_not(cell.begin() + static_cast<long>(comma) + 1, cell.end(), is_digit) -
                            cell.begin() - static_cast<long>(comma) - 1;
  const auto before = cell.substr(cell.starts_with('-') ? 1 : 0, comma - (cell.starts_with('-') ? 1 : 0));
  const bool whole_group = digits_after == 3 && before.size() <= 3 && !before.starts_with('0');
  if (whole_group)
    return CellProblem{"ambiguous", quoted(cell) + " can be read as " + joined + " or " + as_point,
                       "write the one that is meant"};
  return CellProblem{"number", quoted(cell) + " has a decimal comma", "write " + as_point};
}

CellProblem why_not_plain(std::string_view cell) { return why_not(cell, Notation::in_full); }

CellProblem why_not_people(std::string_view cell) {
  constexpr std::string_view no_break = "\xC2\xA0";
  if (cell.starts_with(no_break) || cell.ends_with(no_break))
    return {"number", quoted(cell) + " begins or ends with a no-break space (U+00A0)", std::string("delete it; ") + fix_advice};
  if (const auto joined = without(cell, ' '); joined.size() < cell.size() && is_plain(joined))
    return {"number", quoted(cell) + " has blanks between its digits", "write " + joined};
  const auto slash = cell.find('/');
  if (slash != std::string_view::npos && is_plain(cell.substr(0, slash)) && is_plain(cell.substr(slash + 1)))
    return {"number", quoted(cell) + " is a fraction or a date", "for a fraction write " + std::string(cell.substr(0, slash)) +
                                                                     " in " + std::string(cell.substr(slash + 1))};
  const auto number = scan_decimal(cell);
  const auto rest = number ? trimmed(cell.substr(number->length)) : std::string_view();
  if (rest.starts_with("of ") && scan_decimal(trimmed(rest.substr(3))))
    return {"number", quoted(cell) + " counts, expected one number", "for the share write " + std::string(trimmed(cell.substr(0, number->length))) + " in " + std::string(trimmed(rest.substr(3)))};
  const bool begins_like_text = !rest.empty() && (is_letter(rest.front()) || rest.front() == '_' || rest.front() == '.' || multiplier_before(rest));
  if (begins_like_text) return why_not(cell, Notation::of_people);
  return {"number", quoted(cell) + " is not understood as a number", "write one such as 0.05, 5%, 18M, 1 in 1000 or 2-5%"};
}

}  // namespace premortem
