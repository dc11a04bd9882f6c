#pragma once
#include <vector>

#include "quantity/interval_pass.hpp"

namespace premortem {

/// By leaf number below `leaves`: what the slope of an expression in that leaf may be where the leaves lie in the intervals
/// that `pass` was run with; all of the line where it may jump. Of an overlap that is unknown, the slope of every value that
/// the overlap may take.
/// Source: reverse accumulation, Griewank & Walther (2008), Evaluating Derivatives, SIAM, chapter 3; generalised gradients of
/// min, max and abs: Clarke (1983), Optimization and Nonsmooth Analysis, chapter 2.
std::vector<Interval> slopes_of(const Expression& expression, const IntervalPass& pass, std::size_t leaves);

}  // namespace premortem
