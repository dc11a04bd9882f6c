#include "input/rule_cell.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "fuzz/rule_property.hpp"

using namespace premortem;

namespace {

std::optional<TriggerRule> read(const std::string& text, int kind, std::vector<Conversion>* echoed = nullptr) {
  Diagnostics diagnostics;
  std::vector<Conversion> conversions;
  RowContext context{"", diagnostics, conversions, {}};
  auto rule = read_rule({text, {"monitors.csv", 2, 18}}, fuzz::watched(kind), context);
  if (echoed) *echoed = conversions;
  return rule;
}

}  // namespace

TEST_CASE("a rule is read with its numbers, in any order and spelling of blanks") {
  const auto rule = read("  two_sided   CUSUM h=5  k=0.5 ", 0);
  REQUIRE(rule);
  CHECK(rule->sides == Sides::two);
  CHECK(rule->kind == RuleKind::cusum);
  CHECK(rule->parameter("k") == 0.5);
  CHECK(text_of(*rule) == "two_sided cusum k=0.5 h=5");
}

TEST_CASE("times are hours, fractions are what they say, and a share of items is a count") {
  CHECK(read("burn_rate 14.4 long=30m short=90s slo=0.999", 2)->parameter("long") == 0.5);
  CHECK(text_of(*read("burn_rate 14.4 long=3d short=5m slo=0.999", 2)) == "burn_rate 14.4 long=72h short=5m slo=0.999");
  CHECK(read("cusum k=1/147 h=3.04", 2)->parameter("k") == 1.0 / 147);
  CHECK(text_of(*read("cusum k=1/147 h=3.04", 2)) == "cusum k=1/147 h=3.04");
  std::vector<Conversion> echoed;
  CHECK(read("threshold 6.2%", 1, &echoed)->parameter("limit") == 13.0);  // 12.4 of 200
  REQUIRE(echoed.size() == 1);
  CHECK(echoed[0].reading == "6.2% of 200 is 13 or more");
}

TEST_CASE("any cell is a rule that is read back as written, or an error that says why") {
  const std::vector<std::string> words{"two_sided", "threshold", "consecutive", "cumulative", "window", "argo", "cusum", "ewma", "sprt", "shiryaev_roberts", "burn_rate", "k=", "h=", "L=", "lambda=",
                                       "alpha=", "beta=", "A=", "limit=", "count=", "p=", "checks=", "threshold=", "window=", "long=", "short=", "slo=", "phi=", "0.5", "3", "1e400", "-1", "1/3", "0/0",
                                       "5%", "1h", "5m", "0.999", "=", "\xff", "\xe2\x80\xae", "10001", "1e-320"};
  std::mt19937 draw(20261124);
  for (int i = 0; i < 20'000; ++i) {
    std::string cell;
    for (unsigned n = draw() % 8; n-- > 0;) cell += words[draw() % words.size()] + (draw() % 3 == 0 ? "" : " ");
    INFO(cell);
    const auto violation = fuzz::rule_violation(cell);
    if (!violation.empty()) FAIL(violation);
  }
}

TEST_CASE("the kept inputs of the fuzzer hold its claim") {
  for (const auto& entry : std::filesystem::directory_iterator(std::string(PREMORTEM_SOURCE_DIR) + "/tests/fuzz/corpus/rule")) {
    std::ifstream in(entry.path(), std::ios::binary);
    CHECK(fuzz::rule_violation(std::string(std::istreambuf_iterator<char>(in), {})) == "");
  }
}
