#pragma once
#include <cstdint>
#include <exception>
#include <functional>
#include <string>

#include "cli/sweep_blocks.hpp"

namespace premortem::mpi {

/// What became of a block.
struct BlockResult {
  cli::IdRange block;
  std::uint64_t done = 0;     ///< points from its first on
  std::string rows = {};      ///< of those
  double seconds = 0;         ///< that they took
  std::exception_ptr failed = {};  ///< what the point after them threw
};

/// Computes a block's points in order, up to one that throws or is not wanted.
/// @param evaluate  made by `evaluator` where it is empty
BlockResult compute_block(cli::IdRange block, cli::PointEvaluator& evaluate, const std::function<cli::PointEvaluator()>& evaluator,
                          const std::function<bool(std::uint64_t id)>& is_wanted);

}  // namespace premortem::mpi
