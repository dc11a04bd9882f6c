#include "mpi/block_ledger.hpp"

#include <chrono>
#include <utility>

namespace premortem::mpi {

std::optional<cli::IdRange> BlockLedger::next(bool queued) {
  const std::lock_guard lock(mutex_);
  if (is_ending() || (queued && !dealer_.is_worth_queueing())) return std::nullopt;
  return dealer_.next();
}

std::optional<cli::IdRange> BlockLedger::await() {
  std::unique_lock lock(mutex_);
  while (!is_ending()) {
    if (auto block = dealer_.next()) return block;
    if (dealer_.all_dealt()) return std::nullopt;
    room_.wait_for(lock, std::chrono::milliseconds(10));  // a signal wakes nobody
  }
  return std::nullopt;
}

void BlockLedger::settle(BlockResult result) {
  if (result.done < result.block.count && sink_.ending) sink_.ending();
  const auto bytes = result.rows.size();
  std::exception_ptr broken;
  try {
    if (result.done > 0) sink_.take({result.block.first, result.done}, std::move(result.rows));
  } catch (...) {
    broken = std::current_exception();
  }
  const std::lock_guard lock(mutex_);
  dealer_.back(result.block, result.done, result.seconds, bytes);
  if (broken && !broken_) broken_ = broken;
  note(result);
  room_.notify_all();
}

/// Of a block that has an end before its end, why.
void BlockLedger::note(const BlockResult& result) {
  if (result.done == result.block.count) return;
  const auto id = result.block.first + result.done;
  if (!result.failed) {
    if (!failed_) cut_ = true;  // here or there a signal came
  } else if (!failed_ || id < last_wanted_) {
    last_wanted_ = id;
    failed_ = result.failed;
  }
}

void BlockLedger::give_up() {
  const std::lock_guard lock(mutex_);
  cut_ = true;
}

void BlockLedger::break_off(std::exception_ptr why) {
  const std::lock_guard lock(mutex_);
  if (!broken_) broken_ = std::move(why);
  room_.notify_all();
}

BlockLedger::Wanted BlockLedger::wanted() {
  const std::lock_guard lock(mutex_);
  if (is_interrupted() && !dealer_.all_dealt()) cut_ = true;
  return {!cut_ && !broken_ && !is_interrupted(), last_wanted_};
}

bool BlockLedger::is_dealt() {
  const std::lock_guard lock(mutex_);
  return is_ending() || dealer_.all_dealt();
}

bool BlockLedger::end() const {
  if (broken_) std::rethrow_exception(broken_);
  if (failed_) std::rethrow_exception(failed_);
  return !cut_;
}

}  // namespace premortem::mpi
