#pragma once
#include "premortem/quantity/probability_box.hpp"

namespace premortem {

/// Williamson & Downs (1990): over slices i, j of quantities that go together in any way,
/// low[k] = max {f(a.low[i], b.low[j]) : i + j = k}, high[k] = min {f(a.high[i], b.high[j]) : i + j = k + n - 1},
/// for f that rises in both. Sharp at every quantile up to the width of a slice (Frank, Nelsen & Schweizer 1987); O(n^2).
/// `op` is sum, minimum or maximum of any numbers; product of numbers >= 0; quotient of numbers >= 0 by numbers >= 0, where it is
/// f(a, 1/b). Chains of it give the same in every order, but for rounding, since the joint optimum over i + j + ... is theirs.
ProbabilityBox any_dependence_of_rising(ExpressionNode::Op op, const ProbabilityBox& a, const ProbabilityBox& b);

/// P(Z <= z) of a product of quantities on either side of 0: positive and negative part of Z apart, each from products of parts,
/// of which two that exclude each other add.
ProbabilityBox any_dependence_of_product(const ProbabilityBox& a, const ProbabilityBox& b);

/// The same of a quotient. A divisor on both sides of 0 is taken as not 0, and leaves both tails infinite where it may be near.
ProbabilityBox any_dependence_of_quotient(const ProbabilityBox& a, const ProbabilityBox& b);

}  // namespace premortem
