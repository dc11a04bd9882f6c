#pragma once
#include <span>
#include <string_view>

#include "premortem/quantity/expression.hpp"

namespace premortem {

/// A function of the language of formulas.
struct FormulaFunction {
  std::string_view name;
  ExpressionNode::Op op;
  int arguments;
  bool more;  ///< takes as many as are given, two at a time from the left
};

std::span<const FormulaFunction> formula_functions();

/// Null if there is none.
const FormulaFunction* function_named(std::string_view name);

}  // namespace premortem
