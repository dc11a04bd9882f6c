// Money, shares and counts in each other's place, and shares beside percentages.
#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

namespace {

Files with(const std::string& file, const std::string& text) { return {{"harms.csv", refund_chain}, {file, text}}; }

/// Nine days of a metric, of which the values are these in turn.
std::string days(const std::vector<std::string>& values, const std::string& n) {
  std::string text = "date,metric,value,n\n";
  for (std::size_t i = 0; i < 9; ++i) text += "2026-01-0" + std::to_string(i + 1) + ",accuracy," + values[i % values.size()] + "," + n + "\n";
  return text;
}

Files watched(const std::vector<std::string>& values, const std::string& n, const std::string& floors) {
  return {{"harms.csv", refund_chain}, {"history.csv", days(values, n)}, {"floors.csv", floors}};
}

/// A monitor of a value with a standard deviation, whose levels are 92 and 88.
Files monitored(const std::string& value) {
  return {{"harms.csv", refund_chain}, {"history.csv", days({value}, "")}, {"monitors.csv", "monitor,metric,baseline,bad_level,sd\nm,accuracy,92,88,1\n"}};
}

std::string written(const std::string& place, const std::string& what, const std::string& other) {
  return place + ": error[unit]: " + what + " and the value in history.csv:2:3 \"" + other +
         "\": one is written as a share and the other is not; write both the same way, with or without %\n1 error\n";
}

}  // namespace

TEST_CASE("money is not taken for people, items or a share, nor a share for money") {
  const std::string option = "option,precision,recall,cost_per_year,value_per_year\n";
  check_refusals({
      {"a cap in money", with("failure_modes.csv", "failure_mode,harm_cap\nrefund,$600000\n"), "failure_modes.csv:2:2: error[unit]: \"$600000\" is money, but harm_cap counts people; write how many\n1 error\n"},
      {"a precision in money", with("options.csv", option + "A,$0.9,0.8,5,\n"), "options.csv:2:2: error[unit]: \"$0.9\" is money, but a share is expected here; write the share, such as 5%\n1 error\n"},
      {"a cost in percent", with("options.csv", option + "A,0.9,0.8,5%,\n"), "options.csv:2:4: error[unit]: \"5%\" is a share, but cost_per_year is an amount of money; write how many\n1 error\n"},
      {"a value in percent", with("options.csv", option + "A,0.9,0.8,5,5%\n"), "options.csv:2:5: error[unit]: \"5%\" is a share, but value_per_year is an amount of money; write how many\n1 error\n"},
      {"a probability in money", with("hypotheses.csv", "id,written,hypothesis,metric,direction,threshold,due,probability\nh,2026-01-01,x,m,at least,5,2026-03-01,$0.5\n"),
       "hypotheses.csv:2:8: error[unit]: \"$0.5\" is money, but a probability is expected here; write the probability, such as 70%\n1 error\n"},
      {"assumptions in each other's unit",
       with("assumptions.csv", "name,best\npositive_rate,$0.3\nvolume_per_day,$100\nreviewers,5%\ncost_per_false_positive,5%\npeak_factor,$2\n"),
       "assumptions.csv:2:2: error[unit]: \"$0.3\" is money, but positive_rate is none; write the number alone\n"
       "assumptions.csv:3:2: error[unit]: \"$100\" is money, but volume_per_day is none; write the number alone\n"
       "assumptions.csv:4:2: error[unit]: \"5%\" is a share, but reviewers is an amount; write how many\n"
       "assumptions.csv:5:2: error[unit]: \"5%\" is a share, but cost_per_false_positive is an amount of money; write how many\n"
       "assumptions.csv:6:2: error[unit]: \"$2\" is money, but peak_factor is none; write the number alone\n5 errors\n"},
      {"an assumption of the command line", {{"harms.csv", refund_chain}}, "--set volume_per_day=5%: error[unit]: \"5%\" is a share, but volume_per_day is an amount; write how many\n1 error\n", {"--set", "volume_per_day=5%"}},
      {"shifts in money, a false alarm in percent", with("monitors.csv", "monitor,metric,baseline,bad_level,sd,shifts_per_year,cost_false_rollback\nm,x,1,2,0.5,$5,3%\n"),
       "monitors.csv:2:7: error[unit]: \"3%\" is a share, but cost_false_rollback is an amount of money; write how many\n"
       "monitors.csv:2:6: error[unit]: \"$5\" is money, but shifts_per_year is none; write the number alone\n2 errors\n"},
  });
}

TEST_CASE("what may be money, or neither, is left alone") {
  const Files files{{"harms.csv", refund_chain},
                    {"assumptions.csv", "name,best\nmargin,$30\nretention,90%\ncost_per_false_positive,$5\nfalse_negative_cost_per_value,55%\nmy_own_rate,$5\nmy_own_cost,5%\n"},
                    {"monitors.csv", "monitor,metric,baseline,bad_level,sd,harm_per_exposure,cost_false_rollback,checks_per_day\nm,x,$1,$2,$0.5,$4,$100,1 in 7\n"}};
  const auto outcome = run(files, {"check", "case"});
  INFO(outcome.out << outcome.err);
  CHECK(outcome.code == 0);
}

TEST_CASE("values and levels of a metric are written the same way") {
  check_refusals({
      {"a floor in percent, values without", watched({"21", "25"}, "500", "metric,floor\naccuracy,90%\n"), written("floors.csv:2:2", "the floor is \"90%\"", "21")},
      {"the same without n", watched({"21", "25"}, "", "metric,floor\naccuracy,90%\n"), written("floors.csv:2:2", "the floor is \"90%\"", "21")},
      {"values in percent, a ceiling without", watched({"21%", "25%"}, "", "metric,ceiling\naccuracy,30\n"), written("floors.csv:2:2", "the ceiling is \"30\"", "21%")},
      {"a ceiling that no share can pass", watched({"0.21", "0.25"}, "500", "metric,ceiling\naccuracy,5\n"),
       "floors.csv:2:2: error[probability]: the ceiling is \"5\", but the values of \"accuracy\" in history.csv are shares from 0 to 1; for a percentage write 5%\n1 error\n"},
      {"a floor that no share can keep", watched({"0.91", "0.93"}, "500", "metric,floor\naccuracy,900\n"),
       "floors.csv:2:2: error[probability]: the floor is \"900\", but the values of \"accuracy\" in history.csv are shares from 0 to 1\n1 error\n"},
      {"money for the floor of a share", watched({"0.91", "0.93"}, "500", "metric,floor\naccuracy,$0.85\n"),
       "floors.csv:2:2: error[unit]: \"$0.85\" is money, but the values of \"accuracy\" in history.csv are shares; write the share, such as 5%\n1 error\n"},
      {"92% and 92 in one metric", watched({"92%", "92"}, "", "metric,floor\nother,1\n"),
       "history.csv:3:3: error[unit]: the value is \"92\" and that in history.csv:2:3 \"92%\": one is written as a share and the other is not; write both the same way, with or without %\n1 error\n"},
      {"0.92 and 92 of counted items", watched({"0.92", "91"}, "500", "metric,floor\nother,1\n"),
       "history.csv:3:3: error[unit]: the values of \"accuracy\" are 0.92 to 0.92 and 91 to 91, about a hundred times apart; if some are percentages, write them with % or all of them as shares\n1 error\n"},
      {"a baseline of 92, values in percent", monitored("91%"), written("monitors.csv:2:3", "baseline is \"92\"", "91%")},
  });
}

TEST_CASE("values that may be a hundred times apart are a warning, and others none") {
  const auto warnings = [](const Files& files) {
    const auto outcome = run(files, {"check", "case"});
    INFO(outcome.out << outcome.err);
    CHECK(outcome.code == 0);
    return outcome.out;
  };
  const std::string apart = "about a hundred times apart", other = "metric,floor\nother,1\n";
  CHECK_THAT(warnings(watched({"0.92", "91"}, "", other)), Catch::Contains("history.csv:3:3: warning[unit]: the values of \"accuracy\" are 0.92 to 0.92 and 91 to 91, " + apart));
  CHECK_THAT(warnings(watched({"0.92", "0.91"}, "", "metric,floor\naccuracy,90\n")), Catch::Contains("floors.csv:2:2: warning[unit]: the floor is \"90\" and the value in history.csv:10:3 \"0.92\", " + apart));
  CHECK_THAT(warnings(monitored("0.92")), Catch::Contains("monitors.csv:2:3: warning[unit]: baseline is \"92\" and the value in history.csv:10:3 \"0.92\", " + apart));
  for (const auto& files : {watched({"0.92", "0.91"}, "500", "metric,floor\naccuracy,90%\n"), watched({"92%", "91%", "0"}, "500", "metric,floor\naccuracy,0.9\n"),
                            watched({"0.4", "0.9", "1.2", "7"}, "", "metric,floor\naccuracy,2\n"), watched({"0.5", "0.6", "700"}, "", "metric,ceiling\naccuracy,1\n")})
    CHECK_THAT(warnings(files), !Catch::Contains("apart"));
}
