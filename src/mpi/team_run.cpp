#include "mpi/team_run.hpp"

#include <algorithm>
#include <system_error>
#include <thread>
#include <utility>

#include "mpi/pause.hpp"

namespace premortem::mpi {
namespace {

constexpr auto none = std::numeric_limits<std::uint64_t>::max();
constexpr std::chrono::milliseconds longest_wait{500};
constexpr std::uint64_t most_ahead = 16;  // blocks a thread, where rows leave in order and what is early is held in memory

BlockDealer::Terms terms_of(const Crew& crew, const cli::SweepJob& job, const cli::BlockSink& sink) {
  BlockDealer::Terms terms{job.block, static_cast<std::uint64_t>(std::max(1, job.jobs)), 0};
  for (const auto& member : crew.members()) terms.threads += member.second.threads;
  if (sink.in_order) terms.most_ahead = most_ahead * terms.threads;
  return terms;
}

BlockResult as_result(BlockReport report) {
  BlockResult result{report.block, report.done, std::move(report.rows), report.seconds};
  if (report.failure) result.failed = std::make_exception_ptr(cli::RemoteFailure(std::move(*report.failure)));
  return result;
}

}  // namespace

TeamRun::TeamRun(Crew& crew, const cli::SweepJob& job, const std::vector<cli::IdRange>& kept, const cli::BlockSink& sink)
    : crew_(crew), job_(job), sink_(sink), dealer_(job.ids, kept, terms_of(crew, job, sink)) {}

bool TeamRun::run() {
  std::vector<std::thread> threads;
  try {
    for (int i = 0; i < std::max(1, job_.jobs); ++i) threads.emplace_back([this] { compute_here(); });
  } catch (const std::system_error&) {
    // the other ranks do the same, only later
  }
  deal_and_collect();
  for (auto& thread : threads) thread.join();
  if (broken_) std::rethrow_exception(broken_);
  if (failed_) std::rethrow_exception(failed_);
  return !cut_;
}

void TeamRun::deal_and_collect() {
  for (Pause pause;;) {
    const bool busy = collect();
    tell_of_end();
    deal();
    if (is_over()) return;
    if (deadline_ && std::chrono::steady_clock::now() > *deadline_) return give_up();
    if (busy) pause.reset();
    else pause.wait();
  }
}

/// Blocks are out that will not come: what they hold is not done.
void TeamRun::give_up() {
  const std::lock_guard lock(mutex_);
  cut_ = true;
  crew_.abandon();
}

bool TeamRun::collect() {
  bool any = false;
  while (auto report = crew_.report()) {
    --out_[report->first];
    settle(as_result(std::move(report->second)));
    any = true;
    deal();
  }
  return any;
}

/// One block a thread first, for every rank; then one more, so that none waits for a message.
void TeamRun::deal() {
  for (const std::uint64_t each : {1U, 2U})
    for (const auto& [who, hello] : crew_.members())
      if (!deal_to(who, each * hello.threads)) return;
}

/// @return false where there is nothing to deal now
bool TeamRun::deal_to(int who, std::uint64_t most) {
  for (auto& out = out_[who]; out < most; ++out) {
    const std::lock_guard lock(mutex_);
    if (is_ending() || (out >= crew_.members().at(who).threads && !dealer_.is_worth_queueing())) return false;
    const auto block = dealer_.next();
    if (!block) return false;
    crew_.order(who, {Order::Kind::compute, block->first, block->count});
  }
  return true;
}

/// What is begun is finished only where it is wanted: nothing after the first point that failed; nothing at all of an
/// interrupted run, or where no more can be kept.
void TeamRun::tell_of_end() {
  const std::lock_guard lock(mutex_);
  if (is_interrupted() && !dealer_.all_dealt()) cut_ = true;
  const bool cut = cut_ || broken_ || is_interrupted();
  if (cut && !told_cut_) {
    told_cut_ = true;
    deadline_ = std::chrono::steady_clock::now() + longest_wait;
    crew_.order_all({Order::Kind::end_after, 0, 0});
  }
  if (first_failed_ < told_) crew_.order_all({Order::Kind::end_after, told_ = first_failed_, 1});
}

bool TeamRun::is_over() {
  const std::lock_guard lock(mutex_);
  const bool all_back = std::all_of(out_.begin(), out_.end(), [](const auto& one) { return one.second == 0; });
  return all_back && (is_ending() || dealer_.all_dealt());
}

bool TeamRun::is_ending() const { return cut_ || broken_ || first_failed_ != none || is_interrupted(); }

void TeamRun::compute_here() {
  cli::PointEvaluator evaluate;
  const auto is_wanted = [this](std::uint64_t id) { return id <= first_failed_ && !is_interrupted(); };
  while (const auto block = take()) settle(compute_block(*block, evaluate, job_.evaluator, is_wanted));
}

std::optional<cli::IdRange> TeamRun::take() {
  std::unique_lock lock(mutex_);
  while (!is_ending()) {
    if (auto block = dealer_.next()) return block;
    if (dealer_.all_dealt()) return std::nullopt;
    room_.wait_for(lock, std::chrono::milliseconds(10));  // a signal wakes nobody
  }
  return std::nullopt;
}

void TeamRun::settle(BlockResult result) {
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
void TeamRun::note(const BlockResult& result) {
  if (result.done == result.block.count) return;
  const auto id = result.block.first + result.done;
  if (!result.failed) {
    if (first_failed_ == none) cut_ = true;  // here or there a signal came
  } else if (id < first_failed_) {
    first_failed_ = id;
    failed_ = result.failed;
  }
}

}  // namespace premortem::mpi
