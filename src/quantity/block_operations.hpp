#pragma once
#include <cstddef>

#include "premortem/quantity/expression.hpp"

namespace premortem {

/// What an operation reads; those it does not have are null.
struct BlockOperands {
  const double* a = nullptr;
  const double* b = nullptr;
  const double* c = nullptr;
};

/// out[i] = op(a[i], b[i], c[i]); NaN where that is undefined or an operand it needs is NaN. `out` may be an operand.
/// A probability outside [0, 1] has no conjunction or disjunction: NaN.
/// Same bits on every processor: only operations of IEEE 754 and the functions of core/portable_math.
/// @throws DomainError for constant, leaf, and `both`, which has no single value
void apply_to_block(ExpressionNode::Op op, const BlockOperands& x, double* out, std::size_t n);

}  // namespace premortem
