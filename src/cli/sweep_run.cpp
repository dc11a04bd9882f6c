#include "cli/sweep_run.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <limits>
#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace premortem::cli {
namespace {

bool compute(const SweepJob& job, const std::vector<IdRange>& kept, const BlockSink& sink) { return job.runner ? job.runner(job, kept, sink) : run_blocks(job, kept, sink); }

/// How many blocks wait for their turn before their threads do; another runner's call of `take` may be what it waits for.
std::size_t window_of(const SweepJob& job) {
  return job.runner ? std::numeric_limits<std::size_t>::max() : 4 * static_cast<std::size_t>(std::max(1, job.jobs));
}

/// A runner that says it has done what it has not would make an output with a gap that nobody sees.
void require_all(bool complete) {
  if (!complete) throw std::logic_error("a sweep is said to be done and points of it are missing");
}

/// Counts the points that are done and tells of them; used by one thread at a time.
class Tally {
 public:
  Tally(const SweepJob& job, std::uint64_t kept) : job_(job), progress_{job.ids.count, kept, 0, 0} {}

  void add(std::uint64_t points) {
    progress_.done += points;
    progress_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    if (job_.progress) job_.progress(progress_);
  }
  SweepOutcome outcome(bool all_done) const {
    return {all_done ? SweepOutcome::End::done : SweepOutcome::End::interrupted, progress_.kept, progress_.done, ""};
  }

 private:
  const SweepJob& job_;
  SweepProgress progress_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

/// Blocks come in any order and leave in that of the ids; one that is far ahead makes its thread wait.
class InOrder {
 public:
  InOrder(const SweepJob& job, const RowSink& sink) : sink_(sink), tally_(job, 0), all_(job.ids), next_(job.ids.first), window_(window_of(job)) {}

  void take(IdRange ids, std::string rows) {
    std::unique_lock lock(mutex_);
    // The block that all wait for never waits itself; where it may never come, nobody waits.
    room_.wait(lock, [&] { return ids.first == next_ || waiting_.size() < window_ || ending_ || broken_; });
    waiting_.emplace(ids.first, std::pair(ids.count, std::move(rows)));
    if (!broken_) release();
  }
  void end() {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    room_.notify_all();
  }
  SweepOutcome outcome(bool all_done) const { return tally_.outcome(all_done); }
  bool is_complete() const { return next_ == all_.first + all_.count; }

 private:
  void release() {
    try {
      for (auto block = waiting_.find(next_); block != waiting_.end(); block = waiting_.find(next_)) {
        sink_(block->second.second);
        tally_.add(block->second.first);
        next_ += block->second.first;
        waiting_.erase(block);
      }
    } catch (...) {
      broken_ = true;
      room_.notify_all();
      throw;
    }
    room_.notify_all();
  }

  const RowSink& sink_;
  Tally tally_;
  const IdRange all_;
  std::uint64_t next_;
  const std::size_t window_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::map<std::uint64_t, std::pair<std::uint64_t, std::string>> waiting_;  // by first id: count and rows
  bool ending_ = false;
  bool broken_ = false;
};

}  // namespace

SweepOutcome run_sweep(const SweepJob& job, Checkpoint& checkpoint) {
  Tally tally(job, checkpoint.kept_points());
  std::mutex mutex;
  const auto append = [&](IdRange ids, const std::string& rows) {
    const std::lock_guard lock(mutex);
    checkpoint.append(ids, rows);
    tally.add(ids.count);
  };
  try {
    const bool all_done = compute(job, checkpoint.kept(), {append});
    checkpoint.sync();
    if (all_done) require_all(checkpoint.is_complete());
    return tally.outcome(all_done);
  } catch (...) {
    try {
      checkpoint.sync();
    } catch (const std::exception&) {
      // what went wrong first is what is told
    }
    throw;
  }
}

SweepOutcome run_sweep(const SweepJob& job, const RowSink& sink) {
  InOrder in_order(job, sink);
  const bool all_done = compute(job, {}, {[&](IdRange ids, std::string rows) { in_order.take(ids, std::move(rows)); }, [&] { in_order.end(); }, true});
  if (all_done) require_all(in_order.is_complete());
  return in_order.outcome(all_done);
}

}  // namespace premortem::cli
