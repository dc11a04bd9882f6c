// A monitor that would check more than comes: at a stage of a rollout, with --scale, or at all.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

const std::string head = "monitor,metric,baseline,bad_level,checks_per_day,n_per_check,exposures_per_day,harm_per_exposure,label_lag_days,response_hours,sampling,rule\n";

Files audit(const std::string& n, const std::string& exposures, const std::string& sampling = "", const std::string& rule = "window 5 checks=3") {
  return {{"monitors.csv", head + "refund audit,wrong refunds,0.2%,1%,1," + n + "," + exposures + ",1,1,6," + sampling + "," + rule + "\n"}};
}

/// 90,000 refunds a quarter, of which 6 of 1,500 were wrong; 5% of them first.
Files canary(const std::string& exposures) {
  Files files = audit("300", exposures);
  files["harms.csv"] = "failure_mode,stage,best,k,n,unit,evidence\nwrong refund,refunds,90K,,,refunds per quarter,measured\nwrong refund,to the wrong person,,6,1500,,measured\n";
  files["failure_modes.csv"] = "failure_mode,affected,reversible,cost_per_harm,harm_cap,monitor\nwrong refund,customers,no,$80,500,refund audit\n";
  files["rollout.csv"] = "stage,share,days\ncanary,5%,14\nall,100%,\n";
  return files;
}

Json trigger_of(const Files& files, std::vector<std::string> options = {}) {
  std::vector<std::string> arguments{"trigger", "case", "--format", "json"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const auto outcome = run(files, arguments);
  REQUIRE(outcome.code == 0);
  return Json::parse(outcome.out)["result"]["triggers"][0];
}

}  // namespace

// numpy 1.24, sums of the last three days of Bin(49, .01) after 60 quiet days: 94 days until 5.
TEST_CASE("a check of more than comes is one of all that come, and says so") {
  const auto t = trigger_of(audit("300", "49"));
  CHECK(t["n_per_check"] == 49);
  CHECK(t["n_per_check_stated"] == 300);
  CHECK(t["delay_days"]["mean"].get<double>() == Approx(94).epsilon(0.03));
  CHECK(t["harm_before_rollback"]["mean"].get<double>() > 30);
  CHECK_THAT(t["sentence"].get<std::string>(), Catch::Contains("of the 147 checked in any 3 days. Each day all 49 that come are checked, not 300. From 0.2% to 1%"));
  const auto stated = trigger_of(audit("49", "49"));
  for (const auto* number : {"arl0", "delay_days", "rollback_days", "harm_before_rollback"}) CHECK(stated[number] == t[number]);
  CHECK_THAT(stated["sentence"].get<std::string>(), !Catch::Contains("that come"));
}

TEST_CASE("at a part of the exposure a check has a part of the items") {
  const auto whole = trigger_of(audit("300", "985.6"));
  CHECK(whole["n_per_check"] == 300);
  CHECK(trigger_of(audit("300", "985.6"), {"--scale", "0.05"})["n_per_check"] == 49);
  CHECK(trigger_of(audit("300", "985.6", "", ""), {"--scale", "0.05"})["n_per_check"] == 49);
  CHECK_THAT(run(audit("300", "985.6"), {"trigger", "case", "--scale", "0.05", "--explain", "delay_days.mean"}).out, Catch::Contains("49, all that come between two checks, not 300"));
  CHECK_THAT(run(audit("300", "985.6"), {"trigger", "case", "--scale", "0.05", "--format", "prometheus"}).out, Catch::Contains("last check's 49 items") && Catch::Contains("all 49 that come"));
  const auto none = trigger_of(audit("300", "985.6"), {"--scale", "0.0005"});
  CHECK(none["rule"].is_null());
  CHECK_THAT(none["rule_why"].get<std::string>(), Catch::Contains("only 0.493 come between two checks; check less often"));
}

TEST_CASE("items of the moment may be more than come between two checks, which is said") {
  const auto t = trigger_of(audit("300", "49", "instant"));
  CHECK(t["n_per_check"] == 300);
  CHECK_THAT(t["sentence"].get<std::string>(), Catch::Contains("A check looks at 300 of the moment, though 49 come between two checks."));
}

TEST_CASE("on the page of a canary the trigger has the canary's items, by the monitor's exposures or else the chain's") {
  for (const std::string exposures : {"985.6", ""}) {
    INFO(exposures);
    const auto outcome = run(canary(exposures), {"report", "case"});
    CHECK(outcome.code == 0);
    CHECK_THAT(outcome.out, Catch::Contains("-> Roll back at 5 or more of the 147 checked in any 3 days.") && Catch::Contains("Each day all 49 that come are checked, not 300"));
  }
  CHECK_THAT(run(canary(""), {"report", "case"}).out, Catch::Contains("exposures_per_day if there are"));
}

// numpy 1.24: 156 checks on average at 0.869%, which a quarter cuts off.
TEST_CASE("a rollback that mostly comes after the period is not said to come within it") {
  const auto mode = Json::parse(run(canary("985.6"), {"report", "case", "--format", "json"}).out)["result"]["failures"][0];
  const auto& limited = mode["trigger"]["with_trigger"];
  CHECK(limited["mean_days_at_limit"].get<double>() == Approx(156 + 0.5 + 1 + 0.25).epsilon(0.03));
  CHECK(limited["days_at_limit"].get<double>() < 91.3125);
  CHECK_THAT(limited["sentence"].get<std::string>(), Catch::Contains("often not within the period, and in a period 3"));
}
