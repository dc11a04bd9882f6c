// floors.csv: the levels that metrics may not pass.
#include <catch2/catch.hpp>

#include "input/case_on_disk.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

Case read(const std::string& text) { return CaseOnDisk({{"floors.csv", text}}).read(); }
std::string errors(const std::string& text) { return errors_of_case({{"floors.csv", text}}); }

std::vector<MetricFloor> changed(const std::string& text, const std::string& override_) {
  const CaseOnDisk disk({{"floors.csv", text}});
  auto request = disk.request();
  request.overrides = {{override_}};
  return read_case(request).floors;
}

}  // namespace

TEST_CASE("floors and ceilings are read as people write them, and what was converted is echoed") {
  const auto subject = read("metric,floor,ceiling,cohort,tolerance\naccuracy,94%,,,\naccuracy,0.9,,new accounts,5%\nlatency p95,,2.5K,,0.2\n");
  REQUIRE(subject.floors.size() == 3);
  const auto &all = subject.floors[0], &fresh = subject.floors[1], &slow = subject.floors[2];
  CHECK((all.metric == "accuracy" && all.cohort.empty() && all.floor == 0.94 && !all.ceiling && !all.tolerance));
  CHECK((fresh.cohort == "new accounts" && fresh.floor == 0.9 && fresh.tolerance == 0.05));
  CHECK((slow.metric == "latency p95" && !slow.floor && slow.ceiling == 2500 && slow.tolerance == 0.2));
  CHECK((slow.place == Place{"floors.csv", 4, 0}));
  CHECK(subject.conversions.size() == 3);
  CHECK((subject.unread.empty() && subject.warnings.empty()));
}

TEST_CASE("one of floor and ceiling is enough as a column, and a row states one of them") {
  CHECK(read("metric,ceiling\nerrors,5%\n").floors[0].ceiling == 0.05);
  CHECK(errors("metric,cohort\na,b\n") ==
        "floors.csv:1: error[missing_column]: the column \"floor\" or \"ceiling\" is missing; add it, or map one with --column floor=HEADER\n");
  CHECK(errors("metric,floor,ceiling\na,,\nb,1,2\n,3,\n") ==
        "floors.csv:2: error[missing_cell]: the row states neither a floor nor a ceiling; write the level that the metric may not pass, or delete the row\n"
        "floors.csv:3:3: error[columns]: the row states a floor and a ceiling; write the ceiling in a row of its own\n"
        "floors.csv:4:1: error[missing_cell]: the cell metric is empty; write it, or delete the row\n");
}

TEST_CASE("a floor is a single number") {
  CHECK(errors("metric,floor\na,90-95%\nb,?\n") ==
        "floors.csv:2:2: error[number]: \"90-95%\" is not a single number; write one number; only an estimate may be a range or ?\n"
        "floors.csv:3:2: error[number]: \"?\" is not a single number; write one number; only an estimate may be a range or ?\n");
}

TEST_CASE("a tolerance is a probability between 0 and 1") {
  CHECK(errors("metric,floor,tolerance\na,1,10\nb,1,0\nc,1,100%\nd,1,-0.1\n") ==
        "floors.csv:2:3: error[probability]: the tolerance is \"10\", expected a probability between 0 and 1; for a percentage write 10%\n"
        "floors.csv:3:3: error[probability]: the tolerance is \"0\", expected a probability between 0 and 1; it is the risk of having passed the level at which to look again\n"
        "floors.csv:4:3: error[probability]: the tolerance is \"100%\", expected a probability between 0 and 1; it is the risk of having passed the level at which to look again\n"
        "floors.csv:5:3: error[probability]: the tolerance is \"-0.1\", expected a probability between 0 and 1; it is the risk of having passed the level at which to look again\n");
}

TEST_CASE("a metric has one floor and one ceiling a cohort, and the floor is not above the ceiling") {
  CHECK(read("metric,floor,ceiling,cohort\na,1,,\na,,2,\na,1,,x\nb,1,,\n").floors.size() == 4);
  CHECK(errors("metric,floor,ceiling,cohort\na,1,,x\nA,2,,X\n") ==
        "floors.csv:3: error[duplicate]: the floor of \"A\" is already in floors.csv:2; keep one of the two rows, or name their cohorts\n");
  CHECK(errors("metric,floor,ceiling\na,,1\na,,1\n") ==
        "floors.csv:3: error[duplicate]: the ceiling of \"a\" is already in floors.csv:2; keep one of the two rows, or name their cohorts\n");
  CHECK(errors("metric,floor,ceiling\na,5,\na,,4\nb,,4\nb,4,\n") == "floors.csv:3: error[order]: the floor of \"a\" is above its ceiling in floors.csv:2; correct one of the two\n");
}

TEST_CASE("a floor whose metric or cohort is nearly one of the history is a warning, and one that differs in capitals is that one") {
  const std::string history = "date,metric,value,cohort\n2026-01-01,Accuracy,0.95,west\n2026-01-01,recall,0.9,\n";
  const auto subject = CaseOnDisk({{"history.csv", history}, {"floors.csv", "metric,floor,cohort\nacuracy,0.9,west\naccuracy,0.9,wets\naccuracy,0.8,West\nrecall,0.5,\nsomething else,1,\n"}}).read();
  CHECK(warnings_of(subject) == std::vector<std::string>{"floors.csv:2:1: warning[metric]: history.csv has no metric \"acuracy\"; did you mean \"Accuracy\"?",
                                                         "floors.csv:3:3: warning[metric]: history.csv has no cohort \"wets\" of \"Accuracy\"; did you mean \"west\"?"});
  CHECK((subject.floors[2].metric == "Accuracy" && subject.floors[2].cohort == "west"));
}

TEST_CASE("a change by --set reaches the side of a floor that is named, of all cohorts or of one") {
  const std::string text = "metric,floor,ceiling,cohort\naccuracy,0.8,,\naccuracy,,0.99,\naccuracy,0.7,,west\n";
  const auto all = changed(text, "floors.accuracy.floor=90%");
  CHECK((all[0].floor == 0.9 && all[1].ceiling == 0.99 && all[2].floor == 0.9));
  const auto west = changed(text, "floors.accuracy.west.floor*=0.5");
  CHECK((west[0].floor == 0.8 && west[2].floor == 0.35));
  CHECK(changed(text, "floors.accuracy.tolerance=20%")[1].tolerance == 0.2);
  CHECK_THROWS_AS(changed(text, "floors.recall.floor=1"), UsageError);
  CHECK_THROWS_WITH(changed(text, "floors.accuracy=0.9"), Catch::Contains("such as floors.accuracy.floor"));
}
