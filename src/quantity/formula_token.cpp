#include "quantity/formula_token.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_name_part(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.'; }

/// Where the run of characters that satisfy `belongs` ends.
template <class Belongs>
std::size_t run_end(std::string_view text, std::size_t from, Belongs belongs) {
  while (from < text.size() && belongs(text[from])) ++from;
  return from;
}

/// What people write for a symbol of the language, and what to write in its place. Longer ones first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> foreign_symbols{{
    {"**", "for a power write ^"},          {"<>", "for \"not equal\" write !="},  {"=<", "write <="},
    {"=>", "write >="},                     {"&&", "for \"and\" write and(p, q)"}, {"||", "for \"or\" write or(p, q)"},
    {"=", "to compare write =="},           {"!", "for \"not equal\" write !="},   {"&", "for \"and\" write and(p, q)"},
    {"|", "for \"or\" write or(p, q)"},     {"%", "a percent sign stands only after a number"},
    {";", "put a comma between arguments"}, {"[", "write ("},                      {"]", "write )"},
    {"{", "write ("},                       {"}", "write )"},                      {"'", "put a name in double quotes"},
    {"$", "write the amount without its sign"},
    {"\xC3\x97", "for times write *"},      // multiplication sign
    {"\xC2\xB7", "for times write *"},      // middle dot
    {"\xC3\xB7", "for a quotient write /"}, // division sign
    {"\xE2\x88\x92", "write the minus of the keyboard, -"}, {"\xE2\x80\x93", "write the minus of the keyboard, -"},
    {"\xE2\x80\x94", "write the minus of the keyboard, -"}, {"\xE2\x89\xA4", "write <="}, {"\xE2\x89\xA5", "write >="},
    {"\xE2\x89\xA0", "write !="},           {"\xC2\xB2", "for a square write ^2"}, {"\xCF\x80", "write pi"},
    {"\xC2\xA0", "write a plain blank"},    // no-break space
}};

[[noreturn]] void fail_symbol(std::string_view formula, std::size_t offset) {
  const auto rest = formula.substr(offset);
  for (const auto& [symbol, hint] : foreign_symbols) {
    if (!rest.starts_with(symbol)) continue;
    const bool leading = symbol == "=" && formula.find_first_not_of(" \t\r\n") == offset;
    fail_formula(formula, offset, "formula", symbol, fmt::format("\"{}\" is no sign of a formula", symbol), leading ? "leave the = out" : std::string(hint));
  }
  const auto character = decode_utf8(formula, offset);
  const auto piece = rest.substr(0, character ? character->length : 1);
  fail_formula(formula, offset, "formula", piece, fmt::format("\"{}\" is no sign of a formula", piece), "a name with other signs than letters, digits, _ and . stands in double quotes");
}

/// Digits, a point, an exponent: where what looks like a number ends.
std::size_t number_end(std::string_view text, std::size_t at) {
  at = run_end(text, at, is_digit);
  if (at < text.size() && text[at] == '.') at = run_end(text, at + 1, is_digit);
  if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) return at;
  std::size_t exponent = at + 1;
  if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
  return exponent < text.size() && is_digit(text[exponent]) ? run_end(text, exponent, is_digit) : at;
}

/// The double nearest to the text times 10^shift: 5% is 0.05, not 5 divided by 100. Absent beyond the range of a double.
std::optional<double> number_of(std::string_view text, int shift) {
  const auto letter = text.find_first_of("eE");
  long exponent = 0;
  if (letter != std::string_view::npos) {
    const auto digits = text.substr(letter + (text[letter + 1] == '+' ? 2 : 1));
    if (std::from_chars(digits.data(), digits.data() + digits.size(), exponent).ec != std::errc{} || exponent > 100'000 || exponent < -100'000) return std::nullopt;
  }
  const auto shifted = fmt::format("{}e{}", text.substr(0, letter), exponent + shift);
  double value = 0;
  const auto read = std::from_chars(shifted.data(), shifted.data() + shifted.size(), value);
  return read.ec == std::errc{} && read.ptr == shifted.data() + shifted.size() ? std::optional(value) : std::nullopt;
}

FormulaToken number_token(std::string_view formula, std::size_t offset) {
  std::size_t end = number_end(formula, offset);
  if (end < formula.size() && is_name_part(formula[end])) {
    const auto piece = formula.substr(offset, run_end(formula, end, is_name_part) - offset);
    fail_formula(formula, offset, "formula", piece, fmt::format("\"{}\" is no number", shortened(piece)),
                 "write a plain number, such as 5000000 or 5e6, and * between a number and a name");
  }
  const auto digits = formula.substr(offset, end - offset);
  const std::size_t sign = run_end(formula, end, is_blank);
  const bool percent = sign < formula.size() && formula[sign] == '%';
  if (percent) end = sign + 1;
  const auto piece = formula.substr(offset, end - offset);
  const auto value = number_of(digits, percent ? -2 : 0);
  if (!value) fail_formula(formula, offset, "formula", piece, fmt::format("\"{}\" is beyond the numbers that can be computed with", shortened(piece)), "write one between 1e-307 and 1e307");
  return {FormulaToken::Kind::number, piece, offset, *value};
}

FormulaToken quoted_token(std::string_view formula, std::size_t offset) {
  const auto closing = formula.find('"', offset + 1);
  if (closing == std::string_view::npos) fail_formula(formula, offset, "formula", "\"", "this quote is not closed", "write another \" after the name");
  if (closing == offset + 1) fail_formula(formula, offset, "formula", "\"\"", "there is no name between the quotes");
  return {FormulaToken::Kind::name, formula.substr(offset + 1, closing - offset - 1), offset, 0, true};
}

}  // namespace

void fail_formula(std::string_view formula, std::size_t offset, std::string code, std::string_view piece, std::string message, std::string hint) {
  const auto before = formula.substr(0, offset);
  const auto is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };  // of a UTF-8 character
  const auto column = static_cast<std::size_t>(std::count_if(before.begin(), before.end(), is_start)) + 1;
  throw FormulaFailure{{column, std::move(code), std::string(piece), std::move(message), std::move(hint)}};
}

FormulaToken formula_token(std::string_view formula, std::size_t offset) {
  const std::size_t at = run_end(formula, offset, is_blank);
  if (at == formula.size()) return {FormulaToken::Kind::end, {}, at};
  const char c = formula[at];
  const bool point = c == '.' && at + 1 < formula.size() && is_digit(formula[at + 1]);
  if (is_digit(c) || point) return number_token(formula, at);
  if (is_letter(c)) return {FormulaToken::Kind::name, formula.substr(at, run_end(formula, at, is_name_part) - at), at};
  if (c == '"') return quoted_token(formula, at);
  const auto two = formula.substr(at, 2);
  if (two.size() == 2 && two[1] == '=' && std::string_view("<>=!").find(c) != std::string_view::npos) return {FormulaToken::Kind::symbol, two, at};
  if (two == "**" || two == "<>" || std::string_view("+-*/^(),<>").find(c) == std::string_view::npos) fail_symbol(formula, at);
  return {FormulaToken::Kind::symbol, formula.substr(at, 1), at};
}

std::size_t end_of(const FormulaToken& token) { return token.offset + token.text.size() + (token.quoted ? 2 : 0); }

}  // namespace premortem
