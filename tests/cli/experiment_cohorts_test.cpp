#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

/// Control has three quarters of its rows in the cohort "desk", where outcomes are higher by 4; the treatment one quarter.
std::string rows_of(double gain, bool has_cohort, int each = 400) {
  std::string rows = has_cohort ? "score,label,arm,outcome,cohort\n" : "score,label,arm,outcome\n";
  for (int i = 0; i < 2 * each; ++i) {
    const bool is_treated = i % 2 == 1, is_desk = is_treated ? i / 2 % 4 == 0 : i / 2 % 4 != 0;
    const double outcome = 6 + (is_desk ? 4 : 0) + (is_treated ? gain : 0) + 0.1 * (i / 8 % 5 - 2);
    rows += fmt::format("0.{},{},{},{}{}\n", 1 + i % 9, i / 3 % 2, is_treated ? "treat" : "control", outcome, has_cohort ? is_desk ? ",desk" : ",mobile" : "");
  }
  return rows;
}

Json diagnosed(const std::string& rows, const std::string& assumptions = "name,best\nlooks,1\n") {
  const auto r = run({{"predictions.csv", rows}, {"assumptions.csv", assumptions}}, {"diagnose", "case", "--format", "json", "--quiet"});
  REQUIRE(r.code == 0);
  return Json::parse(r.out)["result"];
}

Json check_of(const Json& result, const std::string& kind) {
  for (const auto& c : result["experiment"])
    if (c["kind"] == kind) return c;
  return {};
}

}  // namespace

TEST_CASE("an outcome that is measured is compared cohort by cohort as one of 0 and 1 is") {
  const auto result = diagnosed(rows_of(1, true));
  CHECK(result["verdict"] == "hold");
  const auto found = check_of(result, "simpson");
  REQUIRE(found.is_object());
  CHECK(found["alarm"] == true);
  // by hand: 9 and 8 in all, and 1 more in both cohorts
  CHECK(found["gap"].get<double>() == Approx(-1).epsilon(1e-9));
  CHECK(found["mix"].get<double>() == Approx(-2).epsilon(1e-9));
  CHECK(found["rate"].get<double>() == Approx(1).epsilon(1e-9));
  CHECK(found["within_low"].get<double>() < 1);
  CHECK(found["within_low"].get<double>() > .9);
  CHECK(check_of(diagnosed(rows_of(-0.5, true)), "mix_driven")["alarm"] == true);
  CHECK(check_of(diagnosed(rows_of(-5, true)), "mix_driven").is_null());
}

TEST_CASE("the trade-off finds the same") {
  const auto r = run({{"predictions.csv", rows_of(1, true)}}, {"tradeoff", "case", "--format", "json", "--quiet"});
  REQUIRE(r.code == 0);
  bool found = false;
  const auto result = Json::parse(r.out)["result"];
  for (const auto& f : result["findings"]) found = found || f["kind"] == "simpson";
  CHECK(found);
}

TEST_CASE("what nobody could look for is said, and the verdict with it") {
  const auto result = diagnosed(rows_of(1, false));
  const auto asked = check_of(result, "simpson");
  REQUIRE(asked.is_object());
  CHECK(asked["answered"] == false);
  CHECK(asked["answer"] == "Not looked for: predictions.csv has no column cohort.");
  CHECK(result["sentence"] == "Ship: nothing that could be looked at speaks against the experiment.");
}

TEST_CASE("a difference that survives many looks is not said to hold where the arms differ by something else") {
  const std::string looks = "name,best\nlooks,14\n";
  CHECK_THAT(check_of(diagnosed(rows_of(1, true), looks), "peeking")["answer"].get<std::string>(), Catch::EndsWith("that is beyond chance, but who is in which arm makes most of it."));
  CHECK_THAT(check_of(diagnosed(rows_of(-5, true), looks), "peeking")["answer"].get<std::string>(), Catch::EndsWith("that is beyond chance."));
  CHECK_THAT(check_of(diagnosed(rows_of(-5, true), looks + "control_share,60%\n"), "peeking")["answer"].get<std::string>(), Catch::EndsWith("but the arms differ by more than their treatment."));
}
