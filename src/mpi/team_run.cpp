#include "mpi/team_run.hpp"

#include <algorithm>
#include <utility>

#include "cli/run_beside.hpp"
#include "mpi/pause.hpp"

namespace premortem::mpi {
namespace {

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
    : crew_(crew), job_(job), ledger_(job, sink, BlockDealer(job.ids, kept, terms_of(crew, job, sink))) {}

bool TeamRun::run() {
  cli::run_beside(std::max(1, job_.jobs), [this] { compute_here(); }, [this] { lead(); });
  return ledger_.end();
}

/// Whatever is thrown here is told when the threads beside have ended, and nobody waits for blocks that are out.
void TeamRun::lead() {
  try {
    deal_and_collect();
  } catch (...) {
    ledger_.break_off(std::current_exception());
    crew_.abandon();
  }
}

void TeamRun::deal_and_collect() {
  for (Pause pause;;) {
    const bool busy = collect();
    tell_of_end();
    deal();
    if (is_over()) return;
    if (deadline_ && std::chrono::steady_clock::now() > *deadline_) return ledger_.give_up(), crew_.abandon();
    if (busy) pause.reset();
    else pause.wait();
  }
}

bool TeamRun::collect() {
  bool any = false;
  while (auto report = crew_.report()) {
    --out_[report->first];
    ledger_.settle(as_result(std::move(report->second)));
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
    const auto block = ledger_.next(out >= crew_.members().at(who).threads);
    if (!block) return false;
    crew_.order(who, {Order::Kind::compute, block->first, block->count});
  }
  return true;
}

void TeamRun::tell_of_end() {
  const auto wanted = ledger_.wanted();
  if (!wanted.any && !deadline_) {
    deadline_ = std::chrono::steady_clock::now() + longest_wait;
    crew_.order_all({Order::Kind::end_after, 0, 0});
  }
  if (wanted.last < told_) crew_.order_all({Order::Kind::end_after, told_ = wanted.last, 1});
}

bool TeamRun::is_over() {
  return ledger_.is_dealt() && std::all_of(out_.begin(), out_.end(), [](const auto& one) { return one.second == 0; });
}

void TeamRun::compute_here() {
  try {
    cli::PointEvaluator evaluate;
    const auto is_wanted = [this](std::uint64_t id) { return ledger_.is_wanted(id); };
    while (const auto block = ledger_.await()) ledger_.settle(compute_block(*block, evaluate, job_.evaluator, is_wanted));
  } catch (...) {
    ledger_.break_off(std::current_exception());
  }
}

}  // namespace premortem::mpi
