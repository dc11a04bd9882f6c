#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>

#include "mpi/block_dealer.hpp"
#include "mpi/block_work.hpp"

namespace premortem::mpi {

/// Which blocks of a run are still to be computed, what became of the others, and how the run ends: what run_blocks promises,
/// whoever computes. Used by all threads of rank 0.
class BlockLedger {
 public:
  BlockLedger(const cli::SweepJob& job, const cli::BlockSink& sink, BlockDealer dealer) : job_(job), sink_(sink), dealer_(std::move(dealer)) {}

  /// The next block; absent where there is none now. @param queued  for one who is busy: only where blocks are worth queueing
  std::optional<cli::IdRange> next(bool queued);
  /// The next block, waited for where one may come; absent where none will.
  std::optional<cli::IdRange> await();
  bool is_wanted(std::uint64_t id) const { return id <= last_wanted_ && !is_interrupted(); }
  /// A block that came back, whole or not; its points go to the sink.
  void settle(BlockResult result);

  /// Blocks are out that will not come: what they hold is not done.
  void give_up();
  /// Nothing more can be dealt or kept. The first reason is thrown at the end.
  void break_off(std::exception_ptr why);

  /// What of the blocks that are begun is still wanted: nothing after the first point that failed; nothing at all of an
  /// interrupted run, or where no more can be kept.
  struct Wanted {
    bool any = true;
    std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
  };
  Wanted wanted();
  /// Nothing more is to be dealt.
  bool is_dealt();
  /// All are back, or given up. @return whether all is done @throws as run_blocks does
  bool end() const;

 private:
  bool is_ending() const { return cut_ || broken_ || failed_ || is_interrupted(); }
  bool is_interrupted() const { return job_.interrupted && job_.interrupted->load(); }
  void note(const BlockResult& result);

  const cli::SweepJob& job_;
  const cli::BlockSink& sink_;
  std::atomic<std::uint64_t> last_wanted_ = std::numeric_limits<std::uint64_t>::max();  ///< the first that failed, where one has
  std::mutex mutex_;  // of all that follows
  std::condition_variable room_;
  BlockDealer dealer_;
  bool cut_ = false;
  std::exception_ptr failed_;
  std::exception_ptr broken_;
};

}  // namespace premortem::mpi
