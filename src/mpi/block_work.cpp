#include "mpi/block_work.hpp"

#include <chrono>

namespace premortem::mpi {

BlockResult compute_block(cli::IdRange block, cli::PointEvaluator& evaluate, const std::function<cli::PointEvaluator()>& evaluator,
                          const std::function<bool(std::uint64_t id)>& is_wanted) {
  BlockResult result{block};
  auto begun = std::chrono::steady_clock::now();
  try {
    if (!evaluate) evaluate = evaluator(), begun = std::chrono::steady_clock::now();  // a copy of the case is no part of a point
    for (; result.done < block.count && is_wanted(block.first + result.done); ++result.done) result.rows += evaluate(block.first + result.done);
  } catch (...) {
    result.failed = std::current_exception();
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return result;
}

}  // namespace premortem::mpi
