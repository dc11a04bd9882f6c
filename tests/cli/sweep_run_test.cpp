#include "cli/sweep_run.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <set>
#include <stdexcept>
#include <thread>

#include "cli/sweep_rows.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::cli;
using namespace premortem::test;

namespace {

Checkpoint checkpoint_of(const SweepFolder& folder, const SweepJob& job) { return Checkpoint(folder.file("c"), one_identity, job.ids, CheckpointStart::resume); }

std::string rows_in(const Checkpoint& checkpoint) {
  std::string rows;
  checkpoint.read([&](std::string_view more) { rows += more; });
  return rows;
}

/// Points in `bad` throw their id.
SweepJob failing(SweepJob job, const std::set<std::uint64_t>& bad) {
  job.evaluator = [bad] {
    return [bad](std::uint64_t id) {
      std::this_thread::sleep_for(std::chrono::microseconds(id * 37 % 200));  // threads end in another order every time
      if (bad.count(id) > 0) throw Refusal("point " + std::to_string(id));
      return row_of(id);
    };
  };
  return job;
}

template <class Action>
std::string refusal_of(Action action) {
  try {
    action();
  } catch (const Refusal& e) {
    return e.what();
  }
  return "";
}

/// Interrupts itself at the point `id`.
SweepJob interrupting(SweepJob job, std::uint64_t id, std::atomic<bool>& flag) {
  job.interrupted = &flag;
  job.evaluator = [id, &flag] {
    return [id, &flag](std::uint64_t point) {
      if (point == id) flag = true;
      return row_of(point);
    };
  };
  return job;
}

}  // namespace

TEST_CASE("rows are the same and in order, whatever the threads and the blocks") {
  for (const int jobs : {1, 2, 3, 8}) {
    for (const std::uint64_t block : {0U, 1U, 7U, 64U, 1000U}) {
      const auto job = job_of(200, jobs, block);
      const SweepFolder folder;
      auto checkpoint = checkpoint_of(folder, job);
      const auto outcome = run_sweep(job, checkpoint);
      CHECK(outcome.end == SweepOutcome::End::done);
      CHECK(outcome.done == 200);
      CHECK(rows_in(checkpoint) == rows_of({0, 200}));
      std::string streamed;
      CHECK(run_sweep(job, [&](std::string_view rows) { streamed += rows; }).end == SweepOutcome::End::done);
      CHECK(streamed == rows_of({0, 200}));
    }
  }
}

TEST_CASE("a shard has the rows of its own ids") {
  auto job = job_of(0, 2, 3);
  job.ids = {100, 50};
  std::string rows;
  run_sweep(job, [&](std::string_view more) { rows += more; });
  CHECK(rows == rows_of({100, 50}));
}

TEST_CASE("a sweep without points is done at once") {
  std::string rows;
  CHECK(run_sweep(job_of(0, 2, 0), [&](std::string_view more) { rows += more; }).end == SweepOutcome::End::done);
  CHECK(rows == "");
}

TEST_CASE("only the points that are missing are computed") {
  const SweepFolder folder;
  auto job = job_of(100, 2, 7);
  auto checkpoint = checkpoint_of(folder, job);
  for (const IdRange ids : {IdRange{3, 10}, IdRange{50, 1}, IdRange{90, 10}}) checkpoint.append(ids, rows_of(ids));
  std::atomic<int> computed{0};
  job.evaluator = [&] { return [&](std::uint64_t id) { return ++computed, row_of(id); }; };
  const auto outcome = run_sweep(job, checkpoint);
  CHECK(computed == 79);
  CHECK(outcome.kept == 21);
  CHECK(outcome.done == 79);
  CHECK(rows_in(checkpoint) == rows_of({0, 100}));
}

TEST_CASE("each thread has its own evaluator") {
  auto job = job_of(50, 3, 1);
  std::atomic<int> made{0};
  job.evaluator = [&] {
    ++made;
    return [owner = std::this_thread::get_id()](std::uint64_t id) {
      if (owner != std::this_thread::get_id()) throw std::logic_error("another thread's");
      std::this_thread::sleep_for(std::chrono::microseconds(100));
      return row_of(id);
    };
  };
  CHECK_NOTHROW(run_sweep(job, [](std::string_view) {}));
  CHECK(made <= 3);
}

TEST_CASE("of the points that fail the first by id is told, and all before it are kept") {
  for (const int jobs : {1, 2, 8}) {
    for (const std::uint64_t block : {1U, 5U, 40U}) {
      const SweepFolder folder;
      const auto job = failing(job_of(100, jobs, block), {31, 33, 34, 39, 40, 77});
      auto checkpoint = checkpoint_of(folder, job);
      CHECK(refusal_of([&] { run_sweep(job, checkpoint); }) == "point 31");
      REQUIRE_FALSE(checkpoint.kept().empty());
      CHECK(checkpoint.kept().front().first == 0);
      CHECK(checkpoint.kept().front().count == 31);
      CHECK(run_sweep(job_of(100, 2, 9), checkpoint).end == SweepOutcome::End::done);
      CHECK(rows_in(checkpoint) == rows_of({0, 100}));
    }
  }
}

TEST_CASE("without a checkpoint a failure leaves the rows before it, on any number of threads") {
  for (const int jobs : {1, 2, 8}) {
    std::string rows;
    const auto job = failing(job_of(100, jobs, 3), {31, 33, 77});
    CHECK(refusal_of([&] { run_sweep(job, [&](std::string_view more) { rows += more; }); }) == "point 31");
    CHECK(rows == rows_of({0, 31}));
  }
}

TEST_CASE("an evaluator that cannot be made ends the run with its reason") {
  auto job = job_of(10, 2, 1);
  job.evaluator = []() -> PointEvaluator { throw Refusal("none"); };
  CHECK(refusal_of([&] { run_sweep(job, [](std::string_view) {}); }) == "none");
}

TEST_CASE("an interrupted run keeps what it has, and goes on to the same rows") {
  for (const int jobs : {1, 3}) {
    for (const std::uint64_t id : {0U, 1U, 17U, 98U}) {
      const SweepFolder folder;
      std::atomic<bool> flag{false};
      const auto job = interrupting(job_of(100, jobs, 8), id, flag);
      auto checkpoint = checkpoint_of(folder, job);
      const auto first = run_sweep(job, checkpoint);
      CHECK(first.end == SweepOutcome::End::interrupted);
      CHECK(first.done >= 1);
      CHECK(first.done < 100);
      flag = false;
      const auto second = run_sweep(job_of(100, jobs, 5), checkpoint);
      CHECK(second.kept == first.done);
      CHECK(second.done == 100 - first.done);
      CHECK(rows_in(checkpoint) == rows_of({0, 100}));
    }
  }
}

TEST_CASE("an interrupt during the last point comes too late") {
  std::atomic<bool> flag{false};
  CHECK(run_sweep(interrupting(job_of(20, 1, 4), 19, flag), [](std::string_view) {}).end == SweepOutcome::End::done);
}

TEST_CASE("without a checkpoint an interrupted run has given the first rows, without a gap") {
  for (const int jobs : {1, 2, 8}) {
    std::atomic<bool> flag{false};
    std::string rows;
    const auto outcome = run_sweep(interrupting(job_of(1000, jobs, 4), 300, flag), [&](std::string_view more) { rows += more; });
    CHECK(outcome.end == SweepOutcome::End::interrupted);
    CHECK(rows == rows_of({0, outcome.done}));
  }
}

TEST_CASE("a sink that fails ends the run, and no thread waits for ever") {
  for (const int jobs : {1, 2, 8}) {
    std::size_t bytes = 0;
    const auto full = [&](std::string_view rows) {
      if ((bytes += rows.size()) > 500) throw FileError("full");
    };
    CHECK_THROWS_AS(run_sweep(job_of(5'000, jobs, 2), full), FileError);
  }
}

TEST_CASE("a thread that is far ahead waits for the one that is slow") {
  auto job = job_of(2'000, 2, 1);
  std::atomic<std::uint64_t> furthest{0};
  std::uint64_t at_slow = 0;
  job.evaluator = [&] {
    return [&](std::uint64_t id) {
      if (id == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        at_slow = furthest;
      }
      if (id > furthest) furthest = id;
      return row_of(id);
    };
  };
  std::string rows;
  run_sweep(job, [&](std::string_view more) { rows += more; });
  CHECK(at_slow <= 10);  // eight wait, one is in hand
  CHECK(rows == rows_of({0, 2'000}));
}

TEST_CASE("blocks may be computed elsewhere, and come in any order") {
  auto job = job_of(30, 1, 3);
  job.runner = [](const SweepJob& asked, const std::vector<IdRange>& kept, const BlockSink& sink) {
    CHECK(kept.empty());
    for (auto left = asked.ids.count; left > 0; left -= 3) sink.take({left - 3, 3}, rows_of({left - 3, 3}));  // the last first
    return true;
  };
  std::string rows;
  CHECK(run_sweep(job, [&](std::string_view more) { rows += more; }).end == SweepOutcome::End::done);
  CHECK(rows == rows_of({0, 30}));
  const SweepFolder folder;
  auto checkpoint = checkpoint_of(folder, job);
  CHECK(run_sweep(job, checkpoint).end == SweepOutcome::End::done);
  CHECK(rows_in(checkpoint) == rows_of({0, 30}));
}

TEST_CASE("who says that all is done while points are missing is not believed") {
  auto job = job_of(30, 1, 3);
  job.runner = [](const SweepJob&, const std::vector<IdRange>&, const BlockSink& sink) {
    sink.take({0, 12}, rows_of({0, 12})), sink.take({15, 15}, rows_of({15, 15}));
    return true;
  };
  CHECK_THROWS_AS(run_sweep(job, [](std::string_view) {}), std::logic_error);
  const SweepFolder folder;
  auto checkpoint = checkpoint_of(folder, job);
  CHECK_THROWS_AS(run_sweep(job, checkpoint), std::logic_error);
}

TEST_CASE("progress counts every point once and ends with all of them") {
  const SweepFolder folder;
  auto job = job_of(100, 3, 8);
  auto checkpoint = checkpoint_of(folder, job);
  checkpoint.append({0, 10}, rows_of({0, 10}));
  std::vector<SweepProgress> seen;
  job.progress = [&](const SweepProgress& p) { seen.push_back(p); };
  run_sweep(job, checkpoint);
  REQUIRE_FALSE(seen.empty());
  for (std::size_t i = 1; i < seen.size(); ++i) CHECK((seen[i].done > seen[i - 1].done && seen[i].seconds >= seen[i - 1].seconds));
  CHECK((seen.back().points == 100 && seen.back().kept == 10 && seen.back().done == 90));
}
