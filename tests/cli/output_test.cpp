#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

namespace fs = std::filesystem;

Files one_case() { return {{"harms.csv", refund_chain}}; }

/// Refused: these words after `premortem: `, nothing written anywhere.
void check_refused(const Workplace& place, const std::vector<std::string>& options, int code, const std::string& error) {
  std::vector<std::string> words{"harm", "case", "--quiet"};
  words.insert(words.end(), options.begin(), options.end());
  const auto outcome = run(place, words);
  CHECK(outcome.err == "premortem: " + error + "\n");
  CHECK(outcome.code == code);
  CHECK(outcome.out == "");
  CHECK(outcome.unchanged);
}

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a new output holds what standard output would, and nothing else is left behind") {
  const Workplace place(one_case());
  const auto shown = run(place, {"harm", "case"});
  const auto written = run(place, {"harm", "case", "-o", "out.txt"});
  CHECK(written.code == 0);
  CHECK(written.out == "");
  CHECK(place.read("out.txt") == shown.out);
  CHECK(entries(place.path()) == 2);
  CHECK(run(place, {"harm", "case", "-o", "-"}).out == shown.out);
}

TEST_CASE("an output that exists is kept without --force, and replaced with it, rights and all") {
  const Workplace place(one_case());
  place.write("out.txt", "old");
  fs::permissions(place.path() / "out.txt", fs::perms::owner_read | fs::perms::owner_write);
  check_refused(place, {"-o", "out.txt"}, 2, "out.txt exists; add --force to replace it");
  CHECK(run(place, {"harm", "case", "-o", "out.txt", "--force"}).code == 0);
  CHECK(place.read("out.txt") == run(place, {"harm", "case"}).out);
  CHECK(fs::status(place.path() / "out.txt").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(entries(place.path()) == 2);
}

TEST_CASE("an output keeps its bytes when the input turns out to be wrong") {
  const Workplace place(Files{{"harms.csv", refund_chain + "refund,x,x,\n"}});
  place.write("out.txt", "old");
  const auto outcome = run(place, {"harm", "case", "-o", "out.txt", "--force"});
  CHECK(outcome.code == 3);
  CHECK(outcome.unchanged);
}

TEST_CASE("an output that is an input, by any name, is refused even with --force") {
  const Workplace place(one_case());
  fs::create_hard_link(place.in_case("harms.csv"), place.path() / "hard");
  fs::create_symlink("case/harms.csv", place.path() / "soft");
  check_refused(place, {"--force", "-o", "case/harms.csv"}, 2, "case/harms.csv is an input of this run; choose another output");
  check_refused(place, {"--force", "-o", "case/../case/harms.csv"}, 2, "case/../case/harms.csv is an input of this run; choose another output");
  check_refused(place, {"--force", "-o", "hard"}, 2, "hard is an input of this run; choose another output");
  check_refused(place, {"--force", "-o", "soft"}, 5, "soft: is a symbolic link, which is not followed; name its target");
  const auto standard = run_shell(place, "\"$premortem\" harm - --quiet --force -o hard < case/harms.csv");
  CHECK(standard.code == 2);
  CHECK(standard.err == "premortem: hard is an input of this run; choose another output\n");
  CHECK(standard.unchanged);
}

TEST_CASE("an output that the next run would take for a part of the case is refused") {
  const Workplace place(one_case());
  check_refused(place, {"--format", "csv", "-o", "case/result.csv"}, 2, "case/result.csv would be read as a part of the case; write it outside its folder");
  CHECK(run(place, {"harm", "case", "-o", "case/result.txt"}).code == 0);
}

TEST_CASE("a sample's data file beside a single file is an input, too") {
  const Workplace place(Files{{"harms.csv", "failure_mode,stage,best,shape,source\nr,users,1000,,\nr,share,,sample,d.csv:v\n"}, {"d.csv", "v\n0.1\n"}});
  const auto outcome = run(place, {"harm", "case/harms.csv", "--force", "-o", "case/d.csv"});
  CHECK(outcome.code == 2);
  CHECK(outcome.err == "premortem: case/d.csv is an input of this run; choose another output\n");
  CHECK(outcome.unchanged);
}

TEST_CASE("a file that another option reads is an input, too, by any name") {
  const std::string history = "date,metric,value\n2026-01-01,x,1\n2026-01-02,x,1\n";
  const Workplace place(Files{{"monitors.csv", "monitor,metric,baseline,bad_level,checks_per_day,sd,rule\nm,x,1,2,1,0.5,threshold 3\n"}});
  place.write("on.csv", history);
  fs::create_hard_link(place.path() / "on.csv", place.path() / "hard");
  for (const std::string out : {"on.csv", "./on.csv", "hard"}) {
    const auto outcome = run(place, {"trigger", "case", "--on", "on.csv", "-o", out, "--force"});
    CHECK(outcome.err == "premortem: " + out + " is an input of this run; choose another output\n");
    CHECK(outcome.code == 2);
    CHECK(outcome.unchanged);
  }
  CHECK(run_shell(place, "\"$premortem\" trigger case --on - -o hard --force < on.csv").code == 2);
  CHECK(place.read("on.csv") == history);
  CHECK(run(place, {"trigger", "case", "--on", "on.csv", "-o", "other.txt"}).code == 0);
}

TEST_CASE("a place where nothing can be written is refused with the system's words") {
  const Workplace place(one_case());
  place.write("file", "x");
  check_refused(place, {"-o", "missing/out.txt"}, 5, "missing: No such file or directory");
  check_refused(place, {"-o", "case"}, 5, "case: Is a directory");
  check_refused(place, {"-o", "file/out.txt"}, 5, "file/out.txt: Not a directory");
  fs::create_symlink("nowhere", place.path() / "dangling");
  check_refused(place, {"-o", "dangling"}, 5, "dangling: is a symbolic link, which is not followed; name its target");
}

TEST_CASE("a read-only folder is refused before anything is computed") {
  if (::geteuid() == 0) return;  // to whom every folder is writable
  const Workplace place(one_case());
  fs::create_directory(place.path() / "closed");
  fs::permissions(place.path() / "closed", fs::perms::owner_read | fs::perms::owner_exec);
  check_refused(place, {"-o", "closed/out.txt"}, 5, "closed: Permission denied");
}

TEST_CASE("an input that cannot be read is refused with the system's words") {
  const Workplace place(one_case());
  const auto missing = run(place, {"harm", "nowhere"});
  CHECK(missing.code == 5);
  CHECK(missing.err == "premortem: nowhere: error[file]: cannot be opened: No such file or directory\n");
  fs::create_directory(place.in_case("gates.csv"));
  const auto folder = run(place, {"harm", "case"});
  CHECK(folder.code == 5);
  CHECK(folder.err == "premortem: case/gates.csv: error[file]: is a folder, expected a file\n");
  const auto below = run(place, {"harm", "case/harms.csv/x"});
  CHECK(below.code == 5);
  CHECK(below.err == "premortem: case/harms.csv/x: error[file]: cannot be opened: Not a directory\n");
  if (::geteuid() == 0) return;
  fs::permissions(place.in_case("harms.csv"), fs::perms::none);
  CHECK(run(place, {"harm", "case/harms.csv"}).err == "premortem: case/harms.csv: error[file]: cannot be opened: Permission denied\n");
}

TEST_CASE("a full device fails the run, named or not") {
  const Workplace place(one_case());
  const auto named = run(place, {"harm", "case", "--quiet", "-o", "/dev/full"});
  CHECK(named.code == 5);
  CHECK(named.err == "premortem: /dev/full: No space left on device\n");
  for (const std::vector<std::string>& words : {std::vector<std::string>{"harm", "case", "--quiet"}, {"help"}, {"help", "harm"}, {"--version"}, {"selftest"}}) {
    const auto outcome = run(place, Invocation{words, "", {}, "/dev/full"});
    CHECK(outcome.code == 5);
    CHECK(outcome.err == "premortem: standard output: No space left on device\n");
  }
}

TEST_CASE("a reader that has seen enough ends the program quietly") {
  const Workplace place(one_case());
  const auto outcome = run_shell(place, "set -o pipefail; (sleep 0.3; \"$premortem\" report case --quiet --format html) | true; echo ${PIPESTATUS[0]}");
  CHECK(outcome.err == "");
  CHECK(outcome.out == "141\n");  // 128 + SIGPIPE
  const auto head = run_shell(place, "\"$premortem\" report case --quiet | head -c 1");
  CHECK(head.code == 0);
  CHECK(head.err == "");
  CHECK(head.out == "W");
}

TEST_CASE("a pipe is an input and an output, also the one a shell makes") {
  const Workplace place(one_case());
  const auto shown = run(place, {"harm", "case"});
  REQUIRE(::mkfifo((place.path() / "pipe").c_str(), 0600) == 0);
  const auto out = run_shell(place, "cat pipe & \"$premortem\" harm case -o pipe; wait");
  CHECK(out.out == shown.out);
  CHECK(fs::is_fifo(place.path() / "pipe"));
  const auto in = run_shell(place, "cat case/harms.csv > pipe & \"$premortem\" harm pipe; wait");
  CHECK(in.code == 0);
  CHECK_THAT(in.out, Catch::Contains("500,000"));
  CHECK(run_shell(place, "\"$premortem\" harm <(cat case/harms.csv)").code == 0);
  CHECK(run_shell(place, "\"$premortem\" harm case -o >(cat); wait").out == shown.out);
  CHECK(run_shell(place, "\"$premortem\" harm case -o /dev/stdout | cat").out == shown.out);
}

TEST_CASE("a pipe among the files of a folder is refused, for it may never end") {
  const Workplace place(one_case());
  REQUIRE(::mkfifo(place.in_case("gates.csv").c_str(), 0600) == 0);
  const auto outcome = run(place, {"harm", "case"});
  CHECK(outcome.code == 5);
  CHECK(outcome.err == "premortem: case/gates.csv: error[file]: is not a regular file\n");
}
