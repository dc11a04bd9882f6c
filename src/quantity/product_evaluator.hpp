#pragma once
#include <functional>
#include <span>

#include "quantity/block_evaluator.hpp"

namespace premortem {

/// True for a tree of products and quotients of constants and leaves alone.
bool is_product(const Expression& expression);

/// The constants of a product, in two factors: `start` is multiplied by the leaves that vary, and `rest` by what comes of it. Where
/// the constants are a positive number, start is a power of two and rest lies in [1, 2), so that products which differ in rest alone
/// have the same draws, and neither passes the range of numbers where the whole does not; else rest is 1.
struct ProductConstants {
  double start = 1, rest = 1;
};

/// @param leaves  by leaf number: a constant, or any values and their factor
ProductConstants constants_of_product(const Expression& expression, std::span<const LeafColumn> leaves);

/// Calls visit(leaf, divides) for each leaf that varies, in the order in which evaluate_product multiplies by them.
void visit_product(const Expression& expression, std::span<const LeafColumn> leaves, const std::function<void(std::size_t, bool)>& visit);

/// `start` times each leaf that varies, from left to right, in a block; their factors are not looked at. Times the rest it is what
/// BlockEvaluator gives, but for the last bits: constants are multiplied by each other only once.
void evaluate_product(const Expression& expression, std::span<const LeafColumn> leaves, double start, std::span<double> out);

/// x[i] times the leaf's value.
void multiply_by_leaf(std::span<double> x, const LeafColumn& leaf);

}  // namespace premortem
