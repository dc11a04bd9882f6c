#include "quantity/formula_slip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "premortem/core/nearest_name.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

constexpr const char* decimal_point = "write decimals with a point, not a comma";

[[noreturn]] void fail(std::string_view formula, const FormulaToken& at, std::string message, std::string hint = {}) {
  fail_formula(formula, at.offset, "formula", at.text, std::move(message), std::move(hint));
}

bool is_between_digits(std::string_view formula, const FormulaToken& token) {
  const auto digit = [&](std::size_t i) { return i < formula.size() && formula[i] >= '0' && formula[i] <= '9'; };
  return token.offset > 0 && digit(token.offset - 1) && digit(token.offset + 1);
}

bool is_comparison(std::string_view symbol) {
  constexpr std::array<std::string_view, 6> comparisons{"<", "<=", ">", ">=", "==", "!="};
  return std::find(comparisons.begin(), comparisons.end(), symbol) != comparisons.end();
}

/// What to write where an operation is missing before a word.
std::string missing_operation(const FormulaToken& token) {
  const auto word = folded_name(token.text);
  if (word == "x" || word == "(") return "for times write *";
  return word == "and" || word == "or" ? fmt::format("write {}(p, q)", word) : "write + - * / or ^ between two values";
}

}  // namespace

void fail_formula_without_value(std::string_view formula, const FormulaToken& token) {
  if (token.kind == FormulaToken::Kind::end) fail(formula, token, "the formula ends where a value is expected");
  fail(formula, token, fmt::format("\"{}\" stands where a value is expected", token.text));
}

void fail_formula_going_on(std::string_view formula, const FormulaToken& token) {
  if (token.kind == FormulaToken::Kind::symbol) {
    if (token.text == ")") fail(formula, token, "this parenthesis closes nothing", "delete it, or write ( where it begins");
    if (token.text == ",") fail(formula, token, "a comma stands only between the arguments of a function", is_between_digits(formula, token) ? decimal_point : "");
    if (is_comparison(token.text)) fail(formula, token, "a comparison of a comparison", "write and(a < b, b < c)");
  }
  fail(formula, token, fmt::format("there is no operation before \"{}\"", shortened(token.text)), missing_operation(token));
}

void fail_unknown_function(std::string_view formula, const FormulaToken& name) {
  std::vector<std::string> known;
  for (const auto& f : formula_functions()) known.emplace_back(f.name);
  const auto near = nearest_name(name.text, known);
  fail(formula, name, fmt::format("there is no function \"{}\"", shortened(name.text)),
       near ? fmt::format("did you mean \"{}\"?", *near) : "functions are min max abs exp log sqrt sin cos if or and; for times write *");
}

void check_arguments(std::string_view formula, const FormulaToken& name, const FormulaFunction& function, int given, const std::optional<FormulaToken>& comma) {
  if (given == function.arguments || (function.more && given > function.arguments)) return;
  const auto expected = fmt::format("{}{}", function.more ? "at least " : "", count_text(static_cast<std::size_t>(function.arguments), "argument"));
  const bool decimal = given > function.arguments && comma && is_between_digits(formula, *comma);
  const std::string hint = decimal ? decimal_point : function.op == ExpressionNode::Op::choice ? "write if(condition, value, value otherwise)" : "";
  fail(formula, name, fmt::format("{} takes {}, but has {}", function.name, expected, given), hint);
}

}  // namespace premortem
