#include "quantity/formula_function.hpp"

#include <algorithm>
#include <array>

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

constexpr std::array<FormulaFunction, 11> functions{{{"min", Op::minimum, 2, true},
                                                     {"max", Op::maximum, 2, true},
                                                     {"abs", Op::absolute, 1, false},
                                                     {"exp", Op::exponential, 1, false},
                                                     {"log", Op::logarithm, 1, false},
                                                     {"sqrt", Op::square_root, 1, false},
                                                     {"sin", Op::sine, 1, false},
                                                     {"cos", Op::cosine, 1, false},
                                                     {"if", Op::choice, 3, false},
                                                     {"or", Op::disjunction, 2, true},
                                                     {"and", Op::conjunction, 2, true}}};

}  // namespace

std::span<const FormulaFunction> formula_functions() { return functions; }

const FormulaFunction* function_named(std::string_view name) {
  const auto found = std::find_if(functions.begin(), functions.end(), [&](const auto& f) { return f.name == name; });
  return found == functions.end() ? nullptr : &*found;
}

}  // namespace premortem
