// check --fix: where the copy may go, and that nothing else is written or lost.
#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

namespace fs = std::filesystem;

const std::string titled = "Risks\n" + refund_chain;

void check_refused(const Workplace& place, const std::vector<std::string>& words, int code, const std::string& error) {
  std::vector<std::string> all{"check", "--fix", "--quiet"};
  all.insert(all.end(), words.begin(), words.end());
  const auto outcome = run(place, all);
  CHECK(outcome.err == "premortem: " + error + "\n");
  CHECK(outcome.code == code);
  CHECK(outcome.out == "");
  CHECK(outcome.unchanged);
}

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a copy that exists is kept without --force, and with it files of the same names are replaced and no other") {
  const Workplace place(Files{{"harms.csv", titled}});
  fs::create_directory(place.path() / "case-fixed");
  place.write("case-fixed/harms.csv", "old");
  place.write("case-fixed/mine.txt", "mine");
  fs::permissions(place.path() / "case-fixed/harms.csv", fs::perms::owner_read | fs::perms::owner_write);
  check_refused(place, {"case"}, 2, "case-fixed exists; add --force to replace its files of the same names");
  CHECK(run(place, {"check", "case", "--fix", "--force"}).code == 0);
  CHECK(place.read("case-fixed/harms.csv") == refund_chain);
  CHECK(place.read("case-fixed/mine.txt") == "mine");
  CHECK(fs::status(place.path() / "case-fixed/harms.csv").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(entries(place.path() / "case-fixed") == 2);
}

TEST_CASE("a file that exists is kept without --force and replaced with it") {
  const Workplace place;
  place.write("case/rows.csv", titled);
  place.write("case/rows-fixed.csv", "old");
  place.write("mine.csv", "old");
  check_refused(place, {"case/rows.csv"}, 2, "case/rows-fixed.csv exists; add --force to replace it");
  check_refused(place, {"case/rows.csv", "-o", "mine.csv"}, 2, "mine.csv exists; add --force to replace it");
  CHECK(run(place, {"check", "case/rows.csv", "--fix", "--force"}).code == 0);
  CHECK(run(place, {"check", "case/rows.csv", "--fix", "--force", "-o", "mine.csv"}).code == 0);
  CHECK(place.read("case/rows-fixed.csv") == refund_chain);
  CHECK(place.read("mine.csv") == refund_chain);
}

TEST_CASE("a file of a case is copied to a folder of its own, so that the case stays one") {
  const Workplace place(Files{{"harms.csv", titled}});
  CHECK(run(place, {"check", "case/harms.csv", "--fix"}).code == 0);
  CHECK(place.read("case/harms-fixed/harms.csv") == refund_chain);
  place.write("case/harms.csv", refund_chain);
  CHECK(run(place, {"harm", "case"}).code == 0);
  CHECK(run(place, {"harm", "case/harms-fixed"}).code == 0);
  check_refused(place, {"case/harms.csv"}, 2, "case/harms-fixed exists; add --force to replace its files of the same names");
}

TEST_CASE("the case and what lies in it are no targets, by any name") {
  const Workplace place(Files{{"harms.csv", titled}, {"d.csv", "x\n1\n"}});
  fs::create_directory_symlink("case", place.path() / "link");
  fs::create_directory(place.path() / "case/inside");
  fs::create_hard_link(place.in_case("harms.csv"), place.path() / "hard");
  const std::string stays = " is the case itself, which stays as it is; choose another target";
  const std::string inside = " lies in the case, which stays as it is; choose a target outside";
  check_refused(place, {"case", "--force", "-o", "case"}, 2, "case" + stays);
  check_refused(place, {"case/", "--force", "-o", "./case/../case/"}, 2, "./case/../case" + stays);
  check_refused(place, {"case", "--force", "-o", "link"}, 2, "link" + stays);
  check_refused(place, {"case", "--force", "-o", "case/inside"}, 2, "case/inside" + inside);
  check_refused(place, {"link", "-o", "case/new/deep"}, 2, "case/new/deep" + inside);
  check_refused(place, {"case", "-o", "link/new"}, 2, "link/new" + inside);
  check_refused(place, {"case/harms.csv", "--force", "-o", "case/harms.csv"}, 2, "case/harms.csv is an input of this run; choose another output");
  check_refused(place, {"case/harms.csv", "--force", "-o", "hard"}, 2, "hard is an input of this run; choose another output");
  check_refused(place, {"case/harms.csv", "--force", "-o", "case/d.csv"}, 2, "case/d.csv is an input of this run; choose another output");
}

TEST_CASE("a target of another kind, or where nothing can be written, is refused with the system's words") {
  const Workplace place(Files{{"harms.csv", titled}});
  place.write("file", "x");
  fs::create_directory(place.path() / "folder");
  fs::create_directory(place.path() / "other");
  fs::create_directory_symlink("folder", place.path() / "link");
  fs::create_symlink("../file", place.path() / "other/harms.csv");
  REQUIRE(::mkfifo((place.path() / "pipe").c_str(), 0600) == 0);
  check_refused(place, {"case", "--force", "-o", "file"}, 5, "file: Not a directory");
  check_refused(place, {"case", "--force", "-o", "link"}, 5, "link: is a symbolic link, which is not followed; name its target");
  check_refused(place, {"case", "--force", "-o", "other"}, 5, "other/harms.csv: is a symbolic link, which is not followed; name its target");
  check_refused(place, {"case", "-o", "missing/copy"}, 5, "missing/copy: No such file or directory");
  check_refused(place, {"case/harms.csv", "--force", "-o", "folder"}, 5, "folder: Is a directory");
  check_refused(place, {"case/harms.csv", "--force", "-o", "pipe"}, 5, "pipe: is not a regular file");
  check_refused(place, {"case/harms.csv", "-o", "missing/copy"}, 5, "missing: No such file or directory");
  check_refused(place, {"nowhere"}, 5, "nowhere: error[file]: cannot be opened: No such file or directory");
}

TEST_CASE("options that do not go with --fix are refused") {
  const Workplace place(Files{{"harms.csv", titled}});
  check_refused(place, {"-"}, 2, "standard input has no name; say with -o where the copy goes");
  check_refused(place, {"case", "-o", "-"}, 2, "--fix writes a copy, which standard output cannot take beside the findings; name a path with -o");
  check_refused(place, {"case", "-o", ""}, 2, "-o needs a path");
  check_refused(place, {"case", "--set", "a=1"}, 2, "--set changes no file and --fix copies files; give one of them");
  check_refused(place, {"case", "--delimiter", ";"}, 2, "--fix finds out by itself what parts the cells, and writes commas; leave --delimiter out");
  check_refused(place, {}, 2, "which case? usage: premortem check <case>");
}

TEST_CASE("where nothing can be cleaned, or a limit is passed, nothing is written") {
  const Workplace place(Files{{"harms.csv", "failure_mode,stage,best\nr,u," + std::string(1048577, '1') + "\n"}, {"book.xlsx", "PK\x03\x04zip"}});
  check_refused(place, {"case"}, 6, "harms.csv:2:3: error[limit]: a cell of more than 1048576 bytes; is a quote not closed?");
  check_refused(place, {"case/harms.csv"}, 6, "harms.csv:2:3: error[limit]: a cell of more than 1048576 bytes; is a quote not closed?");
  const auto workbook = run(place, {"check", "case/book.xlsx", "--fix"});
  CHECK(workbook.code == 3);
  CHECK(workbook.out == run(place, {"check", "case/book.xlsx"}).out);
  CHECK(workbook.unchanged);
  fs::remove(place.in_case("harms.csv"));
  check_refused(place, {"case"}, 4, "case holds no .csv file; save each sheet of the workbook as CSV UTF-8, under the names of a case: harms.csv, ...");
}

TEST_CASE("a case under no name of its own is copied beside its folder") {
  const Workplace place(Files{{"harms.csv", titled}});
  const auto outcome = run_shell(place, "cd case && \"$premortem\" check . --fix --quiet | head -1");
  const auto target = fs::canonical(place.path()) / "case-fixed";
  CHECK(outcome.out == target.string() + ": a copy of ., 1 thing mended (the lines are those of the original)\n");
  CHECK(place.read("case-fixed/harms.csv") == refund_chain);
  CHECK(run(place, {"check", "/", "--fix"}).err == "premortem: there is no place beside /; say with -o where the copy goes\n");
}

TEST_CASE("a new copy has the rights that the mask of the user leaves") {
  const Workplace place(Files{{"harms.csv", titled}});
  CHECK(run_shell(place, "umask 027; \"$premortem\" check case --fix --quiet > out; stat -c %a case-fixed case-fixed/harms.csv").out == "750\n640\n");
}
