// What a sweep and its sensitivities say, where a wrong answer would look like a right one.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/sweep_cases.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

Files with(Files files, const std::string& name, const std::string& text) {
  files[name] = text;
  return files;
}

/// A leaf on each side of its middle, and one without a best value.
const Files bent = with({{"assumptions.csv", "name,low,best,high,shape\na,0,,1,uniform\nd,1,,2,range\nw,,3,,point\n"}}, "quantities.csv",
                        "name,formula\nsquare,(a-0.5)^2\ntwice,2*d*w\nalone,w*2\n");

}  // namespace

TEST_CASE("a known drift reaches the quantities that rest on it") {
  const auto files = with(falling, "quantities.csv", "name,formula\nweekly,7 * calendar.accuracy.drift_per_day\n");
  const auto outcome = sweep(files, {"--vary", "drift_per_day.accuracy=-0.001,-0.002", "--output", "weekly.point"}, "csv");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  CHECK(outcome.out == "id,drift_per_day.accuracy,weekly.point\n0,-0.001,-0.007\n1,-0.002,-0.014\n");
  const auto evaluated = run(files, {"evaluate", "case", "--set", "drift_per_day.accuracy=-0.001", "--format", "json", "--quiet"});
  REQUIRE(evaluated.code == 0);
  const auto result = Json::parse(evaluated.out)["result"];
  CHECK(result["quantities"][0]["point"] == -0.007);
  CHECK(result["base"]["quantities"][0]["point"] != -0.007);
}

TEST_CASE("what a model computes is said to be taken as exact") {
  const auto files = with(falling, "quantities.csv", "name,formula\nweekly,7 * calendar.accuracy.drift_per_day\n");
  const auto outcome = run(files, {"evaluate", "case", "--quiet"});
  REQUIRE(outcome.code == 0);
  CHECK(outcome.out.find("guess") == std::string::npos);
  CHECK(outcome.out.find("is what a model computes, taken as exactly") != std::string::npos);
}

TEST_CASE("a result that several cohorts have is not taken from the first of them") {
  std::string history = "date,metric,value,n,cohort\n";
  for (int i = 1; i <= 9; ++i)
    for (const auto* cohort : {"north", "south"}) history += "2026-0" + std::to_string(i) + "-01,accuracy,0.9,1000," + cohort + "\n";
  const Files files{{"history.csv", history}, {"floors.csv", "metric,floor,cohort\naccuracy,0.85,north\naccuracy,0.7,south\n"}, {"assumptions.csv", "name,best\nx,1\n"}};
  const auto outcome = sweep(files, {"--vary", "x=1,2", "--output", "calendar.accuracy.floor"}, "csv");
  CHECK(outcome.code == 2);
  CHECK(outcome.err.find("means several: accuracy.north, accuracy.south") != std::string::npos);
  const auto south = sweep(files, {"--vary", "x=1,2", "--output", "calendar.accuracy.south.floor"}, "csv");
  INFO(south.err);
  CHECK(south.out == "id,x,calendar.accuracy.south.floor\n0,1,0.7\n1,2,0.7\n");
}

TEST_CASE("a formula that names no result is refused at its place") {
  const auto outcome = run(with(falling, "quantities.csv", "name,formula\nweekly,7 * calendar.accuracy.drift_per_dy\n"), {"evaluate", "case", "--quiet"});
  CHECK(outcome.code == 3);
  CHECK(outcome.err.find("quantities.csv:2") != std::string::npos);
  CHECK(outcome.err.find("drift_per_day") != std::string::npos);
}

TEST_CASE("a tornado sees an estimate that moves the output the same way at both ends") {
  const auto outcome = sweep(bent, {"--sensitivity", "tornado", "--output", "square"}, "json");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  const auto rows = Json::parse(outcome.out)["result"]["sensitivity"];
  REQUIRE(rows.size() == 1);
  CHECK(rows[0]["name"] == "a");
  CHECK(rows[0]["low"] == 0.25);
  CHECK(rows[0]["high"] == 0.25);
}

TEST_CASE("an estimate without a best value has its bar, and it is said what stands in for it") {
  const auto outcome = sweep(bent, {"--sensitivity", "tornado", "--output", "twice.bound.high"}, "json");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  const auto rows = Json::parse(outcome.out)["result"]["sensitivity"];
  REQUIRE(rows.size() == 1);
  CHECK(rows[0]["name"] == "d");
  CHECK(rows[0]["low"] == 6);
  CHECK(rows[0]["high"] == 12);
}

TEST_CASE("Sobol' indices of what cannot be drawn are refused with the reason, not as a defect") {
  const auto undrawn = sweep(bent, {"--sensitivity", "sobol", "--output", "twice"});
  CHECK(undrawn.code == 4);
  CHECK(undrawn.err.find("\"d\"") != std::string::npos);
  const auto constant = sweep(bent, {"--sensitivity", "sobol", "--output", "alone"});
  CHECK(constant.code == 4);
  const auto few = run(bent, {"sweep", "case", "--sensitivity", "sobol", "--output", "square", "--samples", "10", "--quiet"});
  CHECK(few.code == 4);
  CHECK(few.err.find("at least 64 samples") != std::string::npos);
}

TEST_CASE("a stage is called by the name that --set knows it by") {
  const auto outcome = sweep(refunds, {"--sensitivity", "tornado", "--output", "harm.wrong_refund.harmed"}, "json");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  const auto rows = Json::parse(outcome.out)["result"]["sensitivity"];
  REQUIRE(rows.size() == 2);
  for (const auto& row : rows) {
    const auto set = run(refunds, {"harm", "case", "--set", row["name"].get<std::string>() + "*=1", "--quiet"});
    INFO(row["name"] << set.err);
    CHECK(set.code == 0);
  }
}

TEST_CASE("a finished output of another sweep is not taken for this one's") {
  const Workplace place(refunds);
  const std::vector<std::string> words{"--vary", "harms.wrong refund.users=x1,x2", "-o", "out.csv"};
  REQUIRE(sweep(place, words, "csv").code == 0);
  auto again = words;
  again.push_back("--resume");
  CHECK(sweep(place, again, "csv").code == 0);
  for (const auto& change : {std::vector<std::string>{"--set", "harms.wrong refund.wrong*=2"}, {"--output", "harm.wrong_refund.harmed.independent.mean"}}) {
    auto other = again;
    other.insert(other.end(), change.begin(), change.end());
    const auto outcome = sweep(place, other, "csv");
    INFO(change.front());
    CHECK(outcome.code == 2);
    CHECK(outcome.err.find("is not what this sweep gives") != std::string::npos);
  }
}

TEST_CASE("the outputs that a sweep shows unasked exist where failure modes belong to options") {
  const auto files = with(with(refunds, "harms.csv",
                               "failure_mode,stage,best,unit,option\nwrong refund,users,1e6,people per year,\nwrong refund,wrong,0.1%,share,agent\nwrong refund,wrong,0.05%,share,review\n"),
                          "options.csv", "option,cost_per_year\nagent,1\nreview,2\n");
  const auto outcome = sweep(files, {"--vary", "options.agent.cost_per_year=1,2"}, "csv");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  CHECK(lines_of(outcome.out)[0] == "id,options.agent.cost_per_year,harm.wrong_refund.agent.harmed.point,harm.wrong_refund.agent.harmed.bound.high,harm.wrong_refund.review.harmed.point,harm.wrong_refund.review.harmed.bound.high");
}

TEST_CASE("a word that a spreadsheet would take for a formula is neutral in CSV alone") {
  auto files = cheaper_option;
  files["options.csv"] = "option,recall,precision,cost_per_year\nA,0.90,0.85,1000000\n=B,0.855,0.88,600000\n";
  const std::vector<std::string> words{"--vary", "cost_per_false_positive=x1,x2", "--output", "tradeoff.choice.option"};
  CHECK(sweep(files, words, "csv").out.find("'=B") != std::string::npos);
  const auto result = Json::parse(sweep(files, words, "json").out)["result"];
  CHECK(result["points"][0]["outputs"]["tradeoff.choice.option"] == "=B");
  CHECK(result["today"]["tradeoff.choice.option"] == "=B");
}

TEST_CASE("a bad value late in a list is refused before anything is begun") {
  const Workplace place(harm_job);
  const auto bad = sweep(place, {"--vary", "exposed=5%,1.5", "-o", "out.csv"}, "csv");
  CHECK(bad.code == 3);
  const auto good = sweep(place, {"--vary", "exposed=5%,15%", "-o", "out.csv"}, "csv");
  INFO(good.err);
  CHECK(good.code == 0);
}

TEST_CASE("a division by nothing but 0 has no bound") {
  const auto outcome = run(with(harm_job, "quantities.csv", "name,formula\nnone,1/(users-users*1)\nzero,1/0\n"), {"evaluate", "case", "zero", "--format", "json", "--quiet"});
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  const auto q = Json::parse(outcome.out)["result"]["quantities"][0];
  CHECK(q["bound"].is_null());
  CHECK(q["bound_why"] == "a division by 0");
}

TEST_CASE("a value of a range that a limit names is on that limit, and is today's where it is what the case states") {
  const Files files{{"assumptions.csv", "name,best\nlimit,0.3\nuse,0.7\n"}, {"quantities.csv", "name,formula\nover,\"if(limit > 0.3, 1, 0)\"\n"}};
  const auto outcome = sweep(files, {"--vary", "limit=0.1:0.5:5", "--vary", "use=0.5:0.7:3", "--output", "over.point"});
  INFO(outcome.out + outcome.err);
  CHECK(outcome.out.find("\n0.3            0    0  [0]\n") != std::string::npos);
  CHECK(outcome.out.find("\n0.4            1    1    1\n") != std::string::npos);
}

