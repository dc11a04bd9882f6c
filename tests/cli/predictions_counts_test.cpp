// The verb tradeoff on lines that stand for many rows: how it speaks of them, and files at the limit of what they may hold.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

Outcome tradeoff(const std::string& rows, std::vector<std::string> options = {}) {
  options.insert(options.begin(), {"tradeoff", "case"});
  return run({{"predictions.csv", rows}}, options);
}

}  // namespace

TEST_CASE("a cohort of one row beside 1e12 others is told how many positives it needs") {
  const auto outcome = tradeoff("score,label,cohort,count\n0.5,1,A,499999999999\n0.2,1,B,1\n0.1,1,A,500000000000\n");
  INFO(outcome.err);
  CHECK(outcome.code == 0);
  CHECK_THAT(outcome.out, Catch::Contains("the one that needs most would need about 203"));
}

TEST_CASE("check and JSON say how many rows the lines of a file stand for, and of other files nothing") {
  const std::string counted = "score,label,count\n0.5,1,1000\n0.2,0,5\n,1,77\n";
  const auto checked = run({{"predictions.csv", counted}}, {"check", "case"});
  CHECK_THAT(checked.out, Catch::Contains("used lines stand for") && Catch::Contains("1,005 rows"));
  const auto json = Json::parse(tradeoff(counted, {"--format", "json", "--quiet"}).out);
  CHECK(json["inputs"][0]["used"] == 2);
  CHECK(json["inputs"][0]["stands_for"] == 1005);
  const auto plain = Json::parse(tradeoff("score,label\n0.5,1\n0.2,0\n", {"--format", "json", "--quiet"}).out);
  CHECK_FALSE(plain["inputs"][0].contains("stands_for"));
}

TEST_CASE("what stands beside a p value says that its lines are many rows") {
  const std::string rows = "score,label,arm,count\n0.5,1,treat,1000\n0.2,0,ctl,5\n";
  const auto explained = run({{"predictions.csv", rows}}, {"diagnose", "case", "--explain", "diagnose.experiment.sample_ratio.chi_square"});
  CHECK_THAT(explained.out, Catch::Contains("predictions.csv: 2 lines, the used ones stand for 1005 rows"));
}
