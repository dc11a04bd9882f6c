// The verb trigger as it is typed: rules, replay, gate, exports.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

const std::string head = "monitor,metric,baseline,bad_level,sd,false_alarms_per_quarter,rule\n";

Files accuracy(const std::string& rule = "") { return {{"monitors.csv", head + "acc,accuracy,0.92,0.88,0.02,1," + rule + "\n"}}; }

std::string history(const std::vector<std::string>& values) {
  std::string text = "date,metric,value\n";
  for (std::size_t i = 0; i < values.size(); ++i) text += "2026-03-" + std::string(i < 9 ? "0" : "") + std::to_string(i + 1) + ",accuracy," + values[i] + "\n";
  return text;
}

Json result_of(const Outcome& outcome) {
  REQUIRE(outcome.code == 0);
  return Json::parse(outcome.out)["result"];
}

}  // namespace

TEST_CASE("an empty rule is chosen, and typed into its cell it is audited to the same numbers") {
  const auto chosen = result_of(run(accuracy(), {"trigger", "case", "--format", "json"}))["triggers"][0];
  CHECK(chosen["audited"] == false);
  CHECK(chosen["false_alarms_per_quarter"].get<double>() <= 1);
  const auto audited = result_of(run(accuracy(chosen["rule"]), {"trigger", "case", "--format", "json"}))["triggers"][0];
  CHECK(audited["audited"] == true);
  for (const auto* number : {"rule", "arl0", "false_alarms_per_quarter", "probability_false_per_quarter", "delay_days", "threshold", "parameters"}) CHECK(audited[number] == chosen[number]);
}

// spc: xcusum.arl(k=.5, h=5, mu=0, sided="one") = 930.887; 91.3125 daily checks a quarter.
TEST_CASE("a typed rule has its published run length") {
  const auto t = result_of(run(accuracy("cusum k=0.5 h=5"), {"trigger", "case", "--format", "json"}))["triggers"][0];
  CHECK(t["arl0"].get<double>() == Approx(930.887).epsilon(1e-6));
  CHECK(t["false_alarms_per_quarter"].get<double>() == Approx(91.3125 / 930.887).epsilon(1e-6));
  CHECK(t["kind"] == "cusum");
  CHECK(t["parameters"] == Json({{"k", 0.5}, {"h", 5.0}}));
  CHECK(t["threshold"] == 5.0);
}

TEST_CASE("every rule of the contract is read and computed") {
  for (const std::string rule : {"threshold 3", "consecutive 3 threshold=2", "cumulative 5 threshold=2", "argo limit=3 count=30 p=0.05", "cusum k=0.5 h=5", "cusum h=4", "ewma lambda=0.1 L=2.814",
                                 "sprt alpha=0.05 beta=0.1", "shiryaev_roberts A=500", "two_sided threshold 3", "two_sided cusum k=0.5 h=5", "two_sided ewma lambda=0.1 L=2.814",
                                 "consecutive 3 threshold=1 window=5"}) {
    INFO(rule);
    const auto t = result_of(run(accuracy(rule), {"trigger", "case", "--format", "json"}))["triggers"][0];
    CHECK(t["rule"] == rule);
    CHECK(t["arl0"].get<double>() > 1);
    CHECK(t["delay_days"]["mean"].get<double>() > 0);
  }
  const Files counts{{"monitors.csv", "monitor,metric,baseline,bad_level,n_per_check,checks_per_day,rule\nm,x,0.05%,5%,100,288,burn_rate 14.4 long=1h short=5m slo=0.999\nn,y,1%,5%,100,1,window 6 checks=3\n"}};
  const auto triggers = result_of(run(counts, {"trigger", "case", "--format", "json"}))["triggers"];
  CHECK(triggers[0]["kind"] == "burn_rate");
  CHECK(triggers[0]["even_burn_seconds"].get<double>() == Approx(14.4 * 0.001 * 3600 / 0.05));
  CHECK(triggers[1]["kind"] == "window");
  CHECK(triggers[1]["even_burn_seconds_why"] == "not a burn rate");
}

TEST_CASE("a burn rate that even errors never reach has no time to alert") {
  const Files files{{"monitors.csv", "monitor,metric,baseline,bad_level,n_per_check,checks_per_day,rule\nm,x,0.05%,1%,200,288,burn_rate 14.4 long=1h short=5m slo=0.999\n"}};
  const auto t = result_of(run(files, {"trigger", "case", "--format", "json"}))["triggers"][0];
  CHECK(t["even_burn_seconds"].is_null());
  CHECK(t["even_burn_seconds_why"] == "errors that come evenly at the bad level, 1%, never reach the 1.44% at which it alerts: it fires only where they cluster by chance");
  const auto text = run(files, {"trigger", "case"}).out;
  CHECK_THAT(text, Catch::Contains("Time to alert: none, because errors that come evenly") && !Catch::Contains("it alerts after"));
}

TEST_CASE("a rule is replayed over another history, which need not be the case's") {
  const Workplace place(accuracy("threshold 2"));
  place.write("other.csv", history({"0.92", "0.93", "0.87", "0.86", "0.87", "0.86"}));
  const auto outcome = run(place, {"trigger", "case", "--on", "other.csv", "--format", "json"});
  const auto replay = result_of(outcome)["replay"][0];
  CHECK(replay["checks"] == 6);
  CHECK(replay["alarms"][0]["date"] == "2026-03-03");
  CHECK(replay["alarms"][0]["hindsight"] == "true");
  CHECK(replay["fires_now"] == true);
  CHECK(Json::parse(outcome.out)["as_of"] == "2026-03-06");
  CHECK(outcome.unchanged);
}

TEST_CASE("a history with one column a metric is replayed by the column that is named, the others left alone") {
  const Workplace place(accuracy("threshold 2"));
  place.write("wide.csv", "day,accuracy,remarks\n2026-03-01,0.92,fine\n2026-03-02,0.87,\"bad, very\"\n");
  const auto replay = result_of(run(place, {"trigger", "case", "--on", "wide.csv", "--metric", "accuracy", "--column", "date=day", "--format", "json"}))["replay"][0];
  CHECK(replay["checks"] == 2);
  CHECK(replay["fires_now"] == true);
  CHECK(run(place, {"trigger", "case", "--metric", "accuracy"}).code == 2);
  const auto missing = run(place, {"trigger", "case", "--on", "wide.csv", "--metric", "precision", "--column", "date=day"});
  CHECK(missing.code == 3);
  CHECK_THAT(missing.err, Catch::Contains("wide.csv:1: error[missing_column]: the column \"precision\" is missing"));
}

TEST_CASE("a history that ended long before today judges nothing") {
  auto files = accuracy("threshold 2");
  files["history.csv"] = history({"0.92", "0.87"});
  CHECK(run(files, {"trigger", "case", "--gate"}).code == 1);
  const auto stale = run(files, {"trigger", "case", "--gate", "--as-of", "2026-11-24"});
  CHECK(stale.code == 4);
  CHECK_THAT(stale.err, Catch::Contains("the history ends on 2026-03-02, 267 days before today"));
}

TEST_CASE("names that are nearly those of monitors are warned of") {
  auto files = accuracy();
  files["history.csv"] = "date,metric,value\n2026-03-01,acuracy,0.92\n";
  CHECK_THAT(run(files, {"trigger", "case"}).err, Catch::Contains("history.csv:2: warning[metric]: no monitor watches \"acuracy\"; did you mean \"accuracy\"?"));
  Files named{{"harms.csv", refund_chain}, {"failure_modes.csv", "failure_mode,monitor\nrefund,acct\n"}, {"monitors.csv", head + "acc,accuracy,0.92,0.88,0.02,1,\n"}};
  CHECK_THAT(run(named, {"report", "case"}).err, Catch::Contains("warning[monitor]: monitors.csv has no \"acct\", which \"refund\" names; did you mean \"acc\"?"));
}

TEST_CASE("a limit that is meant as a level says how many standard deviations that is") {
  const auto outcome = run(accuracy("threshold 88"), {"trigger", "case"});
  CHECK(outcome.code == 3);
  const Files latency{{"monitors.csv", "monitor,metric,baseline,bad_level,sd,rule\nl,latency,800,1000,60,threshold 1000\n"}};
  CHECK_THAT(run(latency, {"trigger", "case"}).err, Catch::Contains("for the level 1000 write 3.333"));
}

TEST_CASE("the page says that a rule fires now") {
  Files files{{"harms.csv", refund_chain}, {"failure_modes.csv", "failure_mode,monitor\nrefund,acc\n"}, {"monitors.csv", head + "acc,accuracy,0.92,0.88,0.02,1,threshold 2\n"}, {"history.csv", history({"0.92", "0.87"})}};
  CHECK_THAT(run(files, {"report", "case"}).out, Catch::Contains("IT FIRES NOW, at the check of 2026-03-02."));
}

TEST_CASE("the gate fails where a rule holds at the latest data, and with bound where none can judge") {
  auto files = accuracy("threshold 2");
  files["history.csv"] = history({"0.92", "0.87", "0.93"});
  CHECK(run(files, {"trigger", "case", "--gate"}).code == 0);
  files["history.csv"] = history({"0.92", "0.93", "0.87"});
  const auto fails = run(files, {"trigger", "case", "--gate", "--format", "junit"});
  CHECK(fails.code == 1);
  CHECK_THAT(fails.out, Catch::Contains("failures=\"1\"") && Catch::Contains("<failure message=\"fires: roll back on 2026-03-03, after 3 checks"));
  CHECK(run(files, {"trigger", "case"}).code == 0);  // without a gate it is an answer
  files["monitors.csv"] += "other,unseen,1,2,0.1,1,\n";
  files["history.csv"] = history({"0.92", "0.93"});
  CHECK(run(files, {"trigger", "case", "--gate"}).code == 0);
  const auto unknown = run(files, {"trigger", "case", "--gate=bound", "--format", "github"});
  CHECK(unknown.code == 1);
  CHECK_THAT(unknown.out, Catch::Contains("::warning file=monitors.csv,line=3,title=premortem trigger%3A other::cannot be judged: the history has no \"unseen\""));
}

TEST_CASE("a gate without any data to judge is refused") {
  const auto outcome = run(accuracy(), {"trigger", "case", "--gate"});
  CHECK(outcome.code == 4);
  CHECK(outcome.out == "");
  CHECK_THAT(outcome.err, Catch::EndsWith("premortem: no rule can be judged: no history is given (--on history.csv)\n"));
}

TEST_CASE("with --set base, changed and difference stand side by side") {
  const auto outcome = run(accuracy("cusum k=0.5 h=5"), {"trigger", "case", "--set", "monitors.acc.bad_level=0.90", "--format", "json"});
  const auto result = result_of(outcome);
  const auto& d = result["difference"];
  const auto delay = std::find_if(d.begin(), d.end(), [](const auto& x) { return x["name"] == "trigger.acc.delay_days.mean"; });
  REQUIRE(delay != d.end());
  CHECK((*delay)["base"] == result["base"]["triggers"][0]["delay_days"]["mean"]);
  CHECK((*delay)["changed"].get<double>() > (*delay)["base"].get<double>());
  CHECK_THAT(run(accuracy(), {"trigger", "case", "--set", "monitors.acc.sd*=2"}).out, Catch::Contains("What if monitors.acc.sd*=2"));
}

TEST_CASE("one file of monitors is a case, also from standard input") {
  const Workplace place(accuracy());
  CHECK(run(place, {"trigger", "case/monitors.csv"}).code == 0);
  CHECK(run(place, Invocation{{"trigger", "-"}, place.read("case/monitors.csv")}).code == 0);
}

TEST_CASE("monitors that state no budget share that of the feature, and those with a rule need none") {
  const Files files{{"feature.csv", "key,value\nfalse_alarms_per_quarter,0.6\n"},
                    {"monitors.csv", head + "a,x,1,2,0.5,,\nb,y,1,2,0.5,,\nc,z,1,2,0.5,,threshold 3\nd,w,1,2,0.5,0.1,\n"}};
  const auto triggers = result_of(run(files, {"trigger", "case", "--format", "json"}))["triggers"];
  CHECK(triggers[0]["budget"]["false_alarms_per_quarter"] == 0.3);
  CHECK(triggers[0]["budget"]["source"] == "shared");
  CHECK(triggers[0]["false_alarms_per_quarter"].get<double>() <= 0.3);
  CHECK(triggers[2]["budget"]["source"] == "audited");
  CHECK(triggers[3]["budget"]["source"] == "own");
}

TEST_CASE("harm and report show the limit with the trigger of the monitor that a failure mode names") {
  const Files files{{"harms.csv", "failure_mode,stage,best,k,n,unit\nspill,people,90000,,,people per quarter\nspill,hurt,,0,1000,\n"},
                    {"failure_modes.csv", "failure_mode,monitor,harm_cap\nspill,cases,500\n"},
                    {"monitors.csv", "monitor,metric,baseline,bad_level,exposures_per_day,harm_per_exposure,rule\ncases,cases,0,0.1%,985.6,1,threshold 2\n"}};
  const auto mode = result_of(run(files, {"harm", "case", "--format", "json"}))["failure_modes"][0];
  const double high = mode["harmed"]["bound"]["high"], with = mode["trigger"]["with_trigger"]["at_most"];
  CHECK(with < high / 3);
  CHECK(with >= mode["trigger"]["with_trigger"]["harm_at_limit"].get<double>());
  CHECK_THAT(run(files, {"report", "case"}).out, Catch::Contains("Roll back at 2 or more in one day.") && Catch::Contains("it is rolled back after"));
  CHECK_THAT(run(files, {"harm", "case"}).out, Catch::Contains("with trigger"));
}
