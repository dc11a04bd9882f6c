// What the verb sweep writes and leaves: its file, its checkpoint, and nothing at all where it refuses.
#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <random>
#include <thread>

#include "cli/sweep_cases.hpp"

using namespace premortem::test;

namespace {

const std::vector<std::string> asked{"--vary", "users=1e6,2e6,4e6", "--output", "harmed.point", "-o", "out.csv"};

std::vector<std::string> and_also(std::vector<std::string> words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::vector<std::string> entries_of(const Workplace& place) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(place.path())) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

/// Many points of a tenth of a millisecond each.
std::vector<std::string> long_sweep(bool resumed) {
  std::vector<std::string> words{"--vary", "cost_per_false_positive=10:30:2500", "--output", "tradeoff.choice.option,tradeoff.options.B.cost_per_year", "-o", "out.csv", "--jobs", "2"};
  if (resumed) words.push_back("--resume");
  return sweep_words(words, "csv");
}

pid_t start(const Workplace& place, const std::vector<std::string>& words) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  if (::chdir(place.path().c_str()) != 0) ::_exit(126);
  if (const int null = ::open("/dev/null", O_WRONLY); null >= 0) ::dup2(null, STDOUT_FILENO), ::dup2(null, STDERR_FILENO);
  std::vector<std::string> all{PREMORTEM_BINARY};
  all.insert(all.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  for (auto& word : all) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

int end_of(pid_t child) {
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Kills the program so often, in one sweep after another, each of which ends with the bytes of one that nobody ended.
void kill_often(int kills) {
  const Workplace untouched(cheaper_option);
  const auto begun = std::chrono::steady_clock::now();
  REQUIRE(end_of(start(untouched, long_sweep(false))) == 0);
  const auto usual = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
  const auto whole = untouched.read("out.csv");
  REQUIRE(lines_of(whole).size() == 2501);
  std::mt19937 random(20260102);
  int killed = 0, halfway = 0;
  while (killed < kills) {
    const Workplace place(cheaper_option);
    for (int code = -1; code != 0;) {
      // --resume where there is nothing to go on with begins it, and a file that is there is computed again and compared
      const bool begun_before = std::filesystem::exists(place.path() / "out.csv.checkpoint") || std::filesystem::exists(place.path() / "out.csv");
      const auto child = start(place, long_sweep(begun_before));
      std::this_thread::sleep_for(usual * (random() % 1000) / 1000);
      if (killed < kills) ::kill(child, SIGKILL);
      code = end_of(child);
      REQUIRE((code == 0 || code == 128 + SIGKILL));
      if (code == 0) break;
      ++killed;
      halfway += std::filesystem::exists(place.path() / "out.csv.checkpoint");
    }
    REQUIRE(place.read("out.csv") == whole);
    REQUIRE_FALSE(std::filesystem::exists(place.path() / "out.csv.checkpoint"));
  }
  CHECK(halfway > kills / 4);  // or nothing was tried
}

}  // namespace

TEST_CASE("the program killed at any moment of a sweep, 10 times, goes on to the bytes of one that nobody ended") { kill_often(10); }

TEST_CASE("the program killed at any moment of a sweep, 200 times, goes on to the bytes of one that nobody ended", "[.long]") { kill_often(200); }

TEST_CASE("a sweep leaves its file and no checkpoint, with the bytes it would have printed") {
  const Workplace place(harm_job);
  const auto written = sweep(place, asked, "csv");
  CHECK(written.code == 0);
  CHECK(written.out.empty());
  CHECK(entries_of(place) == std::vector<std::string>{"case", "out.csv"});
  CHECK(place.read("out.csv") == sweep(harm_job, {asked.begin(), asked.end() - 2}, "csv").out);
}

TEST_CASE("a sweep writes over a file with --force only") {
  const Workplace place(harm_job);
  place.write("out.csv", "kept\n");
  const auto refused = sweep(place, asked, "csv");
  CHECK(refused.code == 2);
  CHECK(refused.err == "premortem: out.csv exists; add --force to replace it\n");
  CHECK(refused.unchanged);
  CHECK(sweep(place, and_also(asked, {"--force"}), "csv").code == 0);
  CHECK(place.read("out.csv").starts_with("id,users,harmed.point\n"));
}

TEST_CASE("to resume a sweep that is done is no error, and changes nothing") {
  for (const std::string form : {"csv", "json", "table", "md", "html"}) {
    INFO(form);
    const Workplace place(harm_job);
    REQUIRE(sweep(place, asked, form).code == 0);
    const auto again = sweep(place, and_also(asked, {"--resume"}), form);
    CHECK(again.code == 0);
    CHECK(again.unchanged);
  }
}

TEST_CASE("a finished output is never taken for that of other values, other files or another seed, whatever its form") {
  for (const std::string form : {"csv", "json", "table", "md", "html"}) {
    INFO(form);
    const Workplace place(harm_job);
    const std::vector<std::string> words{"--vary", "exposed=3%,4%,9%", "--output", "harmed.p95", "-o", "out.csv"};
    const auto is_refused = [&](std::vector<std::string> other) {
      const auto before = place.read("out.csv");
      const auto outcome = sweep(place, and_also(std::move(other), {"--resume"}), form);
      INFO(outcome.err);
      CHECK(outcome.code == 2);
      CHECK(outcome.err.starts_with("premortem: out.csv is there and is not what this sweep gives"));
      CHECK(place.read("out.csv") == before);
      std::filesystem::remove(place.path() / "out.csv.checkpoint");
    };
    REQUIRE(sweep(place, words, form).code == 0);
    is_refused({"--vary", "exposed=3%,5%,9%", "--output", "harmed.p95", "-o", "out.csv"});  // its ends are the same
    is_refused(and_also(words, {"--seed", "2"}));
    is_refused(and_also(words, {"--set", "scale=1.2"}));
    auto changed = place.read("case/assumptions.csv");
    place.write("case/assumptions.csv", changed.replace(changed.find(".5,1,1.8"), 8, ".5,1,1.9"));
    is_refused(words);
  }
}

TEST_CASE("a finished part is known by the sweep that it names, and nothing of it is computed again") {
  const Workplace place(harm_job);
  const std::vector<std::string> words{"--vary", "exposed=3%,4%,5%,6%,7%,9%", "--output", "harmed.p95", "--shard", "1/1", "-o", "out.csv"};
  REQUIRE(sweep(place, words, "csv").code == 0);
  const auto again = run(place, {"sweep", "case", "--samples", "2000", "--format", "csv", "--vary", words[1], "--output", "harmed.p95", "--shard", "1/1", "-o", "out.csv", "--resume"});
  CHECK(again.code == 0);
  CHECK(again.unchanged);
  CHECK(again.err.find("is of this sweep: there is nothing to resume") != std::string::npos);
  const auto is_refused = [&](std::vector<std::string> other) {
    const auto outcome = sweep(place, and_also(std::move(other), {"--resume"}), "csv");
    INFO(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.err == "premortem: out.csv is there and is not what this sweep gives; name another file with -o, or replace it with --force\n");
    CHECK(outcome.unchanged);
  };
  auto other = words;
  other[1] = "exposed=3%,4%,5%,6.5%,7%,9%";  // its ends are the same
  is_refused(other);
  is_refused(and_also(words, {"--seed", "2"}));
  other = words, other[5] = "1/2";
  is_refused(other);
  auto changed = place.read("case/assumptions.csv");
  place.write("case/assumptions.csv", changed + "unused,,1,,point,,,factor\n");
  is_refused(words);
}

TEST_CASE("a part without points that is finished is left alone, too") {
  const Workplace place(harm_job);
  const std::vector<std::string> words{"--vary", "users=1e6,2e6,4e6", "--output", "harmed.point", "-o", "out.csv", "--resume", "--shard"};
  REQUIRE(sweep(place, and_also(words, {"1/20"}), "csv").code == 0);
  CHECK(lines_of(place.read("out.csv")).size() == 1);
  const auto again = sweep(place, and_also(words, {"1/20"}), "csv");
  CHECK(again.code == 0);
  CHECK(again.unchanged);
  CHECK(sweep(place, and_also(words, {"20/20"}), "csv").code == 2);
}

TEST_CASE("a sweep is gone on with only as it was begun: seed, outputs and inputs are compared, and named") {
  const Workplace place(cheaper_option);
  const auto child = start(place, long_sweep(false));
  const auto checkpoint = place.path() / "out.csv.checkpoint";
  while (!std::filesystem::exists(checkpoint) || std::filesystem::file_size(checkpoint) < 20'000) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  ::kill(child, SIGKILL);
  REQUIRE(end_of(child) == 128 + SIGKILL);
  const auto refused = [&](std::vector<std::string> words, const std::string& what) {
    const auto outcome = run(place, words);
    INFO(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.err.starts_with("premortem: out.csv.checkpoint is of another sweep: "));
    CHECK_THAT(outcome.err, Catch::Contains(what));
    CHECK(outcome.unchanged);
  };
  auto words = long_sweep(true);
  refused(and_also(words, {"--seed", "2"}), "seed is \"2\", was \"1\"");
  refused(and_also(words, {"--output", "tradeoff.options.A.cost_per_year"}), "output has changed");
  refused(and_also(words, {"--set", "positive_rate=6%"}), "set is ");
  const auto before = place.read("case/options.csv");
  place.write("case/options.csv", before + "C,0.9,0.9,1\n");
  refused(words, "inputs.options.csv has changed");
  place.write("case/options.csv", before);
  CHECK(run(place, long_sweep(false)).code == 2);  // there is a checkpoint, and nothing said of it
  CHECK(run(place, words).code == 0);
  CHECK(lines_of(place.read("out.csv")).size() == 2501);
}

TEST_CASE("what a sweep refuses leaves the folder as it was") {
  struct Refusal {
    std::vector<std::string> options;
    int code;
    std::string said;
  };
  for (const auto& r : std::vector<Refusal>{
           {{"--vary", "users=1e6,2e6", "--set", "users=3"}, 2, "premortem: --set and --vary both change \"users\"; give it once\n"},
           {{"--vary", "users=1e6,2e6", "--output", "harmd"}, 2, "premortem: --output: nothing is named \"harmd\"; did you mean \"harmed\"?\n"},
           {{"--vary", "usrs=1e6,2e6"}, 2, "nothing is named \"usrs\"; did you mean \"users\"?\n"},
           {{"--vary", "users=1:1e6:100000", "--vary", "exposed=0.1:0.2:1000"}, 6, "premortem: the sweep has 100000000 points, more than the 10000000 it may have"},
           {{"--vary", "users=1e6:2e6:11", "--limit", "10"}, 6, "premortem: the sweep has 11 points, more than the 10 it may have"},
           {{"--vary", "users=1e6:2e6", "--design", "lhs:4294967297", "--limit", "1e10"}, 2, "premortem: --design lhs:4294967297 has more than the 2^32 points"},
           {{"--vary", "users=1e6:2e6"}, 2, "has no count"},
           {{"--vary", "users=1e6,2e6", "--vary", "users=x1,x2"}, 2, "is varied twice"},
           {{}, 2, "premortem: sweep needs --vary"},
           {{"--sensitivity", "tornad"}, 2, "expected tornado, sobol or evppi\n"},
           {{"--break-even", "users=1e6:1e8"}, 2, "premortem: --break-even and --target go together"}}) {
    INFO(r.said);
    const Workplace place(harm_job);
    const auto outcome = sweep(place, and_also(r.options, {"-o", "out.csv"}), "csv");
    CHECK(outcome.code == r.code);
    CHECK_THAT(outcome.err, Catch::Contains(r.said));
    CHECK(outcome.out.empty());
    CHECK(outcome.unchanged);
  }
}

TEST_CASE("a value that its cell cannot take is bad input, and there is no output") {
  for (const std::string list : {"exposed=5%,1.5", "exposed=5%,abc", "users=1e6,-"}) {
    INFO(list);
    const Workplace place(harm_job);
    const auto outcome = sweep(place, {"--vary", list, "-o", "out.csv"}, "csv");
    CHECK(outcome.code == 3);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Catch::Contains("error["));
    CHECK_FALSE(std::filesystem::exists(place.path() / "out.csv"));
  }
  const Workplace place(harm_job);  // where not even the first point is possible, nothing is left to go on with either
  const auto outcome = sweep(place, {"--vary", "exposed=1.5,2", "-o", "out.csv"}, "csv");
  CHECK(outcome.code == 3);
  CHECK(outcome.unchanged);
}

TEST_CASE("a file that may not grow any more is told as a full disk is, and the points before are kept") {
  const Workplace place(cheaper_option);
  auto words = std::string("$premortem");
  for (const auto& word : long_sweep(false)) words += " " + word;
  const auto outcome = run_shell(place, "(ulimit -f 20; " + words + "); echo $?; ls out*; " + words + " --resume; wc -l < out.csv");
  INFO(outcome.err);
  CHECK(outcome.out == "5\nout.csv.checkpoint\n2501\n");
  CHECK(outcome.err.find("out.csv.checkpoint: File too large") != std::string::npos);
}
