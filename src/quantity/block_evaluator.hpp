#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "premortem/quantity/expression.hpp"

namespace premortem {

/// Samples are evaluated this many at a time, so that what is computed stays in the processor's nearest memory.
constexpr std::size_t block_size = 1024;
using Block = std::array<double, block_size>;

/// A leaf's values in the block at hand: one for each sample, or a constant where `values` is null.
struct LeafColumn {
  const double* values = nullptr;
  double constant = 0;
  double factor = 1;  ///< of products alone: what `values` are still to be multiplied by
};

/// Evaluates one expression, a block of samples at a time, for whoever has columns for its leaves. Memory: one block
/// for each value that is still needed, not for each step. One thread uses it at a time.
class BlockEvaluator {
 public:
  /// @param expression  outlives the evaluator
  /// @throws DomainError for an empty expression, or one with an unknown overlap (`both`), which has no single value
  explicit BlockEvaluator(const Expression& expression);

  /// The values of out.size() <= block_size samples; NaN where an operation is undefined, unless a choice passes it
  /// over.
  /// @param leaves  by leaf number; only those the expression uses are read
  void evaluate(std::span<const LeafColumn> leaves, std::span<double> out);

  /// Why sample i of a block is NaN: "the logarithm of a number that is not positive"; empty if it is not NaN.
  std::string why_undefined(std::span<const LeafColumn> leaves, std::size_t i) const;

 private:
  void place_nodes();
  const double* operand(std::size_t node, std::span<const LeafColumn> leaves) const;
  std::vector<double> values_at(std::span<const LeafColumn> leaves, std::size_t i) const;

  const Expression& expression_;
  std::vector<std::size_t> order_;  // the nodes that the result needs, as they stand
  std::vector<std::size_t> slot_;   // by node: where its block is
  std::vector<std::unique_ptr<Block>> blocks_;
};

}  // namespace premortem
