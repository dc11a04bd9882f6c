// The parts of a sweep, joined.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

#include "cli/sweep_cases.hpp"

using namespace premortem::test;

namespace {

const std::vector<std::string> vary{"--vary", "users=1e6:2e6:5", "--vary", "exposed=x0.5,x1,x2"};

/// Parts 1 to n of the sweep, as part1.csv and so on; and the whole as whole.csv.
void sweep_in_parts(const Workplace& place, int n) {
  for (int k = 1; k <= n; ++k) {
    auto words = vary;
    words.insert(words.end(), {"--shard", std::to_string(k) + "/" + std::to_string(n), "-o", "part" + std::to_string(k) + ".csv"});
    REQUIRE(sweep(place, words, "csv").code == 0);
  }
  auto whole = vary;
  whole.insert(whole.end(), {"-o", "whole.csv", "--force"});
  REQUIRE(sweep(place, whole, "csv").code == 0);
}

std::vector<std::string> merge_words(std::vector<int> parts, const std::string& output) {
  std::vector<std::string> words{"merge"};
  for (const int k : parts) words.push_back("part" + std::to_string(k) + ".csv");
  words.insert(words.end(), {"-o", output, "--force"});
  return words;
}

}  // namespace

TEST_CASE("the parts of a sweep in any order are the bytes of the whole") {
  for (const int n : {1, 3, 7}) {
    const Workplace place(harm_job);
    sweep_in_parts(place, n);
    std::vector<int> order;
    for (int k = n; k >= 1; --k) order.push_back(k);
    for (int turn = 0; turn < 3; ++turn) {
      const auto merged = run(place, merge_words(order, "merged.csv"));
      INFO(merged.err);
      REQUIRE(merged.code == 0);
      CHECK(place.read("merged.csv") == place.read("whole.csv"));
      std::next_permutation(order.begin(), order.end());
    }
  }
}

TEST_CASE("more parts than points leave some of them empty, and merge all the same") {
  const Workplace place(harm_job);
  sweep_in_parts(place, 20);
  std::vector<int> order;
  for (int k = 1; k <= 20; ++k) order.push_back(k);
  CHECK(run(place, merge_words(order, "merged.csv")).code == 0);
  CHECK(place.read("merged.csv") == place.read("whole.csv"));
}

TEST_CASE("a part that is missing, stands twice, was changed or is of another sweep is refused by name, and nothing is written") {
  const Workplace place(harm_job);
  sweep_in_parts(place, 3);
  place.write("part4.csv", "id of 15,users,other\n");
  auto changed = place.read("part2.csv");
  changed.replace(changed.find("\n6,"), 3, "\n7,");
  place.write("part5.csv", changed);
  place.write("part6.csv", place.read("whole.csv"));
  struct Refused {
    std::vector<int> parts;
    std::string says;
  };
  for (const auto& [parts, says] : std::vector<Refused>{{{1, 2}, "but the sweep has 15 points"}, {{2, 3}, "no part has ids 0 to 4"}, {{1, 3}, "no part has ids 5 to 9"},
                                                        {{1, 2, 2, 3}, "which another part has too"}, {{1, 2, 3, 4}, "another sweep"}, {{1, 5, 3}, "where id 6 was expected"}, {{6}, "a whole sweep"}}) {
    const auto outcome = run(place, merge_words(parts, "merged.csv"));
    INFO(outcome.err);
    CHECK(outcome.code == 3);
    CHECK(outcome.unchanged);
    CHECK(outcome.err.find(says) != std::string::npos);
  }
}

TEST_CASE("merge never writes over a part, nor over a file that is there") {
  const Workplace place(harm_job);
  sweep_in_parts(place, 1);
  CHECK(run(place, {"merge", "part1.csv", "-o", "part1.csv", "--force"}).code == 2);
  CHECK(run(place, {"merge", "part1.csv", "-o", "whole.csv"}).code == 2);
  const auto part = place.read("part1.csv");
  std::filesystem::create_symlink("part1.csv", place.path() / "link.csv");
  std::filesystem::create_hard_link(place.path() / "part1.csv", place.path() / "same.csv");
  for (const std::string name : {"./part1.csv", "case/../part1.csv", "link.csv", "same.csv"}) {
    for (const bool turned : {false, true}) {
      INFO(name << turned);
      const auto own = run(place, {"merge", turned ? "part1.csv" : name, "-o", turned ? name : "part1.csv", "--force"});
      CHECK(own.code == 2);
      CHECK(own.err.find("is a part, and cannot be the output too") != std::string::npos);
      CHECK(own.unchanged);
    }
  }
  CHECK(place.read("part1.csv") == part);
  CHECK(run(place, {"merge", "missing.csv"}).code == 5);
  CHECK(run(place, {"merge"}).code == 2);
}

TEST_CASE("merge writes into a device or pipe, and leaves it what it is") {
  const Workplace place(harm_job);
  sweep_in_parts(place, 3);
  const auto outcome = run_shell(place,
                                 "mkfifo pipe; cat pipe > piped.csv & $premortem merge part?.csv -o pipe; echo $?; wait; test -p pipe && cmp piped.csv whole.csv && echo piped\n"
                                 "ln -s /proc/self/fd/1 out; $premortem merge part?.csv -o out | cmp - whole.csv && test -L out && echo standard\n"
                                 "if mknod null c 1 3 2>&- && : > null; then $premortem merge part?.csv -o null; fi; test ! -f null && echo device\n");
  INFO(outcome.err);
  CHECK(outcome.out == "0\npiped\nstandard\ndevice\n");
}

TEST_CASE("a part that is a pipe cannot be read twice, and is not called empty") {
  const Workplace place(harm_job);
  sweep_in_parts(place, 1);
  const auto outcome = run_shell(place, "$premortem merge <(cat part1.csv)");
  CHECK(outcome.code == 5);
  CHECK(outcome.err.find("is not a regular file, and a part is read twice") != std::string::npos);
}
