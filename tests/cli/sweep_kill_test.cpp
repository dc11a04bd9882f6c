#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <random>
#include <thread>

#include "cli/interrupt.hpp"
#include "cli/sweep_output.hpp"
#include "cli/sweep_rows.hpp"

using namespace premortem;
using namespace premortem::cli;
using namespace premortem::test;

namespace {

constexpr std::uint64_t points = 120;

/// A sweep of some 15 ms on two threads.
SweepJob slow_job() {
  auto job = job_of(points, 2, 3);
  job.evaluator = [] {
    return [](std::uint64_t id) {
      std::this_thread::sleep_for(std::chrono::microseconds(150));
      return row_of(id);
    };
  };
  return job;
}

SweepTarget target_of(const SweepFolder& folder) {
  SweepTarget target;
  target.path = folder.file("out.csv"), target.header = "id,value\n", target.resume = true;
  return target;
}

int status_of(pid_t child) {
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return status;
}

/// In a process of its own, which ends with what `action` returns.
pid_t fork_to(const std::function<int()>& action) {
  const auto child = ::fork();
  if (child != 0) return child;
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);  // not the test's own handlers
  int code = 99;
  try {
    code = action();
  } catch (const std::exception&) {
  }
  ::_exit(code);
}

/// Done; or was done, where the run before was killed with nothing left to do.
int whole_run(const SweepFolder& folder) { return run_sweep(slow_job(), one_identity, target_of(folder)).end == SweepOutcome::End::interrupted ? 1 : 0; }

/// How long a run takes that nobody ends, on this machine as it is.
std::chrono::microseconds usual_time() {
  const SweepFolder folder;
  const auto begun = std::chrono::steady_clock::now();
  REQUIRE(status_of(fork_to([&] { return whole_run(folder); })) == 0);
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
}

/// Sweeps until so many runs were killed; each sweep ends with the bytes of one that never was.
void kill_often(int kills) {
  const std::string whole = "id,value\n" + rows_of({0, points});
  const auto usual = usual_time();
  std::mt19937 random(20260101);
  int killed = 0, halfway = 0;
  while (killed < kills) {
    const SweepFolder folder;
    for (bool over = false; !over;) {
      const auto child = fork_to([&] { return whole_run(folder); });
      std::this_thread::sleep_for(usual * (random() % 1000) / 1000);
      if (killed < kills) ::kill(child, SIGKILL);
      const int status = status_of(child);
      over = WIFEXITED(status);
      if (over) REQUIRE(WEXITSTATUS(status) == 0);
      killed += !over;
      halfway += !over && std::filesystem::exists(checkpoint_path(folder.file("out.csv")));
    }
    REQUIRE(folder.read("out.csv") == whole);
    REQUIRE(folder.entries() == 1);  // neither a checkpoint nor what a killed run was writing
  }
  CHECK(halfway > kills / 4);  // or nothing was tried
}

}  // namespace

TEST_CASE("a sweep killed at any moment, 20 times, resumes to the bytes of one that never was") { kill_often(20); }

TEST_CASE("a sweep killed at any moment, 200 times, resumes to the bytes of one that never was", "[.long]") { kill_often(200); }

TEST_CASE("the first signal to end lets a sweep put in order what it has") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const SweepFolder folder;
    const auto child = fork_to([&] {
      const InterruptWatch watch;
      auto job = slow_job();
      job.interrupted = &watch.flag();
      job.progress = [signal, raised = false](const SweepProgress& p) mutable {
        if (!raised && p.done >= 6) raised = true, ::raise(signal);
      };
      return run_sweep(job, one_identity, target_of(folder)).end == SweepOutcome::End::interrupted ? 130 : 0;
    });
    const int status = status_of(child);
    CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 130));
    CHECK_FALSE(std::filesystem::exists(folder.file("out.csv")));
    const auto outcome = run_sweep(job_of(points, 2, 3), one_identity, target_of(folder));
    CHECK((outcome.kept >= 6 && outcome.kept < points));
    CHECK(folder.read("out.csv") == "id,value\n" + rows_of({0, points}));
  }
}

TEST_CASE("the second signal ends the process, and one that is to be ignored stays so") {
  const auto twice = fork_to([] {
    const InterruptWatch watch;
    ::raise(SIGINT);
    if (!watch.flag()) return 1;
    ::raise(SIGINT);
    return 2;
  });
  const int status = status_of(twice);
  CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGINT));
  const auto ignoring = fork_to([] {
    std::signal(SIGINT, SIG_IGN);
    const InterruptWatch watch;
    ::raise(SIGINT);
    return watch.flag() ? 1 : 0;
  });
  CHECK(status_of(ignoring) == 0);
  const auto after = fork_to([] {
    { const InterruptWatch watch; }
    ::raise(SIGTERM);
    return 0;
  });
  const int ended = status_of(after);
  CHECK((WIFSIGNALED(ended) && WTERMSIG(ended) == SIGTERM));
}
