// What monitors.csv and history.csv may not say.
#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

namespace {

/// A case with one row of monitors.csv in these columns.
Files monitor(const std::string& row) {
  return {{"harms.csv", refund_chain}, {"monitors.csv", "monitor,metric,baseline,bad_level,checks_per_day,n_per_check,sd,phi,exposures_per_day,rule\n" + row + "\n"}};
}

Files with_history(const std::string& row, const std::string& rows) {
  Files files = monitor(row);
  files["history.csv"] = "date,metric,value,n,cohort\n" + rows;
  return files;
}

}  // namespace

TEST_CASE("a monitor that contradicts itself is refused") {
  check_refusals({
      {"nothing to tell what a check shows", monitor("m,x,1,2,,,,,,"),
       "monitors.csv:2: error[monitor]: nothing says what a check shows; give sd for a value, n_per_check for a share of items, or exposures_per_day for events among exposures (3 complaints among 3000 a day: 3 in 3000)\n"
       "1 error\n"},
      {"a value that counts", monitor("m,x,1,2,,10,0.5,,,"),
       "monitors.csv:2:6: error[monitor]: sd says that a check is a value, n_per_check that it counts items; keep the one that the metric is\n1 error\n"},
      {"nothing to notice", monitor("m,x,1,1,,,0.5,,,"),
       "monitors.csv:2:4: error[monitor]: bad_level is \"1\", the same as baseline, so that there is nothing to notice; write the level that must be noticed\n1 error\n"},
      {"a share above 1", monitor("m,x,4,6.5,,100,,,,"),
       "monitors.csv:2:3: error[probability]: baseline is \"4\", expected a share from 0 to 1; for a percentage write 4%\n"
       "monitors.csv:2:4: error[probability]: bad_level is \"6.5\", expected a share from 0 to 1; for a percentage write 6.5%\n2 errors\n"},
      {"half an item", monitor("m,x,1%,2%,,10.5,,,,"), "monitors.csv:2:6: error[count]: n_per_check is \"10.5\", expected a whole number up to 1e9\n1 error\n"},
      {"a correlation of 1", monitor("m,x,1,2,,,0.5,1,,"), "monitors.csv:2:8: error[correlation]: phi is \"1\", expected between -1 and 1\n1 error\n"},
      {"a correlation of counts", monitor("m,x,1%,2%,,100,,0.4,,"),
       "monitors.csv:2:8: error[monitor]: phi is for values with sd; counts of neighbouring checks are taken as independent; give sd, or empty phi\n1 error\n"},
      {"no check ever", monitor("m,x,1,2,0,,0.5,,,"),
       "monitors.csv:2:5: error[number]: checks_per_day is \"0\", expected more than 0\n1 error\n"},
      {"no metric", monitor("m,,1,2,,,0.5,,,"), "monitors.csv:2:2: error[missing_cell]: the cell metric is empty; write what is watched, as history.csv calls it\n1 error\n"},
      {"no level", monitor("m,x,,2,,,0.5,,,"), "monitors.csv:2:3: error[missing_cell]: the cell baseline is empty; write the level while nothing is wrong\n1 error\n"},
      {"a name twice", monitor("m,x,1,2,,,0.5,,,\nM,y,1,2,,,0.5,,,"),
       "monitors.csv:3:1: error[duplicate]: the monitor \"M\" is already in monitors.csv:2:1; keep one of the two rows, or name their cohorts\n1 error\n"},
  });
}

TEST_CASE("a rule that has no reading is refused at its cell") {
  const std::string known = "threshold, consecutive, cumulative, window, argo, cusum, ewma, sprt, shiryaev_roberts, burn_rate";
  const auto value = [](const std::string& rule) { return monitor("m,x,1,2,,,0.5,,," + rule); };
  check_refusals({
      {"no such rule", value("cusmu k=1 h=5"), "monitors.csv:2:10: error[rule]: \"cusmu k=1 h=5\" names no rule, expected " + known + "; did you mean \"cusum\"?\n1 error\n"},
      {"a number without a rule", value("3"), "monitors.csv:2:10: error[rule]: \"3\" names no rule, expected " + known + "; write it like consecutive 3 threshold=2, or empty the cell to have one chosen\n1 error\n"},
      {"no limit", value("cusum k=0.5"), "monitors.csv:2:10: error[rule]: \"cusum k=0.5\" lacks h=; write it as cusum k=0.5 h=5\n1 error\n"},
      {"a limit twice", value("cusum h=5 h=6"), "monitors.csv:2:10: error[rule]: \"cusum h=5 h=6\" gives h twice; give it once\n1 error\n"},
      {"no such number", value("ewma lamda=0.1 L=3"), "monitors.csv:2:10: error[rule]: ewma has no \"lamda\"; did you mean \"lambda\"?\n1 error\n"},
      {"a weight above 1", value("ewma lambda=1.5 L=3"),
       "monitors.csv:2:10: error[rule]: lambda is \"1.5\" in \"ewma lambda=1.5 L=3\", expected a weight above 0 and at most 1; write it as ewma lambda=0.1 L=2.814\n1 error\n"},
      {"a word for a number", value("threshold high"), "monitors.csv:2:10: error[rule]: limit is \"high\" in \"threshold high\", expected a number; write it as threshold 3\n1 error\n"},
      {"half a time", value("consecutive 2.5 threshold=2"),
       "monitors.csv:2:10: error[rule]: times is \"2.5\" in \"consecutive 2.5 threshold=2\", expected a whole number from 1 to 10,000; write it as consecutive 3 threshold=2\n1 error\n"},
      {"a window of values", value("window 3 checks=5"),
       "monitors.csv:2:10: error[rule]: \"window 3 checks=5\" sums counts; give n_per_check or exposures_per_day instead of sd\n1 error\n"},
      {"two sides of a count", monitor("m,x,1%,2%,,100,,,,two_sided threshold 5"),
       "monitors.csv:2:10: error[rule]: \"two_sided threshold 5\" is two-sided, but counts have no middle; give sd, or watch one side\n1 error\n"},
      {"a share where items are counted", monitor("m,x,1%,6%,,100,,,,threshold 0.06"),
       "monitors.csv:2:10: error[rule]: limit is \"0.06\" in \"threshold 0.06\", but a check counts whole ones; for a share of the items write 6%\n1 error\n"},
      {"more than there are", monitor("m,x,1%,6%,,100,,,,threshold 500"),
       "monitors.csv:2:10: error[rule]: limit is \"500\" in \"threshold 500\", but a check has 100 items; write a count, or a share such as 6%\n1 error\n"},
      {"a correlation that the column does not state", value("threshold 3 phi=0.5"),
       "monitors.csv:2:10: error[rule]: the rule takes out a correlation of 0.5, but the column phi says nothing; write the correlation of neighbouring checks in both\n1 error\n"},
      {"windows the wrong way round", monitor("m,x,0.1%,6%,288,100,,,,burn_rate 14.4 long=5m short=1h slo=0.999"),
       "monitors.csv:2:10: error[rule]: short is not shorter than long in \"burn_rate 14.4 long=5m short=1h slo=0.999\"; write it as burn_rate 14.4 long=1h short=5m slo=0.999\n1 error\n"},
      {"windows shorter than a check", monitor("m,x,0.1%,6%,1,100,,,,burn_rate 14.4 long=1h short=5m slo=0.999"),
       "monitors.csv:2:10: error[rule]: \"burn_rate 14.4 long=1h short=5m slo=0.999\" has a window shorter than the time between checks (1 a day)\n1 error\n"},
  });
}

TEST_CASE("a history that contradicts itself, its monitors or today is refused") {
  check_refusals({
      {"no date", with_history("m,x,1,2,,,0.5,,,", ",x,1,,\n"), "history.csv:2:1: error[missing_cell]: the cell date is empty; write it, or delete the row\n1 error\n"},
      {"no such day", with_history("m,x,1,2,,,0.5,,,", "2026-02-30,x,1,,\n"),
       "history.csv:2:1: error[date]: \"2026-02-30\" is not a date: that month has 28 days\n1 error\n"},
      {"a day twice", with_history("m,x,1,2,,,0.5,,,", "2026-02-20,x,1,,\n2026-02-20,x,2,,\n"),
       "history.csv:3: error[duplicate]: \"x\" on 2026-02-20 is already in history.csv:2; keep one of the two rows, or name their cohorts\n1 error\n"},
      {"12 for 12%", with_history("m,x,1%,2%,,100,,,,", "2026-02-20,x,12,,\n"),
       "history.csv:2: error[probability]: \"x\" is 12, which a share of counts cannot be; for a percentage write 12%\n1 error\n"},
      {"after today", with_history("m,x,1,2,,,0.5,,,", "2026-02-20,x,1,,\n"),
       "history.csv:2:1: error[date]: \"2026-02-20\" is after the date taken as today, 2026-01-01; give a later --as-of, or leave the row out\n1 error\n", {"--as-of", "2026-01-01"}},
  });
}
