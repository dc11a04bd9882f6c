// Which cells are moved, and which number is looked at while they are: where two names could mean one thing, or one name two.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/sweep_cases.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

/// Half of what is wrong is held back, and a check that would halve it again is planned.
const Files mitigated = [] {
  Files files = refunds;
  files["mitigations.csv"] = "failure_mode,mitigation,stage,best,status\nwrong refund,hold,hurt,50%,in place\nwrong refund,check,hurt,50%,planned\n";
  return files;
}();

Json sweep_result(const Files& files, const std::vector<std::string>& options) {
  const auto outcome = sweep(files, options, "json");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return Json::parse(outcome.out)["result"];
}

}  // namespace

TEST_CASE("one cell is not varied, set or moved under two names") {
  const Files files{{"assumptions.csv", "name,low,best,high\ncost,1,2,3\nusers,,5,\n"}, {"quantities.csv", "name,formula\nloss,cost*users\n"}};
  const auto error = [&](const std::vector<std::string>& options) {
    const auto outcome = sweep(files, options, "csv");
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    return outcome.err;
  };
  CHECK_THAT(error({"--vary", "cost=1:2:2", "--vary", "assumptions.cost=3:4:2"}), Catch::Contains("--vary \"cost\" and --vary \"assumptions.cost\" change the same cell"));
  CHECK_THAT(error({"--vary", "cost=1,2", "--vary", "cost.best=5,6"}), Catch::Contains("change an estimate and a cell of it"));
  CHECK_THAT(error({"--vary", "cost=1,2", "--set", "assumptions.cost=3"}), Catch::Contains("--set \"assumptions.cost\" and --vary \"cost\""));
  CHECK_THAT(error({"--break-even", "cost=1:9", "--target", "20", "--set", "cost*=2"}), Catch::Contains("--set \"cost*=\" and --break-even \"cost\""));
  CHECK_THAT(error({"--break-even", "cost=1:9", "--target", "20", "--set", "cost=2"}), Catch::Contains("--set \"cost\" and --break-even \"cost\" change the same cell"));
}

// 10 (x - 3)^2 is 10 at 2 and at 4.
TEST_CASE("of several crossings the one nearest to what is stated today is told, inside the range and outside it") {
  const auto reading = [](const std::string& stated, const std::string& name) {
    const Files files{{"assumptions.csv", "name,low,best,high,shape\nx," + stated + "\n"}, {"quantities.csv", "name,formula\ny,10*(x-3)^2\n"}};
    const auto outcome = sweep(files, {"--break-even", name + "=0:6", "--target", "10", "--output", "y.point"}, "json");
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    return Json::parse(outcome.out)["result"]["reading"].get<std::string>();
  };
  CHECK(reading(",100,,point", "x") == "y.point reaches 10 at x = 4, 100 today; it crosses 2 times between 0 and 6, and this is the nearest to today.");
  CHECK(reading(",100,,point", "assumptions.x") == "y.point reaches 10 at assumptions.x = 4, 100 today; it crosses 2 times between 0 and 6, and this is the nearest to today.");
  CHECK(reading(",5.5,,point", "x") == "y.point reaches 10 at x = 4, 5.5 today; it crosses 2 times between 0 and 6, and this is the nearest to today.");
  CHECK(reading(",-8,,point", "x") == "y.point reaches 10 at x = 2, -8 today; it crosses 2 times between 0 and 6, and this is the nearest to today.");
  CHECK(reading(",6,,point", "x") == "y.point reaches 10 at x = 4, 6 today; it crosses 2 times between 0 and 6, and this is the nearest to today.");
  CHECK(reading("1,,3,range", "x") == "y.point reaches 10 at x = 2; it crosses 2 times between 0 and 6, and this is the lowest.");
}

// 1e6 people, 0.3% of them, 5% of those: 150; 75 with what is in place, 37.5 with the planned one too.
TEST_CASE("a sweep shows harm as it stands, with the mitigations that are in place at the point") {
  const auto shown = sweep(mitigated, {"--vary", "mitigations.wrong_refund.hold=0%,50%,100%"}, "csv");
  INFO(shown.err);
  REQUIRE(shown.code == 0);
  const auto rows = lines_of(shown.out);
  CHECK(rows[0] == "id,mitigations.wrong_refund.hold,harm.wrong_refund.standing.point,harm.wrong_refund.standing.bound.high");
  CHECK(rows[1] == "0,0%,0.0,0.0");
  CHECK(rows[2].starts_with("1,50%,75.0,"));
  CHECK(rows[3].starts_with("2,100%,150.0,"));
  const auto status = sweep(mitigated, {"--vary", "mitigations.wrong_refund.hold.status=planned,in place", "--output", "harm.wrong_refund.standing.point,harm.wrong_refund.harmed.point"}, "csv");
  CHECK(status.out == "id,mitigations.wrong_refund.hold.status,harm.wrong_refund.standing.point,harm.wrong_refund.harmed.point\n0,planned,150.0,150.0\n1,in place,75.0,150.0\n");
}

TEST_CASE("a name means the same of a table and of a sensitivity") {
  const auto point = [](const std::string& output) { return sweep_result(mitigated, {"--sensitivity", "tornado", "--output", "harm.wrong_refund." + output})["sensitivity_of"]["point"].get<double>(); };
  for (const auto& [output, value] : {std::pair("harmed", 150.0), {"harmed.point", 150.0}, {"with_mitigation", 75.0}, {"standing", 75.0}, {"standing.point", 75.0}}) {
    INFO(output);
    CHECK(point(output) == Approx(value));
  }
  const auto unasked = sweep_result(mitigated, {"--sensitivity", "tornado"})["sensitivity_of"];
  CHECK(unasked["output"] == "harm.wrong_refund.standing");
  CHECK(unasked["point"].get<double>() == Approx(75));
}

TEST_CASE("the harm of one option has one name, in tables and sensitivities") {
  auto files = refunds;
  files["harms.csv"] = "failure_mode,stage,low,best,high,shape,unit,option\nwrong refund,users,,1e6,,,people per year,\nwrong refund,wrong,0.1%,0.2%,0.4%,pert,share,agent\nwrong refund,wrong,0.1%,0.1%,0.1%,,share,review\n";
  files["options.csv"] = "option,cost_per_year\nagent,1\nreview,2\n";
  for (const auto* kind : {"tornado", "sobol"}) {
    const auto r = sweep_result(files, {"--sensitivity", kind, "--output", "harm.wrong_refund.agent.harmed"});
    CHECK(r["sensitivity_of"]["point"].get<double>() == Approx(2000));
    REQUIRE(r["sensitivity"].size() == 1);
    CHECK(r["sensitivity"][0]["name"] == "harms.wrong_refund.wrong.agent");
  }
}

TEST_CASE("blanks around the names of --output are no part of them") {
  const Files files{{"assumptions.csv", "name,best\na,2\n"}, {"quantities.csv", "name,formula\nx,a\ny,a*2\n"}};
  const auto outcome = sweep(files, {"--vary", "a=1,2", "--output", " x.point, y.point "}, "csv");
  INFO(outcome.err);
  CHECK(outcome.out == "id,a,x.point,y.point\n0,1,1,2\n1,2,2,4\n");
  CHECK_THAT(sweep(files, {"--vary", "a=1,2", "--output", "x.point, ,y.point"}, "csv").err, Catch::Contains("a name is empty"));
}
