#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

const Files hourly{{"harms.csv", "failure_mode,stage,best,unit\nspill,people,876600,people per year\nspill,hurt,20% (10-30),\n"}};

}  // namespace

TEST_CASE("an incident's hours, minutes and days are understood") {
  // 876,600 a year are 100 an hour, of which 20%
  for (const auto& [time, hours] : {std::pair{"6h", 6.0}, {"6", 6.0}, {"30m", 0.5}, {"90min", 1.5}, {"2d", 48.0}, {"1w", 168.0}}) {
    INFO(time);
    const auto elapsed = nlohmann::json::parse(run(hourly, {"harm", "case", "--quiet", "--elapsed", time, "--format", "json"}).out)["result"]["elapsed"];
    CHECK(elapsed["hours"] == hours);
    CHECK(elapsed["failure_modes"][0]["so_far"]["point"].get<double>() == Approx(20 * hours).epsilon(1e-12));
    CHECK(elapsed["failure_modes"][0]["next_hour"]["point"].get<double>() == Approx(20).epsilon(1e-12));
  }
}

TEST_CASE("what is no time is refused before anything is read") {
  for (const auto* time : {"", "six hours", "-1h", "0", "6x", "1e400h"}) {
    INFO(time);
    const auto outcome = run(hourly, {"harm", "nothing", "--elapsed", time});
    CHECK(outcome.code == 2);
    CHECK_THAT(outcome.err, Catch::Contains("expected a time such as 30m, 6h or 2d") || Catch::Contains("--elapsed"));
  }
}

TEST_CASE("without a period the hours are not counted, and the table says what to write") {
  const Files no_period{{"harms.csv", "failure_mode,stage,best,unit\nspill,people,1000,people\nspill,hurt,20%,\n"}};
  const auto outcome = run(no_period, {"harm", "case", "--quiet", "--elapsed", "6h"});
  CHECK(outcome.code == 0);
  CHECK_THAT(outcome.out, Catch::Contains("no period is stated; write one in feature.csv"));
}
