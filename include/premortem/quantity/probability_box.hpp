#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"
#include "premortem/quantity/expression.hpp"
#include "premortem/quantity/leaf.hpp"

namespace premortem {

/// All distributions whose quantile function lies between two step functions: slice i of n, i = 0 .. n-1, holds the
/// probabilities from i/n to (i+1)/n, and there the quantile is at least `low[i]` and at most `high[i]`. Both ascend.
/// Tails are kept: low[0] may be -infinity and high[n-1] +infinity.
struct ProbabilityBox {
  std::vector<double> low, high;

  std::size_t slices() const { return low.size(); }
  /// What the quantile at p in [0, 1] may be.
  Interval quantile(double p) const;
  /// What P(X <= x) may be.
  Interval cdf(double x) const;
};

/// What is known of how two quantities go together.
enum class Dependence { unknown, independent, perfect, opposite };

/// The box of a leaf. point: its value; range, unknown share: everything between its limits; uniform, triangular, pert, normal,
/// lognormal, beta: their quantiles, cut at slice boundaries and rounded outwards; count: between Beta(k, n-k+1) and
/// Beta(k+1, n-k), point masses at 0 and 1 for k = 0 and n; rate: between Gamma(k) and Gamma(k+1), over n; sample: Dvoretzky-
/// Kiefer-Wolfowitz at error `alpha`, with hard limits beyond it where the leaf has them, else infinite; several experts: the
/// envelope of what each says. Multiplier applied, a share kept within [0, 1].
/// @throws Refusal for an unknown amount
ProbabilityBox box_of(const Leaf& leaf, double alpha, std::size_t slices);

/// a op b for a binary operation, whatever the dependence or as it is stated. Every distribution that the operands and the
/// dependence allow lies inside; directed rounding.
/// Source: Williamson & Downs (1990), International Journal of Approximate Reasoning 4.
ProbabilityBox combine(ExpressionNode::Op op, const ProbabilityBox& a, const ProbabilityBox& b, Dependence dependence);

/// `b` where the condition is not 0, else `c`; nothing is known of how the three go together.
ProbabilityBox choice(const ProbabilityBox& condition, const ProbabilityBox& b, const ProbabilityBox& c);

/// A function of one quantity: absolute, exponential, logarithm, square_root, sine, cosine, negative.
ProbabilityBox transform(ExpressionNode::Op op, const ProbabilityBox& a);

/// What a whole expression may be if nothing is known of the dependence between its leaves. A leaf named twice is taken as if
/// its copies could differ, which encloses the truth.
/// @param leaves  what the leaf numbers of the expression count through
/// @param alpha   the error each sample leaf has in this statement
/// @throws Refusal where a leaf has no box or an operation is not defined
ProbabilityBox box_of(const Expression& expression, std::span<const Leaf> leaves, double alpha, std::size_t slices);

/// The `any_dependence` reading: quantiles with what they may be, whatever the dependence between the estimates.
struct DependenceReading {
  Interval p05, p50, p95;
  /// A dependence was found at which p95 reaches this; the worst case lies between it and p95.high. Absent where the rearrangement
  /// does not apply (the expression is not a product or a sum of leaves that have one distribution each).
  std::optional<double> p95_found;
};

/// @param slices  of every box, 200 to 4,000
DependenceReading any_dependence(const Expression& expression, std::span<const Leaf> leaves, double alpha, std::size_t slices = 1'000);

/// The largest p-quantile of x_1 op ... op x_d (sum or product) that the rearrangement algorithm finds over dependences: a lower
/// estimate of the worst case. `quantiles[j]` are n values of leaf j at the mid-probabilities of [p, 1] cut in n slices.
/// Source: Embrechts, Puccetti & Rueschendorf (2013), Journal of Banking & Finance 37.
double worst_quantile_found(std::vector<std::vector<double>> quantiles, ExpressionNode::Op op);

}  // namespace premortem
