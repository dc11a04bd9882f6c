#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

Outcome harm(const std::string& rows, const std::string& format) {
  return run(Files{{"harms.csv", "failure_mode,stage,given,best,k,n\n" + rows}}, {"harm", "case", "--format", format});
}

nlohmann::json harmed(const std::string& rows) {
  const auto outcome = harm(rows, "json");
  REQUIRE(outcome.code == 0);
  return nlohmann::json::parse(outcome.out)["result"]["failure_modes"][0]["harmed"];
}

}  // namespace

TEST_CASE("none seen is not never: the bound stays above 0") {
  const std::string rows = "r,users,,1M,,\nr,hurt,,,0,20\n";
  // R 4.2: binom.test(0, 20)$conf.int[2] = 0.1684335, of a million
  CHECK(harmed(rows)["bound"]["high"].get<double>() == Approx(168433.5).epsilon(1e-6));
  CHECK(harmed(rows)["point"] == 0);
  CHECK_THAT(harm(rows, "table").out, Catch::Contains("None of 20 seen in \"hurt\" is not never: at 95% confidence up to 14% fits the data."));
}

TEST_CASE("a single trial says so") {
  const std::string rows = "r,users,,1M,,\nr,hurt,,,0,1\n";
  // R 4.2: binom.test(0, 1)$conf.int[2] = 0.975
  CHECK(harmed(rows)["bound"]["high"].get<double>() == Approx(975000).epsilon(1e-9));
  CHECK_THAT(harm(rows, "table").out, Catch::Contains("One trial in \"hurt\" says next to nothing."));
}

TEST_CASE("an unknown population has no bound, with its reason, and that is an answer") {
  const std::string rows = "r,users,,?,,\nr,hurt,,,1,20\n";
  const auto h = harmed(rows);
  const std::string why = "\"users\" (harms.csv:2) is unknown and has no natural limit; state a low and a high";
  CHECK(h["bound"].is_null());
  CHECK(h["bound_why"] == why);
  CHECK(h["one_period"].is_null());
  CHECK(h["point"].is_null());
  CHECK(h["point_why"] == "\"users\" (harms.csv:2) has no best value");
  CHECK(h["independent"].is_null());
  CHECK_THAT(h["independent_why"].get<std::string>(), Catch::Contains("users"));
  const auto shown = harm(rows, "table");
  CHECK(shown.code == 0);
  CHECK_THAT(shown.out, !Catch::Contains("0 to 100%"));
}

TEST_CASE("an unknown share counts as anything from 0 to 1") {
  const auto h = harmed("r,users,,1000,,\nr,hurt,,?,,\n");
  CHECK(h["bound"]["low"] == 0);
  CHECK(h["bound"]["high"] == Approx(1000));
  CHECK(h["point"].is_null());
}

TEST_CASE("incidents that contradict the chain leave no bound and name both rows") {
  const std::string rows = "r,users,,1M,,\nr,hurt,,1%,,\nr,seen,incidents,,500000,1000000\n";
  const auto h = harmed(rows);
  CHECK(h["bound"].is_null());
  CHECK_THAT(h["bound_why"].get<std::string>(), Catch::Contains("harms.csv:3") && Catch::Contains("harms.csv:4") && Catch::Contains("contradict"));
  CHECK(h["one_period"].is_null());
  CHECK_THAT(harm(rows, "table").out, Catch::Contains("contradict each other"));
}

TEST_CASE("nobody exposed is nobody harmed") {
  const auto h = harmed("r,users,,0,,\nr,hurt,,,1,20\n");
  CHECK(h["bound"]["high"] == 0);
  CHECK(h["point"] == 0);
}

TEST_CASE("a product beyond the largest number is no defect and no number") {
  for (const char* rows : {"r,users,,1e308,,\nr,hurt,,,1,2\ns,users,,1e308,,\ns,hurt,,,1,2\n", "r,users,,1e308,,\nr,hurt,,1,,\n"})
    for (const char* format : {"table", "json", "csv", "md"}) {
      const auto outcome = run(Files{{"harms.csv", "failure_mode,stage,given,best,k,n\n" + std::string(rows)}},
                               {"harm", "case", "--format", format, "--scale", "1e9"});
      CHECK(outcome.code == 0);
      CHECK_THAT(outcome.out, !Catch::Contains("inf") && !Catch::Contains("nan") && !Catch::Contains("NaN"));
    }
}

TEST_CASE("what cannot be computed without harms.csv is refused by name") {
  const auto outcome = run(Files{{"assumptions.csv", "name,best\na,1\n"}}, {"report", "case"});
  CHECK(outcome.code == 4);
  CHECK(outcome.err == "premortem: the case states no failure mode; add harms.csv, or risks.csv with one row a risk\n");
  const auto checked = run(Files{{"assumptions.csv", "name,best\na,1\n"}}, {"check", "case"});
  CHECK(checked.code == 0);
  CHECK_THAT(checked.out, Catch::Contains("the case states no failure mode; add harms.csv"));
}
