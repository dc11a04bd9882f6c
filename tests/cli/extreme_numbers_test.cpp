// Numbers at the ends of what can be written: an answer, or a refusal that names the cell, and never a defect of the program.
#include <catch2/catch.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

struct Extreme {
  std::string claim;
  Files files;
  std::vector<std::string> words;
  int code;
  std::string says;  ///< on standard error
};

void check_extremes(const std::vector<Extreme>& table) {
  for (const auto& x : table) {
    INFO(x.claim);
    auto words = x.words;
    words.push_back("--quiet");
    const auto outcome = run(x.files, words);
    CHECK(outcome.code == x.code);
    CHECK_THAT(outcome.err, Catch::Contains(x.says));
    if (x.code != 0) CHECK(outcome.out == "");
    CHECK_THAT(outcome.out, !Catch::Contains("nan") && !Catch::Contains("-inf"));
  }
}

std::string history(const std::string& value, const std::string& n = "500") {
  std::string text = "date,metric,value,n\n";
  for (int i = 1; i < 10; ++i) text += "2026-0" + std::to_string(i) + "-01,acc," + (i == 3 ? value : "0.9" + std::to_string(9 - i)) + "," + (i == 3 ? n : "500") + "\n";
  return text;
}

/// Scored rows, costs, reviewers and a band.
Files priced(const std::string& more = "") {
  std::string rows = "score,label\n";
  for (int i = 0; i < 60; ++i) rows += "0." + std::to_string(10 + (i * 37) % 89) + "," + ((i * 37) % 89 + i % 30 > 55 ? "1" : "0") + "\n";
  return {{"predictions.csv", rows},
          {"assumptions.csv", "name,best\ncost_per_false_positive,12\ncost_per_false_negative,5\ncost_per_review,0.1\nreview_minutes,6\nreviewers,2\nreview_hours_per_day,7\n" + more}};
}

}  // namespace

TEST_CASE("a volume of 0 is an answer: nothing comes and nothing costs") {
  for (const std::string verb : {"tradeoff", "report", "memo", "check"}) {
    INFO(verb);
    CHECK(run(priced(), {verb, "case", "--quiet", "--set", "volume_per_day=0"}).code == 0);
  }
  const auto shown = run(priced(), {"tradeoff", "case", "--quiet", "--set", "volume_per_day=0"});
  CHECK_THAT(shown.out, Catch::Contains("volume_per_day is 0: nothing comes") && Catch::Contains("review"));
  const auto price = run(priced(), {"tradeoff", "case", "--quiet", "--set", "volume_per_day=0", "--explain", "recommended.shadow_price_per_hour"});
  CHECK_THAT(price.out, Catch::Contains("a volume_per_day above 0"));
}

TEST_CASE("amounts and shares of a trade-off that are too near to 0 are refused by name and place") {
  check_extremes({
      {"a share", priced("min_recall,1e-30\n"), {"tradeoff", "case"}, 4, "min_recall (assumptions.csv:8) is 1e-30, expected a share above 0, up to 1, and no nearer to 0 than 1e-12"},
      {"precision", priced(), {"tradeoff", "case", "--set", "min_precision=1e-30"}, 4, "min_precision (--set min_precision=1e-30) is 1e-30"},
      {"a volume", priced(), {"tradeoff", "case", "--set", "volume_per_day=1e-308"}, 4, "is 1e-308, expected 0 or more, and no nearer to 0 than 1e-30"},
      {"hours", priced("volume_per_day,9\n"), {"tradeoff", "case", "--set", "review_hours_per_day=4.9e-324"}, 4, "and no nearer to 0 than 1e-30"},
      {"a share below 1", priced(), {"tradeoff", "case", "--set", "review_service_level=0.9999999999999999"}, 4, "and no nearer to 1 than 1e-12"},
      {"the nearest share there may be", priced(), {"tradeoff", "case", "--set", "min_recall=1e-12", "--set", "min_precision=1e-12"}, 0, ""},
      {"the smallest volume", priced(), {"tradeoff", "case", "--set", "volume_per_day=1e-30"}, 0, ""},
  });
}

TEST_CASE("an accuracy whose error rounds to 1 is no target of a learning curve") {
  const Files files{{"options.csv", "option,accuracy,cost_per_year\na,1e-308,1\n"}, {"learning.csv", "examples,error\n100,0.3\n200,0.25\n400,0.2\n800,0.17\n"}};
  CHECK(run(files, {"tradeoff", "case", "--quiet"}).code == 0);
}

TEST_CASE("dated values, floors and scores that models cannot square are refused where they stand") {
  const std::string floors = "metric,floor\nacc,0.85\n";
  check_extremes({
      {"a value", {{"history.csv", history("1e160")}}, {"calendar", "case"}, 3, "history.csv:4:3: error[range]: \"1e160\" is too large, expected at most 1e30"},
      {"to diagnose", {{"history.csv", history("-1e308")}}, {"diagnose", "case"}, 3, "history.csv:4:3: error[range]"},
      {"near to 0", {{"history.csv", history("1e-31")}}, {"calendar", "case"}, 3, "is too near to 0, expected 0, or at least 1e-30"},
      {"an n", {{"history.csv", history("0.9", "1e-308")}}, {"calendar", "case"}, 3, "history.csv:4:4: error[range]"},
      {"the smallest n", {{"history.csv", history("0.9", "1e-30")}}, {"calendar", "case"}, 0, ""},
      {"the largest value", {{"history.csv", history("1e30")}}, {"calendar", "case"}, 0, ""},
      {"a floor", {{"history.csv", history("0.9")}, {"floors.csv", "metric,floor\nacc,1e31\n"}}, {"calendar", "case"}, 3, "floors.csv:2:2: error[range]"},
      {"a drift", {{"history.csv", history("0.9")}, {"floors.csv", floors}}, {"calendar", "case", "--set", "drift_per_day.acc=1e300"}, 2, "--set drift_per_day.acc is \"1e300\", expected at most 1e30"},
      {"the largest drift", {{"history.csv", history("0.9")}, {"floors.csv", floors}}, {"calendar", "case", "--set", "drift_per_day.acc=-1e30"}, 0, ""},
      {"a metric of an option", {{"options.csv", "option,metric:F1,cost_per_year\na,1e308,1\nb,2,3\n"}}, {"tradeoff", "case"}, 3, "options.csv:2:2: error[range]"},
      {"a score", {{"reference.csv", "score,label\n1,1\n0.2,0\n0.4,1\n"}, {"current.csv", "score,label\n1,1\n1e200,0\n0.3,0\n"}}, {"diagnose", "case"}, 3,
       "current.csv:3:1: error[range]: the score \"1e200\" is too large, expected at most 1e30"},
  });
}

TEST_CASE("the ends of what a confidence may be are answered, and told apart from 0% and 100%") {
  const Files files{{"harms.csv", "failure_mode,stage,best,k,n\nr,users,1M,,\nr,hurt,,3,2000\nr,badly,,0,40\n"},
                    {"latency.csv", "latency_ms,sessions,abandoned\n200,2000,82\n800,2000,80\n1500,2000,205\n3000,2000,452\n"},
                    {"options.csv", "option,recall,precision,latency_p50_ms,latency_p99_ms,cost_per_year\na,0.9,0.8,500,2000,10\nb,0.95,0.7,900,3000,20\n"},
                    {"predictions.csv", priced()["predictions.csv"]},
                    {"assumptions.csv", "name,best\nvolume_per_day,1000\npositive_rate,0.1\ncost_per_false_negative,5\ncost_per_false_positive,1\n"},
                    {"history.csv", history("0.93")},
                    {"floors.csv", "metric,floor\nacc,0.85\n"}};
  for (const std::string confidence : {"1e-9", "0.999999999"})
    for (const std::string verb : {"harm", "report", "round", "tradeoff", "latency", "calendar", "diagnose", "memo"}) {
      INFO(verb << " " << confidence);
      const auto outcome = run(files, {verb, "case", "--quiet", "--samples", "200", "--confidence", confidence});
      CHECK(outcome.err == "");
      CHECK(outcome.code == 0);
      CHECK_THAT(outcome.out, !Catch::Contains("100% confidence") && !Catch::Contains("100% sure") && !Catch::Contains("confidence 1,"));
    }
  CHECK_THAT(run(files, {"harm", "case", "--quiet", "--confidence", "0.99999999"}).out, Catch::Contains("with 99.999999% confidence") && Catch::Contains("confidence 0.99999999,"));
}

TEST_CASE("a calendar asked of the last day there is has no date after it") {
  const Files files{{"history.csv", history("0.93")}, {"floors.csv", "metric,floor\nacc,0.85\n"}};
  const auto late = run(files, {"calendar", "case", "--quiet", "--as-of", "9999-12-31"});
  CHECK(late.code == 0);
  CHECK_THAT(late.out, Catch::Contains("acc cannot be judged: its last value is") && !Catch::Contains("10000-"));
  CHECK(run(files, {"calendar", "case", "--quiet", "--as-of", "9999-12-31", "--format", "ics"}).code == 4);
  std::string last = "date,metric,value,n\n";
  for (int i = 1; i < 10; ++i) last += "9999-12-" + std::to_string(20 + i) + ",acc,0.9" + std::to_string(9 - i) + ",500\n";
  const auto ics = run(Files{{"history.csv", last}, {"floors.csv", "metric,floor\nacc,0.91\n"}}, {"calendar", "case", "--quiet", "--as-of", "9999-12-31", "--format", "ics"});
  CHECK(ics.code == 0);
  CHECK_THAT(ics.out, Catch::Contains("DTSTART;VALUE=DATE:99991231"));
}
