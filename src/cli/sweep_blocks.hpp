#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cli/checkpoint.hpp"

namespace premortem::cli {

/// The rows of one point, whole with its line end: a function of the id alone. One evaluator is used by one thread.
using PointEvaluator = std::function<std::string(std::uint64_t id)>;

struct SweepProgress {
  std::uint64_t points = 0;  ///< of the whole sweep
  std::uint64_t kept = 0;    ///< from an earlier run
  std::uint64_t done = 0;    ///< in this one
  double seconds = 0;        ///< of this one
};

struct SweepJob;
struct BlockSink;

/// What computes the ids of a job that `kept` leaves; run_blocks is one, and says what any other must do.
using BlockRunner = std::function<bool(const SweepJob& job, const std::vector<IdRange>& kept, const BlockSink& sink)>;

struct SweepJob {
  IdRange ids;              ///< of the sweep, or of a shard of it
  std::uint64_t block = 0;  ///< points a thread takes at a time; 0: one where they are slow, more where they are quick or there are above 65,536
  int jobs = 1;             ///< threads
  std::function<PointEvaluator()> evaluator;  ///< called once in each thread, also by several at the same time
  std::function<void(const SweepProgress&)> progress = {};  ///< after each block, by one thread at a time; may be empty
  const std::atomic<bool>* interrupted = nullptr;           ///< once true, the points in work are finished and no more begun
  BlockRunner runner = {};                                  ///< computes the blocks, also elsewhere; empty: run_blocks
};

/// Both are called by several threads at once.
struct BlockSink {
  /// Points of a block that are done: all of it, unless the run was interrupted or a point failed.
  std::function<void(IdRange ids, std::string rows)> take;
  /// The run ends before its end: there may be blocks that will never come. Called once or more; may be empty.
  std::function<void()> ending = {};
  /// What comes before its turn is held in memory. With run_blocks a thread that is far ahead waits in `take`; any other
  /// runner does not begin what is far ahead.
  bool in_order = false;
};

/// Computes the ids that `kept` (in order, not overlapping) leaves. Blocks are begun in the order of the ids and
/// handed to `sink` as they are done, in any order.
/// @return whether all is done; false where it was interrupted
/// @throws what the sink throws; or of the points that throw what the first by id does, whatever the threads, all points
///         before it being done
bool run_blocks(const SweepJob& job, const std::vector<IdRange>& kept, const BlockSink& sink);

}  // namespace premortem::cli
