#pragma once
#include <span>

#include "quantity/block_evaluator.hpp"

namespace premortem {

/// True for a tree of products and quotients of constants and leaves alone.
bool is_product(const Expression& expression);

/// The values of such a tree in a block: the constants first, then each leaf that varies, from left to right. What
/// BlockEvaluator gives, but for the last bits: its constants are multiplied by each other only once.
void evaluate_product(const Expression& expression, std::span<const LeafColumn> leaves, std::span<double> out);

/// x[i] times the leaf's value.
void multiply_by_leaf(std::span<double> x, const LeafColumn& leaf);

}  // namespace premortem
