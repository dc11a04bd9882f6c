#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "premortem/quantity/formula.hpp"

namespace premortem {

/// A piece of a formula that stands for one thing.
struct FormulaToken {
  enum class Kind { number, name, symbol, end };
  Kind kind = Kind::end;
  std::string_view text;   ///< as written; of a name in quotes what is between them
  std::size_t offset = 0;  ///< its first byte in the formula
  double value = 0;        ///< of a number
  bool quoted = false;     ///< a name that stood in quotes, which is never a function or pi
};

/// Thrown inside the reader of formulas alone; parse_formula returns what it holds.
struct FormulaFailure {
  FormulaProblem problem;
};

/// @param offset  byte of the formula at which the problem is
[[noreturn]] void fail_formula(std::string_view formula, std::size_t offset, std::string code, std::string_view piece, std::string message,
                               std::string hint = {});

/// The token that begins at `offset` or after the blanks there. @throws FormulaFailure where none does
FormulaToken formula_token(std::string_view formula, std::size_t offset);

/// The offset after a token.
std::size_t end_of(const FormulaToken& token);

}  // namespace premortem
