// The first five minutes: a room, no data, one file.
#include <catch2/catch.hpp>
#include <filesystem>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

const std::string header = "what breaks,people,at risk,exposed,hurt,undo,how we notice,owner,roll back when\n";
const std::string first = "wrong advice followed,10M,0.1% (0.05-0.2),5% (2-10),10% (5-40),no,audit,safety team,2 cases in 7 days\n";
const std::string second = "minors see adult tips,10M,1 in 1000,?,10%,no,?,trust team,any case\n";

const std::string table =
    "No measurements yet: limits are the room's own. 1 unknown share counts as 0-100%.\n"
    "                         about  at most  at 10x  undo  watch\n"
    "1 wrong advice followed     50      800   8,000  no    audit\n"
    "2 minors see adult tips      ?    1,000  10,000  no    NOBODY\n"
    "If shares are \"of everyone\", not \"of those\", risk 1 is anywhere from 0 to 20,000.\n"
    "Ask first: \"hurt\" in 1 (5-40%) moves risk 1 most.\n";

}  // namespace

TEST_CASE("the first five minutes: the file as the room types it gives the table of the page") {
  const auto outcome = run({{"risks.csv", header + first + second}}, {"round", "case/risks.csv", "--quiet"});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "");
  CHECK(outcome.out == table + "Next: premortem report case    (missing: a way to notice 2)\n");
  CHECK(outcome.unchanged);
}

TEST_CASE("how each cell was read is echoed once, and not with --quiet") {
  const auto outcome = run({{"risks.csv", header + first}}, {"round", "case"});
  CHECK(outcome.err == "Read as:\n"
                       "  risks.csv:2:2  \"10M\" is 10000000\n"
                       "  risks.csv:2:3  \"0.1% (0.05-0.2)\" is 0.001, from 0.0005 to 0.002\n"
                       "  risks.csv:2:4  \"5% (2-10)\" is 0.05, from 0.02 to 0.1\n"
                       "  risks.csv:2:5  \"10% (5-40)\" is 0.1, from 0.05 to 0.4\n");
}

TEST_CASE("a risk file may have any name, and stand on standard input") {
  const Workplace place({{"our-room.csv", header + first + second}});
  CHECK_THAT(run(place, {"round", "case/our-room.csv", "--quiet"}).out, Catch::StartsWith(table));
  CHECK_THAT(run(place, {{"round", "-", "--quiet"}, header + first + second}).out, Catch::StartsWith(table));
}

TEST_CASE("the long form and one row a risk give the same bytes of numbers") {
  const std::string long_form =
      "failure_mode,stage,best,unit\n"
      "wrong advice followed,people,10M,people\nwrong advice followed,at risk,0.1% (0.05-0.2),\n"
      "wrong advice followed,exposed,5% (2-10),\nwrong advice followed,hurt,10% (5-40),\n";
  const std::string details = "failure_mode,reversible,monitor,owner,rollback\nwrong advice followed,no,audit,safety team,2 cases in 7 days\n";
  for (const auto* format : {"table", "csv", "md"}) {
    const auto short_form = run({{"risks.csv", header + first}}, {"round", "case", "--quiet", "--format", format});
    CHECK(run({{"harms.csv", long_form}, {"failure_modes.csv", details}}, {"round", "case", "--quiet", "--format", format}).out == short_form.out);
  }
  // The simulated numbers too: the draws are keyed by the names, which are the same.
  const std::vector<std::string> harm{"harm", "case", "--quiet", "--format", "csv"};
  CHECK(run({{"harms.csv", long_form}, {"failure_modes.csv", details}}, harm).out.substr(0, 400) ==
        run({{"risks.csv", header + first}}, harm).out.substr(0, 400));
}

TEST_CASE("a what-if names a share of a risk, or what is said of it") {
  const Files files{{"risks.csv", header + first + second}};
  CHECK_THAT(run(files, {"round", "case", "--quiet", "--set", "risks.wrong advice followed.hurt=20%"}).out, Catch::Contains("100      400"));
  CHECK_THAT(run(files, {"round", "case", "--quiet", "--set", "risks.wrong_advice_followed.people*=10"}).out, Catch::Contains("500    8,000"));
  CHECK_THAT(run(files, {"round", "case", "--quiet", "--set", "risks.minors see adult tips.how we notice=reports"}).out, !Catch::Contains("NOBODY"));
  CHECK(run(files, {"round", "case", "--set", "risks.wrong advice followed.hrt=1%"}).code == 2);
}

TEST_CASE("a folder of cases is ranked case by case, the one to talk about first on top") {
  const Workplace place;
  for (const auto* name : {"a", "b"}) std::filesystem::create_directories(place.in_case(name));
  place.write("case/a/risks.csv", header + "mild,1M,1%,1%,1%,yes,audit,x,y\n");
  place.write("case/b/risks.csv", header + first);
  const auto outcome = run(place, {"round", "case", "--quiet"});
  CHECK(outcome.code == 0);
  CHECK_THAT(outcome.out, Catch::Contains("1  b     wrong advice followed") && Catch::Contains("2  a     mild"));
}

TEST_CASE("of a folder of cases the one that states no risk is named") {
  const Workplace place;
  for (const auto* name : {"a", "b"}) std::filesystem::create_directories(place.in_case(name));
  place.write("case/a/risks.csv", header + first);
  place.write("case/b/latency.csv", "latency_ms,sessions,abandoned\n200,2000,82\n");
  const auto outcome = run(place, {"round", "case", "--quiet"});
  CHECK(outcome.code == 4);
  CHECK_THAT(outcome.err, Catch::StartsWith("premortem: b: the case states no failure mode"));
}

TEST_CASE("from an empty folder to a page in three commands") {
  const Workplace place;
  const auto start = run(place, {"init", "my feature"});
  CHECK(start.code == 0);
  CHECK(start.out == "my feature: README.md, feature.csv, risks.csv\nNext:\n  edit 'my feature/risks.csv' in a spreadsheet\n"
                     "  premortem round 'my feature' --watch\n  premortem report 'my feature'\n");
  CHECK(run(place, {"round", "my feature", "--quiet"}).code == 0);
  const auto page = run(place, {"report", "my feature", "--quiet", "--format", "html"});
  CHECK(page.code == 0);
  CHECK_THAT(page.out, Catch::Contains("What could go wrong: our new feature"));
}
