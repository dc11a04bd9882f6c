#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "premortem/random/philox.hpp"
#include "quantity/block_evaluator.hpp"
#include "quantity/leaf_sampler.hpp"

namespace premortem {

/// A leaf that varies, with its two streams of draws.
struct DesignVariable {
  std::size_t leaf;
  StreamKey a, b;
  std::unique_ptr<LeafSampler> sampler;
};

std::vector<DesignVariable> design_variables(const Expression& expression, std::span<const Leaf> leaves,
                                             std::uint64_t seed);

/// The values of an expression on a block of Saltelli's design; one thread's working memory.
class SobolDesign {
 public:
  SobolDesign(const Expression& expression, std::span<const Leaf> leaves, std::span<const DesignVariable> variables);

  /// Evaluates n samples from `first` on.
  /// @throws Refusal if a value is undefined or not finite
  void evaluate(std::uint64_t first, std::size_t n);

  const Block& a() const { return *values_[0]; }                                     ///< f(A)
  const Block& b() const { return *values_[1]; }                                     ///< f(B)
  const Block& mixed(std::size_t variable) const { return *values_[variable + 2]; }  ///< f(A with that column of B)

 private:
  void compute(Block& into, std::size_t n);

  std::span<const DesignVariable> variables_;
  BlockEvaluator evaluator_;
  std::vector<LeafColumn> columns_;  // by leaf number
  std::vector<std::unique_ptr<Block>> drawn_a_, drawn_b_, values_;
};

}  // namespace premortem
