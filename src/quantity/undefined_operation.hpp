#pragma once
#include <string>

#include "premortem/quantity/expression.hpp"

namespace premortem {

/// What was asked of an operation where it is undefined: "the square root of a negative number".
/// @param infinite  an operand had passed the largest number
std::string why_undefined_operation(ExpressionNode::Op op, bool infinite);

}  // namespace premortem
