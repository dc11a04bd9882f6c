#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "cli/sweep_request.hpp"
#include "mpi/transport.hpp"

namespace premortem::mpi {

/// The work of a rank that is not the first: its threads compute the blocks that rank 0 orders, and the one that made it
/// speaks with rank 0. Every block goes back, whole or not.
class Bench {
 public:
  /// @param request  with a plan; outlives it @throws std::system_error where not one thread can be started
  Bench(const cli::SweepRequest& request, const std::atomic<bool>& interrupted);
  ~Bench();
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  std::uint64_t threads() const { return threads_.size(); }
  /// Until rank 0 lets it go.
  void work();

 private:
  void compute();
  std::optional<cli::IdRange> take();
  void follow(const Order& order);
  bool send_results(std::chrono::microseconds longest);
  void end();

  const cli::SweepRequest& request_;
  const std::atomic<bool>& interrupted_;
  std::atomic<bool> none_wanted_ = false;
  std::atomic<std::uint64_t> last_wanted_ = std::numeric_limits<std::uint64_t>::max();
  std::mutex mutex_;  // of the next four
  std::condition_variable ordered_, computed_;
  std::deque<cli::IdRange> blocks_;
  std::deque<BlockResult> results_;
  bool leaving_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace premortem::mpi
