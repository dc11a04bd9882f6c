// The page's decision for continuous integration.
#include <catch2/catch.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

/// A share of 10,000 people under a cap of 100.
Files spill(const std::string& share) {
  return {{"harms.csv", "failure_mode,stage,low,best,high\nspill,people,,10000,\nspill,hurt," + share + "\n"}, {"failure_modes.csv", "failure_mode,harm_cap\nspill,100\n"}};
}

}  // namespace

TEST_CASE("in JUnit a stop fails, a hold is skipped and a ship passes, with the exit codes of the gate") {
  const auto ship = run(spill("0.1%,0.2%,0.5%"), {"report", "case", "--gate", "--format", "junit"});
  CHECK(ship.code == 0);
  CHECK_THAT(ship.out, Catch::Contains("failures=\"0\" skipped=\"0\"") && Catch::Contains("name=\"decision: ship\"/>"));
  const auto hold = run(spill("0.1%,0.2%,5%"), {"report", "case", "--gate=bound", "--format", "junit"});
  CHECK(hold.code == 1);
  CHECK_THAT(hold.out, Catch::Contains("failures=\"0\" skipped=\"1\"") && Catch::Contains("<skipped message=\"Hold: &quot;spill&quot; may harm up to 500"));
  const auto stop = run(spill("1%,2%,5%"), {"report", "case", "--gate", "--format", "junit"});
  CHECK(stop.code == 1);
  CHECK_THAT(stop.out, Catch::Contains("failures=\"1\" skipped=\"0\"") && Catch::Contains("<failure message=\"Stop: &quot;spill&quot; is expected to harm about 200"));
}

TEST_CASE("for GitHub a stop is an error, a hold a warning and a ship a notice") {
  CHECK_THAT(run(spill("0.1%,0.2%,0.5%"), {"report", "case", "--format", "github"}).out, Catch::StartsWith("::notice title=premortem report%3A case::Ship"));
  CHECK_THAT(run(spill("0.1%,0.2%,5%"), {"report", "case", "--format", "github"}).out, Catch::StartsWith("::warning title=premortem report%3A case::Hold"));
  CHECK_THAT(run(spill("1%,2%,5%"), {"report", "case", "--format", "github"}).out, Catch::StartsWith("::error title=premortem report%3A case::Stop"));
}
