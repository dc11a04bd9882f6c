#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/quantity/expression.hpp"

namespace premortem {

/// Where and why a formula could not be read. `column` counts characters of the formula from 1.
struct FormulaProblem {
  std::size_t column = 0;
  std::string code;     ///< "formula", "name", "depth", "steps"
  std::string text;     ///< the offending piece as written
  std::string message;  ///< what is wrong and what was expected
  std::string hint;     ///< empty if there is none
};

struct FormulaResult {
  std::optional<Expression> expression;  ///< absent if there is a problem
  std::optional<FormulaProblem> problem;
};

/// What a name of a formula stands for: appends it to the expression and gives its position; absent if nothing has that name.
using NameMeaning = std::function<std::optional<std::size_t>(std::string_view name, Expression& into)>;

/// A formula nests at most this deep, and has at most so many steps after every name is replaced by its meaning.
constexpr std::size_t most_formula_depth = 256;
constexpr std::size_t most_formula_steps = 100'000;

/// Reads a formula:
///   or      comparison      a < b  a <= b  a > b  a >= b  a == b  a != b   (does not chain)
///           sum             a + b  a - b        left to right
///           product         a * b  a / b        left to right
///           sign            -a
///           power           a ^ b               right to left, before the sign: -2^2 is -4
///           primary         number, name, pi, ( formula ), function( arguments )
/// Functions: min(a, b, ...) max(a, b, ...) abs(a) exp(a) log(a) sqrt(a) sin(a) cos(a) if(condition, a, b) or(p, q, ...)
/// and(p, q, ...). Numbers are plain (12, 0.5, 1e-3) or a percentage (5%). Names are letters, digits, `_` and `.`, beginning with
/// a letter; a name in double quotes may hold anything ("harms.wrong refund.exposed").
FormulaResult parse_formula(std::string_view text, const NameMeaning& meaning);

/// The names a formula uses, in the order of their first use; empty where it cannot be read.
std::vector<std::string> names_in(std::string_view formula);

}  // namespace premortem
