#include "cli/sweep_blocks.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>

#include "cli/run_beside.hpp"

namespace premortem::cli {
namespace {

constexpr std::uint64_t most_blocks = 65'536;
constexpr auto none = std::numeric_limits<std::uint64_t>::max();

/// How many points a thread takes at a time. Quick points are taken in larger blocks, so that handing them over costs little beside
/// computing them; what an interruption loses stays short.
class BlockSize {
 public:
  BlockSize(std::uint64_t smallest, bool adapts) : smallest_(smallest), size_(smallest), adapts_(adapts) {}

  std::uint64_t next() {
    const auto now = std::chrono::steady_clock::now();
    if (adapts_ && begun_) {
      constexpr auto quick = std::chrono::milliseconds(2), slow = std::chrono::milliseconds(20);
      constexpr std::uint64_t most = 64;
      if (now - *begun_ < quick) size_ = std::max(smallest_, std::min(most, 2 * size_));
      else if (now - *begun_ > slow) size_ = std::max(smallest_, size_ / 2);
    }
    begun_ = now;
    return size_;
  }

 private:
  std::uint64_t smallest_, size_;
  bool adapts_;
  std::optional<std::chrono::steady_clock::time_point> begun_;
};

class BlockRun {
 public:
  BlockRun(const SweepJob& job, const std::vector<IdRange>& kept, const BlockSink& sink)
      : job_(job), kept_(kept), sink_(sink), block_(job.block > 0 ? job.block : job.ids.count / most_blocks + 1) {}

  bool run() {
    const auto work_here = [this] { work(); };
    run_beside(job_.jobs - 1, work_here, work_here);
    if (broken_) std::rethrow_exception(broken_);
    if (failed_) std::rethrow_exception(failed_);
    return !cut_;
  }

 private:
  bool is_interrupted() const { return job_.interrupted && job_.interrupted->load(); }

  /// The next block that is neither kept nor taken; absent where there is none or the run is ending.
  std::optional<IdRange> take(std::uint64_t size) {
    const std::lock_guard lock(mutex_);
    while (next_kept_ < kept_.size() && kept_[next_kept_].first == job_.ids.first + taken_) taken_ += kept_[next_kept_++].count;
    if (taken_ >= job_.ids.count || first_failed_.load() != none || broken_) return std::nullopt;
    if (is_interrupted()) return cut_ = true, std::nullopt;
    const auto first = job_.ids.first + taken_;
    const auto gap = next_kept_ < kept_.size() ? kept_[next_kept_].first - first : job_.ids.count - taken_;
    // Towards the end in smaller ones, so that all threads end together.
    const auto fair = job_.block > 0 ? size : std::max(block_, (job_.ids.count - taken_) / (2 * static_cast<std::uint64_t>(std::max(1, job_.jobs))));
    const IdRange ids{first, std::min({size, gap, std::max<std::uint64_t>(fair, 1)})};
    taken_ += ids.count;
    return ids;
  }

  void work() {
    PointEvaluator evaluate;
    BlockSize size(block_, job_.block == 0);
    while (const auto ids = take(size.next())) {
      std::string rows;
      const auto done = compute(*ids, evaluate, rows);
      if (done < ids->count && sink_.ending) sink_.ending();
      if (done > 0) hand_on({ids->first, done}, std::move(rows));
    }
  }

  void hand_on(IdRange ids, std::string rows) {
    try {
      sink_.take(ids, std::move(rows));
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!broken_) broken_ = std::current_exception();
    }
  }

  /// @return how many points of the block, from its first on, are done
  std::uint64_t compute(IdRange ids, PointEvaluator& evaluate, std::string& rows) {
    for (std::uint64_t i = 0; i < ids.count; ++i) {
      if (ids.first + i > first_failed_.load()) return i;  // what comes before it may still fail, and then it is the first
      if (i > 0 && is_interrupted()) {
        const std::lock_guard lock(mutex_);
        return cut_ = true, i;
      }
      try {
        if (!evaluate) evaluate = job_.evaluator();
        rows += evaluate(ids.first + i);
      } catch (...) {
        fail(ids.first + i);
        return i;
      }
    }
    return ids.count;
  }

  void fail(std::uint64_t id) {
    const std::lock_guard lock(mutex_);
    if (id >= first_failed_.load() && failed_) return;
    first_failed_.store(id);
    failed_ = std::current_exception();
  }

  const SweepJob& job_;
  const std::vector<IdRange>& kept_;
  const BlockSink& sink_;
  const std::uint64_t block_;
  std::mutex mutex_;  // of all that follows
  std::uint64_t taken_ = 0;
  std::size_t next_kept_ = 0;
  bool cut_ = false;
  std::atomic<std::uint64_t> first_failed_{none};
  std::exception_ptr failed_;
  std::exception_ptr broken_;
};

}  // namespace

bool run_blocks(const SweepJob& job, const std::vector<IdRange>& kept, const BlockSink& sink) { return BlockRun(job, kept, sink).run(); }

}  // namespace premortem::cli
