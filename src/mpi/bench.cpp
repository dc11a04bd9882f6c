#include "mpi/bench.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "cli/verb_sweep.hpp"
#include "mpi/pause.hpp"

namespace premortem::mpi {

Bench::Bench(const cli::SweepRequest& request, const std::atomic<bool>& interrupted) : request_(request), interrupted_(interrupted) {
  try {
    for (int i = 0; i < std::max(1, request.jobs); ++i) threads_.emplace_back([this] { compute(); });
  } catch (const std::system_error&) {
    if (threads_.empty()) throw;  // fewer do the same, only later
  }
}

Bench::~Bench() { end(); }

void Bench::end() {
  {
    const std::lock_guard lock(mutex_);
    leaving_ = true;
  }
  ordered_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

void Bench::work() {
  for (Pause pause;;) {
    bool busy = false;
    while (const auto order = received_order()) {
      if (order->kind == Order::Kind::leave) return end();
      follow(*order);
      busy = true;
    }
    if (busy) pause.reset();
    if (send_results(pause.next())) pause.reset();
  }
}

void Bench::follow(const Order& order) {
  if (order.kind == Order::Kind::end_after) {
    if (order.count == 0) none_wanted_ = true;
    else last_wanted_ = order.first;
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    blocks_.push_back({order.first, order.count});
  }
  ordered_.notify_one();
}

/// Waits for one at most so long. @return whether any was there
bool Bench::send_results(std::chrono::microseconds longest) {
  std::deque<BlockResult> results;
  {
    std::unique_lock lock(mutex_);
    computed_.wait_for(lock, longest, [this] { return !results_.empty(); });
    results.swap(results_);
  }
  for (const auto& result : results) send_to_first(bytes_of(result));
  return !results.empty();
}

std::optional<cli::IdRange> Bench::take() {
  std::unique_lock lock(mutex_);
  ordered_.wait(lock, [this] { return leaving_ || !blocks_.empty(); });
  if (leaving_) return std::nullopt;
  const auto block = blocks_.front();
  blocks_.pop_front();
  return block;
}

void Bench::compute() {
  cli::PointEvaluator evaluate;
  const auto evaluator = [this] { return cli::evaluator_of(request_); };
  const auto is_wanted = [this](std::uint64_t id) { return !none_wanted_ && id <= last_wanted_ && !interrupted_; };
  while (const auto block = take()) {
    auto result = compute_block(*block, evaluate, evaluator, is_wanted);
    {
      const std::lock_guard lock(mutex_);
      results_.push_back(std::move(result));
    }
    computed_.notify_one();
  }
}

}  // namespace premortem::mpi
