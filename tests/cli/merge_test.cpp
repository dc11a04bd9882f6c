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
  const auto header = lines_of(place.read("part1.csv"))[0];
  place.write("part4.csv", header.substr(0, header.find(',')) + ",users,other\n");
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

TEST_CASE("a part names its sweep in its first cell, and nothing else that its rows hang on") {
  const Workplace place(harm_job), elsewhere(harm_job);
  const auto header = [](const Workplace& at, std::vector<std::string> more) {
    more.insert(more.begin(), vary.begin(), vary.end());
    const auto cell = sweep(at, more, "csv").out;
    return cell.substr(0, cell.find(','));
  };
  const auto first = header(place, {"--shard", "1/3"});
  CHECK(first.size() == std::string("id of 15 of sweep ").size() + 16);
  CHECK(first.starts_with("id of 15 of sweep "));
  CHECK(header(place, {"--shard", "2/3", "--jobs", "2", "--limit", "100"}) == first);
  CHECK(header(elsewhere, {"--shard", "3/7"}) == first);
}

TEST_CASE("parts of sweeps that differ in anything that rows hang on are refused, and the stray one is named") {
  const std::vector<std::vector<std::string>> others{{"--seed", "2"}, {"--samples", "2001"}, {"--confidence", "0.9"}, {"--set", "scale=1"}, {"--as-of", "2026-01-01"}, {"--output", "harmed.p05"}};
  for (const auto& other : others) {
    INFO(other[0]);
    const Workplace place(harm_job);
    sweep_in_parts(place, 3);
    auto words = vary;
    words.insert(words.end(), {"--shard", "1/3", "-o", "stray.csv"});
    words.insert(words.end(), other.begin(), other.end());
    words.insert(words.begin(), {"sweep", "case", "--quiet", "--format", "csv"});
    if (other[0] != "--samples") words.insert(words.end(), {"--samples", "2000"});
    REQUIRE(run(place, words).code == 0);
    const auto outcome = run(place, {"merge", "stray.csv", "part2.csv", "part3.csv", "-o", "merged.csv"});
    INFO(outcome.err);
    CHECK(outcome.code == 3);
    CHECK(outcome.err.starts_with("stray.csv:1:1: error[header]: is a part of another sweep than part2.csv: "));
    CHECK(outcome.unchanged);
  }
  const Workplace place(harm_job);
  const auto part = [&](std::vector<std::string> words, const std::string& name) {
    words.insert(words.end(), {"-o", name});
    REQUIRE(sweep(place, words, "csv").code == 0);
  };
  const std::vector<std::string> range{"--vary", "users=1e6:2e6", "--design"};
  part({range[0], range[1], range[2], "sobol:6", "--shard", "1/3"}, "a.csv");
  part({range[0], range[1], range[2], "lhs:6", "--shard", "2/3"}, "b.csv");
  part({range[0], range[1], range[2], "sobol:6", "--shard", "3/3"}, "c.csv");
  part({"--vary", "users=1e6:3e6:6", "--shard", "2/3"}, "d.csv");
  auto changed = place.read("case/assumptions.csv");
  place.write("case/assumptions.csv", changed.replace(changed.find(".5,1,1.8"), 8, ".5,1,1.9"));
  part({range[0], range[1], range[2], "sobol:6", "--shard", "2/3"}, "e.csv");
  for (const std::string stray : {"b.csv", "d.csv", "e.csv"}) {
    const auto outcome = run(place, {"merge", "a.csv", stray, "c.csv"});
    INFO(outcome.err);
    CHECK(outcome.code == 3);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.starts_with(stray + ":1:1: error[header]: is a part of another sweep than a.csv: its sweep is "));
  }
}

TEST_CASE("a part that is cut off at any byte is refused, whatever its last cell still looks like") {
  const Workplace place(harm_job);
  sweep_in_parts(place, 3);
  for (const int which : {2, 3}) {  // between others, and the last one
    const auto name = "part" + std::to_string(which) + ".csv", part = place.read(name);
    for (std::size_t size = part.size() - std::min<std::size_t>(part.size(), 60); size < part.size(); ++size) {
      place.write(name, part.substr(0, size));
      const auto outcome = run(place, merge_words({1, 2, 3}, "merged.csv"));
      INFO(size << " of " << part.size() << outcome.err);
      CHECK(outcome.code == 3);
      CHECK(outcome.unchanged);
      CHECK(outcome.err.find(name) != std::string::npos);
    }
    place.write(name, part);
  }
}

TEST_CASE("a part with lines, line ends, cells or numbers that no sweep writes is refused") {
  const Workplace place(harm_job);
  sweep_in_parts(place, 3);
  const auto part = place.read("part2.csv");
  const auto end = part.rfind('.');  // of the last number
  const auto second = part.find('\n', part.find('\n') + 1);
  struct Changed {
    std::string text, says;
  };
  std::string returns = part;
  for (std::size_t at = 0; (at = returns.find('\n', at)) != std::string::npos; at += 2) returns.insert(at, 1, '\r');
  for (const auto& [text, says] : std::vector<Changed>{{part + "\n", "has 7 lines for a header and 5 rows"},
                                                       {part.substr(0, second) + "\n" + part.substr(second), "has 7 lines"},
                                                       {returns, "has carriage returns"},
                                                       {part.substr(0, second) + "," + part.substr(second), "error[width]"},
                                                       {part.substr(0, end + 1) + "\n", "is a number that was cut off"},
                                                       {"\xEF\xBB\xBF" + part, "is not the first column of a part"},
                                                       {"id of 15" + part.substr(part.find(',')), "expected \"id of N of sweep \" and 16 digits"},
                                                       {part.substr(0, part.find(',') - 1) + part.substr(part.find(',')), "expected \"id of N of sweep \" and 16 digits"}}) {
    place.write("part2.csv", text);
    const auto outcome = run(place, merge_words({1, 2, 3}, "merged.csv"));
    INFO(says << outcome.err);
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find(says) != std::string::npos);
    CHECK(outcome.err.find("part2.csv") != std::string::npos);
    CHECK(outcome.unchanged);
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
