#include "cli/sweep_output.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <thread>

#include "cli/sweep_rows.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::cli;
using namespace premortem::test;

namespace {

namespace fs = std::filesystem;

SweepTarget target_of(const SweepFolder& folder, const std::string& name = "out.csv") {
  SweepTarget target;
  target.path = folder.file(name), target.header = "id,value\n";
  return target;
}

SweepTarget resumed(SweepTarget target) {
  target.resume = true;
  return target;
}

SweepTarget forced(SweepTarget target) {
  target.force = true;
  return target;
}

const std::string whole = "id,value\n" + rows_of({0, 100});

/// Fails if any point is asked for.
SweepJob untouched() {
  auto job = job_of(100, 1, 4);
  job.evaluator = []() -> PointEvaluator { throw std::logic_error("computed"); };
  return job;
}

/// Leaves the run interrupted after some points.
void interrupt(const SweepTarget& target) {
  std::atomic<bool> flag{false};
  auto job = job_of(100, 2, 4);
  job.interrupted = &flag;
  job.evaluator = [&] { return [&](std::uint64_t id) { return flag = flag || id == 40, row_of(id); }; };
  REQUIRE(run_sweep(job, one_identity, target).end == SweepOutcome::End::interrupted);
}

template <class Error>
std::string error_of(const SweepJob& job, const SweepTarget& target, const SweepIdentity& identity = one_identity) {
  try {
    run_sweep(job, identity, target);
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a sweep leaves its output and nothing else") {
  const SweepFolder folder;
  CHECK(run_sweep(job_of(100, 2, 7), one_identity, target_of(folder)).end == SweepOutcome::End::done);
  CHECK(folder.read("out.csv") == whole);
  CHECK(folder.entries() == 1);
}

TEST_CASE("an interrupted sweep leaves its checkpoint and no output, and resumes to the same bytes") {
  const SweepFolder folder;
  interrupt(target_of(folder));
  CHECK_FALSE(fs::exists(folder.file("out.csv")));
  CHECK(folder.entries() == 1);
  const auto outcome = run_sweep(job_of(100, 3, 9), one_identity, resumed(target_of(folder)));
  CHECK(outcome.end == SweepOutcome::End::done);
  CHECK(outcome.kept > 0);
  CHECK(outcome.kept + outcome.done == 100);
  CHECK(folder.read("out.csv") == whole);
  CHECK(folder.entries() == 1);
}

TEST_CASE("resuming what was never begun begins it, and what names its sweep and is finished is left alone") {
  const SweepFolder folder;
  CHECK(run_sweep(job_of(100, 2, 7), one_identity, resumed(target_of(folder))).end == SweepOutcome::End::done);
  auto naming = resumed(target_of(folder));
  naming.names_its_sweep = true;
  const auto again = run_sweep(untouched(), one_identity, naming);
  CHECK(again.end == SweepOutcome::End::was_done);
  CHECK(again.note == folder.file("out.csv") + " is there, and is of this sweep: there is nothing to resume; --force computes it again");
  CHECK(folder.read("out.csv") == whole);
  naming.require_own = [](const std::string& path) { throw UsageError(path + " is another's"); };
  CHECK(error_of<UsageError>(untouched(), naming) == folder.file("out.csv") + " is another's");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a finished output that names no sweep is computed again and compared, byte for byte, and never replaced") {
  for (const bool rendered : {false, true}) {
    const SweepFolder folder;
    auto target = resumed(target_of(folder));
    std::string told;
    target.tell = [&](const std::string& note) { told = note; };
    if (rendered) target.render = [](const std::string& rows) { return "id,value\n" + rows; };
    folder.write("out.csv", whole);
    const auto before = fs::last_write_time(folder.file("out.csv"));
    const auto outcome = run_sweep(job_of(100, 2, 7), one_identity, target);
    CHECK(outcome.end == SweepOutcome::End::done);
    CHECK(outcome.done == 100);
    CHECK(outcome.note == folder.file("out.csv") + " is there with the bytes of this sweep, and is left as it is");
    CHECK(told.find("every point is computed again") != std::string::npos);
    CHECK(folder.entries() == 1);
    CHECK(fs::last_write_time(folder.file("out.csv")) == before);
    auto middle = whole;
    middle[middle.size() / 2] ^= 1;
    for (const auto& other : {middle, whole + "x", whole.substr(0, whole.size() - 1), std::string()}) {
      folder.write("out.csv", other);
      CHECK(error_of<UsageError>(job_of(100, 2, 7), target) == folder.file("out.csv") + " is there and is not what this sweep gives, which " + folder.file("out.csv.checkpoint") +
                                                                    " keeps; replace it with --resume --force, or remove the one that is not wanted");
      CHECK(folder.read("out.csv") == other);
      CHECK(folder.entries() == 2);
    }
    CHECK(run_sweep(untouched(), one_identity, forced(target)).kept == 100);
    CHECK(folder.read("out.csv") == whole);
    CHECK(folder.entries() == 1);
  }
}

TEST_CASE("a comparison that is interrupted goes on where it stopped") {
  const SweepFolder folder;
  folder.write("out.csv", whole);
  interrupt(resumed(target_of(folder)));
  CHECK(folder.read("out.csv") == whole);
  CHECK(run_sweep(job_of(100, 2, 7), one_identity, resumed(target_of(folder))).kept > 0);
  CHECK(folder.entries() == 1);
}

TEST_CASE("a run killed after its output was in place, and before its checkpoint went, resumes to the same bytes") {
  const SweepFolder folder;
  {
    Checkpoint checkpoint(checkpoint_path(folder.file("out.csv")), one_identity, {0, 100}, CheckpointStart::fresh);
    checkpoint.append({0, 100}, rows_of({0, 100}));
  }
  folder.write("out.csv", whole);
  CHECK(run_sweep(untouched(), one_identity, resumed(target_of(folder))).end == SweepOutcome::End::done);
  CHECK(folder.read("out.csv") == whole);
  CHECK(folder.entries() == 1);
}

TEST_CASE("an output that is there is kept without --force, and nothing is computed") {
  const SweepFolder folder;
  folder.write("out.csv", "mine");
  CHECK(error_of<UsageError>(untouched(), target_of(folder)) == folder.file("out.csv") + " exists; add --force to replace it");
  CHECK(folder.entries() == 1);
  interrupt(forced(target_of(folder)));
  CHECK(error_of<UsageError>(job_of(100, 1, 4), resumed(target_of(folder))).starts_with(folder.file("out.csv") + " is there and is not what this sweep gives"));
  CHECK(folder.read("out.csv") == "mine");
  CHECK(run_sweep(untouched(), one_identity, forced(resumed(target_of(folder)))).kept == 100);
  CHECK(folder.read("out.csv") == whole);
}

TEST_CASE("a checkpoint is neither forgotten nor resumed by another sweep") {
  const SweepFolder folder;
  interrupt(target_of(folder));
  CHECK(error_of<UsageError>(untouched(), target_of(folder)).starts_with(folder.file("out.csv.checkpoint") + " is there: a sweep was begun and not finished"));
  auto other = one_identity;
  other[1].second = "2";
  CHECK(error_of<UsageError>(untouched(), resumed(target_of(folder)), other).starts_with(folder.file("out.csv.checkpoint") + " is of another sweep: seed is \"2\", was \"1\""));
  CHECK(run_sweep(job_of(100, 1, 4), other, forced(target_of(folder))).kept == 0);
  CHECK(folder.read("out.csv") == whole);
}

TEST_CASE("two runs into one output: the second is refused while the first goes on") {
  const SweepFolder folder;
  std::atomic<bool> running{false}, over{false};
  auto slow = job_of(100, 1, 4);
  slow.evaluator = [&] {
    return [&](std::uint64_t id) {
      running = true;
      while (!over) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      return row_of(id);
    };
  };
  std::thread first([&] { run_sweep(slow, one_identity, target_of(folder)); });
  while (!running) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const std::string refused = folder.file("out.csv.checkpoint") + ": another run is writing it; wait for it, or choose another output";
  CHECK(error_of<FileError>(untouched(), target_of(folder)) == refused);
  CHECK(error_of<FileError>(untouched(), resumed(target_of(folder))) == refused);
  CHECK(error_of<FileError>(untouched(), forced(target_of(folder))) == refused);
  over = true;
  first.join();
  CHECK(folder.read("out.csv") == whole);
}

TEST_CASE("a failing point leaves the checkpoint with what comes before it, and no output") {
  const SweepFolder folder;
  auto job = job_of(100, 2, 4);
  job.evaluator = [] { return [](std::uint64_t id) { return id == 50 ? throw Refusal("point 50") : row_of(id); }; };
  CHECK(error_of<Refusal>(job, target_of(folder)) == "point 50");
  CHECK_FALSE(fs::exists(folder.file("out.csv")));
  CHECK(run_sweep(job_of(100, 2, 4), one_identity, resumed(target_of(folder))).kept >= 50);
  CHECK(folder.read("out.csv") == whole);
}

TEST_CASE("what came to stand at the output while the sweep ran is kept, and so is every point") {
  const SweepFolder folder;
  auto job = job_of(100, 2, 4);
  job.evaluator = [&] { return [&](std::uint64_t id) { return id == 50 ? folder.write("out.csv", "mine"), row_of(id) : row_of(id); }; };
  const std::string exists = folder.file("out.csv") + " exists; add --force to replace it";
  CHECK(error_of<UsageError>(job, target_of(folder)) == exists);
  CHECK(folder.read("out.csv") == "mine");
  CHECK(folder.entries() == 2);
  auto careful = resumed(target_of(folder));
  careful.require_own = [](const std::string& path) { throw UsageError(path + " is another's"); };
  CHECK(error_of<UsageError>(untouched(), careful) == folder.file("out.csv") + " is another's");
  CHECK(folder.read("out.csv") == "mine");
  CHECK(run_sweep(untouched(), one_identity, forced(careful)).kept == 100);
  CHECK(folder.read("out.csv") == whole);
  CHECK(folder.entries() == 1);
}

TEST_CASE("a run that is refused under the lock leaves no checkpoint of no points") {
  const SweepFolder folder;
  folder.write("out.csv.checkpoint", "");  // as where another run ended between the first look and the lock
  auto inside = resumed(target_of(folder));
  inside.case_path = folder.file("");
  CHECK(error_of<UsageError>(untouched(), inside) == folder.file("out.csv") + " would be read as a part of the case; write it outside its folder");
  CHECK(folder.entries() == 0);
}

TEST_CASE("what a run left that was killed while it wrote its output is gone after the next") {
  const SweepFolder folder;
  interrupt(target_of(folder));
  folder.write("out.csv.premortem~", "id,val");
  CHECK(run_sweep(job_of(100, 2, 4), one_identity, resumed(target_of(folder))).end == SweepOutcome::End::done);
  CHECK(folder.read("out.csv") == whole);
  CHECK(folder.entries() == 1);
}

TEST_CASE("a checkpoint that was taken away is not missed, and that of the run in its place is left alone") {
  const SweepFolder folder;
  auto job = job_of(100, 1, 4);
  job.evaluator = [&] {
    return [&](std::uint64_t id) {
      if (id == 50) fs::remove(folder.file("out.csv.checkpoint")), folder.write("out.csv.checkpoint", "another's");
      return row_of(id);
    };
  };
  CHECK(run_sweep(job, one_identity, target_of(folder)).end == SweepOutcome::End::done);
  CHECK(folder.read("out.csv") == whole);
  CHECK(folder.read("out.csv.checkpoint") == "another's");
}

TEST_CASE("a form that needs all rows is made of them at the end") {
  const SweepFolder folder;
  auto target = target_of(folder, "out.json");
  target.render = [](const std::string& rows) { return "[" + rows + "]"; };
  run_sweep(job_of(100, 2, 7), one_identity, target);
  CHECK(folder.read("out.json") == "[" + rows_of({0, 100}) + "]");
}

TEST_CASE("where the form cannot be made the rows are kept, and the next run has them") {
  const SweepFolder folder;
  auto target = target_of(folder, "out.json");
  target.render = [](const std::string&) -> std::string { throw Refusal("no"); };
  CHECK(error_of<Refusal>(job_of(100, 2, 7), target) == "no");
  CHECK(folder.entries() == 1);
  CHECK(run_sweep(untouched(), one_identity, resumed(target_of(folder, "out.json"))).kept == 100);
}

TEST_CASE("a full device is told with the system's words, and a pipe gets every row") {
  const SweepFolder folder;
  SweepTarget full;
  full.path = "/dev/full", full.header = "id,value\n";
  CHECK(error_of<FileError>(job_of(100, 2, 4), full) == "/dev/full: No space left on device");
  REQUIRE(::mkfifo(folder.file("pipe").c_str(), 0600) == 0);
  std::string got;
  std::thread reader([&] { got = folder.read("pipe"); });
  CHECK(run_sweep(job_of(100, 2, 4), one_identity, target_of(folder, "pipe")).end == SweepOutcome::End::done);
  reader.join();
  CHECK(got == whole);
  CHECK(folder.entries() == 1);
}

TEST_CASE("places where no output can be are refused before anything is computed") {
  const SweepFolder folder;
  CHECK(error_of<FileError>(untouched(), target_of(folder, "missing/out.csv")) == folder.file("missing") + ": No such file or directory");
  fs::create_directory(folder.file("sub"));
  CHECK(error_of<FileError>(untouched(), target_of(folder, "sub")) == folder.file("sub") + ": Is a directory");
  fs::create_symlink("nowhere", folder.file("link"));
  CHECK(error_of<FileError>(untouched(), target_of(folder, "link")) == folder.file("link") + ": is a symbolic link, which is not followed; name its target");
  if (::geteuid() == 0) return;  // to whom every folder is writable
  fs::permissions(folder.file("sub"), fs::perms::owner_read | fs::perms::owner_exec);
  CHECK(error_of<FileError>(untouched(), target_of(folder, "sub/out.csv")) == folder.file("sub") + ": Permission denied");
  fs::permissions(folder.file("sub"), fs::perms::owner_all);
}
