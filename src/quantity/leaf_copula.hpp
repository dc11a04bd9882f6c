#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "premortem/quantity/simulation.hpp"
#include "premortem/random/philox.hpp"
#include "quantity/block_evaluator.hpp"

namespace premortem {

/// The Gaussian copula of the leaves that are stated to go together: each one's uniforms of a block, correlated.
/// Leaves are taken in the order of their names, so that the order of rows in a file changes no bit. Shared by threads,
/// read-only.
class LeafCopula {
 public:
  /// Correlations of 0 and those with a leaf that is constant or cannot be drawn are passed over.
  /// @throws DomainError, Refusal  as simulate_correlated
  LeafCopula(std::span<const Leaf> leaves, std::span<const RankCorrelation> correlations, std::uint64_t seed);

  bool has(std::size_t leaf) const { return leaf < member_of_.size() && member_of_[leaf].has_value(); }

  /// Fills the block of each leaf that it has with n uniforms on (0, 1), from sample `first` on.
  /// @param blocks  by leaf number; null where none are wanted
  /// @param scores  working memory of the caller, kept between calls
  void fill(std::uint64_t first, std::size_t n, std::span<const std::unique_ptr<Block>> blocks,
            std::vector<Block>& scores) const;

 private:
  struct Member {
    std::size_t leaf;
    StreamKey key;
    std::vector<double> weights;           ///< of the independent scores, its own last
    std::vector<std::uint32_t> ascending;  ///< for a mixture: its parts of (0, 1) in the order of their values
    bool keeps_own_draws() const;          ///< no weight but its own
  };

  void find_members(std::span<const Leaf> leaves, std::span<const RankCorrelation> correlations, std::uint64_t seed);
  void combine(const Member& member, std::span<const Block> scores, std::span<double> out) const;

  std::vector<Member> members_;                        // by name
  std::vector<std::optional<std::size_t>> member_of_;  // by leaf number
};

}  // namespace premortem
