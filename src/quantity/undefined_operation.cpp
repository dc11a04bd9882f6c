#include "quantity/undefined_operation.hpp"

namespace premortem {

std::string why_undefined_operation(ExpressionNode::Op op, bool infinite) {
  using Op = ExpressionNode::Op;
  switch (op) {
    case Op::quotient:
      if (!infinite) return "a division by zero";
      break;
    case Op::logarithm:
      return "the logarithm of a number that is not positive";
    case Op::square_root:
      return "the square root of a negative number";
    case Op::power:
      if (!infinite)
        return "a power of 0 with a negative exponent, or of a negative number with an exponent that is not whole";
      break;
    case Op::sine:
      return "the sine of an angle beyond 1.1e15";
    case Op::cosine:
      return "the cosine of an angle beyond 1.1e15";
    case Op::conjunction:
      return "`and` of a number that is no probability (0 to 1)";
    case Op::disjunction:
      return "`or` of a number that is no probability (0 to 1)";
    case Op::leaf:
      return "an estimate without a value";
    default:
      break;
  }
  return "a calculation with a value beyond the largest number";
}

}  // namespace premortem
