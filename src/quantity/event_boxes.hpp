#pragma once
#include "premortem/quantity/probability_box.hpp"

namespace premortem {

bool is_comparison(ExpressionNode::Op op);

/// both, conjunction, disjunction
bool is_of_events(ExpressionNode::Op op);

/// 1 or 0, by how a - b compares with 0.
ProbabilityBox compared(ExpressionNode::Op op, const ProbabilityBox& difference);

/// Of two events whose probabilities the boxes estimate; above 1 counts as 1. How the events go together is as little known as
/// how the estimates do: unknown gives the Frechet images, [max(0, a+b-1), min(a, b)] and [max(a, b), min(1, a+b)], `perfect`
/// and `opposite` the ends of them, `independent` a b and a + b - a b. The overlap of `both` is unknown whatever is stated.
/// @throws Refusal if one is no probability at all
ProbabilityBox of_events(ExpressionNode::Op op, const ProbabilityBox& a, const ProbabilityBox& b, Dependence dependence);

}  // namespace premortem
