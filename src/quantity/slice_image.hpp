#pragma once
#include "premortem/core/interval.hpp"
#include "premortem/quantity/expression.hpp"

namespace premortem {

/// {f(x)} over a closed interval, whose ends may be infinite; rounded outwards. The functions of the C library are taken to err
/// by less than one unit in the last place (so the glibc manual, "Known Maximum Errors"), and are widened by two.
/// @throws Refusal where f is not defined in all of it: a logarithm or a root below 0, a logarithm of exactly 0
Interval slice_image(ExpressionNode::Op op, const Interval& x);

/// {f(x, y)} over a rectangle: sum, difference, product, quotient, minimum, maximum, power, and disjunction as that of independent
/// events, x + y - x y. 0 times infinity is 0, since an
/// infinite end stands for numbers of every size. A divisor that may be 0 gives an infinite end.
/// @throws Refusal for a division by exactly 0, or a power of a negative number to anything but one whole number
Interval slice_image(ExpressionNode::Op op, const Interval& x, const Interval& y);

/// {x^y}: of any x to one whole number, else of x >= 0; 0^0 is 1. A whole power up to 64 is exact where doubles hold it.
Interval power_image(const Interval& x, const Interval& y);

}  // namespace premortem
