#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

Files case_files() {
  return {{"harms.csv", "failure_mode,stage,low,best,high,k,n,unit,assumption\nWrong refund,users,,1000,,,,people,\nWrong refund,v1.2 exposed,,0.2,,,,,\n"
                        "Wrong refund,hurt,,,,,,,severity\n"},
          {"assumptions.csv", "name,low,best,high\nseverity,0.1,0.2,0.4\n"},
          {"failure_modes.csv", "failure_mode,harm_cap,cost_per_harm\nWrong refund,50,5\n"},
          {"gates.csv", "gate,verdict\nlegal,pass\n"},
          {"feature.csv", "key,value\nowner,Ada\n"}};
}

nlohmann::json mode_with(const std::vector<std::string>& overrides) {
  std::vector<std::string> words{"harm", "case", "--format", "json", "--samples", "1000"};
  for (const auto& o : overrides) {
    words.push_back("--set");
    words.push_back(o);
  }
  const auto outcome = run(case_files(), words);
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  CHECK(outcome.unchanged);
  return nlohmann::json::parse(outcome.out)["result"]["failure_modes"][0];
}

std::string usage_error(const std::string& override_) {
  const auto outcome = run(case_files(), {"harm", "case", "--set", override_});
  CHECK(outcome.code == 2);
  CHECK(outcome.out == "");
  return outcome.err;
}

}  // namespace

TEST_CASE("NAME=V makes an estimate a point") {
  const auto stage = mode_with({"severity=0.3"})["stages"][2];
  CHECK(stage["low"] == 0.3);
  CHECK(stage["best"] == 0.3);
  CHECK(stage["high"] == 0.3);
  CHECK(stage["shape"] == "point");
}

TEST_CASE("a share that NAME*=V takes past 100% has no reading, and no draws that are cut off") {
  const Files files{{"harms.csv", "failure_mode,stage,best,k,n\nr,users,1000,,\nr,hurt,,8,20\n"}};
  const auto outcome = run(files, {"harm", "case", "--quiet", "--format", "json", "--set", "harms.r.hurt*=4"});
  REQUIRE(outcome.code == 0);
  const auto harmed = nlohmann::json::parse(outcome.out)["result"]["failure_modes"][0]["harmed"];
  for (const std::string reading : {"bound", "one_period", "independent", "any_dependence"}) {
    INFO(reading);
    CHECK(harmed[reading].is_null());
    CHECK(harmed[reading + "_why"] == "\"hurt\" (harms.csv:3) times 4 would pass 100%");
  }
  CHECK(run(files, {"harm", "case", "--quiet", "--set", "harms.r.hurt*=1.2"}).out.find("would pass") == std::string::npos);
}

TEST_CASE("NAME*=V scales an estimate and keeps its width") {
  const auto stage = mode_with({"severity*=2"})["stages"][2];
  CHECK(stage["low"] == Approx(0.2));
  CHECK(stage["best"] == Approx(0.4));
  CHECK(stage["high"] == Approx(0.8));
}

TEST_CASE("NAME.column=V and NAME.column*=V change one cell") {
  CHECK(mode_with({"severity.low=0.15"})["stages"][2]["low"] == 0.15);
  CHECK(mode_with({"assumptions.severity.high=50%"})["stages"][2]["high"] == 0.5);
  CHECK(mode_with({"failure_modes.wrong_refund.harm_cap=70"})["harm_cap"] == 70);
  CHECK(mode_with({"failure_modes.wrong_refund.harm_cap*=3"})["harm_cap"] == 150);
}

TEST_CASE("a name is found by any spelling of its blanks and capitals, and with points in it") {
  CHECK(mode_with({"harms.Wrong refund.v1.2 exposed=0.5"})["stages"][1]["best"] == 0.5);
  CHECK(mode_with({"harms.wrong_refund.v1.2_exposed.best=0.5"})["stages"][1]["best"] == 0.5);
}

TEST_CASE("case does not matter in the name of a file, of a column and of an assumption") {
  CHECK(mode_with({"HARMS.Wrong refund.v1.2 exposed=0.5"})["stages"][1]["best"] == 0.5);
  CHECK(mode_with({"Harms.wrong refund.V1.2 Exposed.BEST=0.5"})["stages"][1]["best"] == 0.5);
  CHECK(mode_with({"SEVERITY=0.3"})["stages"][2]["best"] == 0.3);
  CHECK_THAT(usage_error("Failure_Modes.wrong refund.harm_cpa=5"), Catch::Contains("failure_modes.csv has no column \"harm_cpa\"; did you mean \"harm_cap\"?"));
  const auto twice = run(case_files(), {"harm", "case", "--set", "severity=0.3", "--set", "Severity=0.4"});
  CHECK(twice.code == 2);
  CHECK_THAT(twice.err, Catch::Contains("--set \"severity\" and --set \"Severity\" change the same cell; give one of them"));
}

TEST_CASE("overrides apply in their order") {
  CHECK(mode_with({"severity=0.3", "severity*=2"})["stages"][2]["best"] == 0.6);
}

TEST_CASE("the row of a gate is its verdict") {
  const auto outcome = run(case_files(), {"report", "case", "--set", "gates.legal=fail", "--gate"});
  CHECK(outcome.code == 1);
  CHECK_THAT(outcome.out, Catch::Contains("the gate \"legal\" failed"));
}

TEST_CASE("a changed cell is checked like any other, with the override as its place") {
  const auto outcome = run(case_files(), {"harm", "case", "--set", "severity.high=5"});
  CHECK(outcome.code == 3);
  CHECK(outcome.err == "--set severity.high=5: error[probability]: high \"5\" is given, but a share must be in [0, 1]; for a percentage write 5%, which is 0.05\n1 error\n");
  CHECK(run(case_files(), {"harm", "case", "--set", "severity*=-1"}).err ==
        "--set severity*=-1: error[negative]: the factor \"-1\" is negative; write 0 or more\n1 error\n");
  CHECK(run(case_files(), {"harm", "case", "--set", "severity*=3"}).err ==
        "assumptions.csv:2:4: error[probability]: high \"0.4\" times 3 is 1.2, but a share must be in [0, 1]\n1 error\n");
}

TEST_CASE("an override that changes nothing is refused with the nearest name") {
  CHECK(usage_error("severty=1") == "premortem: --set: nothing is named \"severty\"; did you mean \"severity\"?\n");
  CHECK(usage_error("zzz=1") == "premortem: --set: nothing is named \"zzz\"; names look like \"severity\"\n");
  CHECK(usage_error("harms.wrong_refund.hrut=1") == "premortem: --set: nothing is named \"harms.wrong_refund.hrut\"; did you mean \"harms.wrong_refund.hurt\"?\n");
  CHECK(usage_error("severity.hihg=1") == "premortem: --set \"severity.hihg\": assumptions.csv has no column \"hihg\"; did you mean \"high\"?\n");
  CHECK(usage_error("failure_modes.wrong_refund=1") ==
        "premortem: --set \"failure_modes.wrong_refund\" names a row of failure_modes.csv, expected one of its columns, such as failure_modes.wrong_refund.harm_cap\n");
}

TEST_CASE("an override that is not one is refused") {
  CHECK(usage_error("severity") == "premortem: --set \"severity\" is not of the form NAME=V, NAME*=V or NAME.column=V\n");
  CHECK(usage_error("=1") == "premortem: --set \"=1\" lacks a name\n");
  CHECK(usage_error("*=1") == "premortem: --set \"*=1\" lacks a name\n");
  CHECK(usage_error("severity=") == "premortem: --set \"severity=\" lacks a value\n");
  CHECK(usage_error("severity.best*=x") ==
        "premortem: --set \"severity.best*=x\": \"0.2\" times \"x\" is not a number; to scale an estimate whole, name it without a column\n");
  const auto twice = run(case_files(), {"harm", "case", "--set", "severity*=2", "--set", "severity*=3"});
  CHECK(twice.code == 2);
  CHECK(twice.err == "premortem: --set changes \"severity\" twice; give it once\n");
}
