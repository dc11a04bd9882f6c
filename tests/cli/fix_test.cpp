// check --fix: what the copy holds, what is said about it, and that the case stays as it is.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

namespace fs = std::filesystem;

const std::string messy_chain =
    "\xEF\xBB\xBFOur risks;;;;\r\nFailure Mode;stage;best;unit;\r\nrefund;users\u00A0;10M;people per year;\r\nrefund;wrong;5%;share;\r\nTOTAL;;;;\r\n;;;;\r\n";

const std::string mends =
    "  harms.csv:1: the byte order mark dropped\n"
    "  harms.csv:1: the line end of Windows (CR LF) became a line feed, down to line 6\n"
    "  harms.csv:1: a title row removed: \"Our risks;;;;\"\n"
    "  harms.csv:2: \";\" between the cells became a comma\n"
    "  harms.csv:2:1: the column \"Failure Mode\" is now called \"failure_mode\"\n"
    "  harms.csv:2:5: an empty last column removed\n"
    "  harms.csv:3: blanks around cells removed\n"
    "  harms.csv:5: a row of totals removed: \"TOTAL;;;;\"\n"
    "  harms.csv:6: an empty row removed\n";

/// The digest of what the case holds, apart from the copy beside it.
std::string case_of(const Workplace& place) {
  std::string all;
  for (const auto& entry : fs::directory_iterator(place.path() / "case")) all += entry.path().filename().string() + "\n" + place.read("case/" + entry.path().filename().string());
  return all;
}

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a messy case becomes a valid copy beside it, each mend is listed, and the case stays") {
  const Workplace place(Files{{"harms.csv", messy_chain}, {"scorecard.csv", "a;b\r\n"}, {"notes.txt", "x"}});
  const auto before = case_of(place);
  const auto outcome = run(place, {"check", "case", "--fix"});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "Read as:\n  harms.csv:2:3  \"10M\" is 10000000\n  harms.csv:3:3  \"5%\" is 0.05\n");
  CHECK_THAT(outcome.out, Catch::StartsWith("case-fixed: a copy of case, 9 things mended (the lines are those of the original)\n" + mends +
                                            "\ncase-fixed: valid; 1 failure mode\n\nfile"));
  CHECK(case_of(place) == before);
  CHECK(place.read("case-fixed/harms.csv") == refund_chain);
  CHECK(place.read("case-fixed/scorecard.csv") == "a;b\r\n");
  CHECK(entries(place.path() / "case-fixed") == 2);
  CHECK(entries(place.path()) == 2);
  CHECK(run(place, {"harm", "case-fixed", "--quiet"}).code == 0);
}

TEST_CASE("what has more than one reading is left in the copy and reported with exit code 3") {
  const Workplace place(Files{{"harms.csv", "Risks\nfailure_mode;stage;best\nrefund;users;10M\nrefund;wrong;0,95\nrefund;hurt;#REF!\n"}, {"harm.csv", "x\n"}});
  const auto before = case_of(place);
  const auto outcome = run(place, {"check", "case", "--fix"});
  CHECK(outcome.code == 3);
  CHECK(outcome.err == "");
  CHECK(outcome.out ==
        "case-fixed: a copy of case, 2 things mended (the lines are those of the original)\n"
        "  harms.csv:1: a title row removed: \"Risks\"\n"
        "  harms.csv:2: \";\" between the cells became a comma\n"
        "\n"
        "3 errors; nothing can be computed until they are mended (the lines are those of the copy)\n"
        "  harms.csv:3:3: error[number]: \"0,95\" has a decimal comma; write 0.95\n"
        "  harms.csv:4:3: error[spreadsheet]: \"#REF!\" is a spreadsheet's error value; mend the formula and save again\n"
        "  harm.csv: error[unknown_file]: no file of a case has this name, and no sample names it; did you mean harms.csv?\n");
  CHECK(place.read("case-fixed/harms.csv") == "failure_mode,stage,best\nrefund,users,10M\nrefund,wrong,\"0,95\"\nrefund,hurt,#REF!\n");
  CHECK(place.read("case-fixed/harm.csv") == "x\n");
  CHECK(case_of(place) == before);
}

TEST_CASE("a file with a quote that is never closed is copied as it is and reported") {
  const std::string text = "\xEF\xBB\xBF" "failure_mode,stage,best\r\n refund,users,5\r\n\"refund,wrong,5%\r\n";
  const Workplace place(Files{{"harms.csv", text}});
  const auto outcome = run(place, {"check", "case", "--fix"});
  CHECK(outcome.code == 3);
  CHECK_THAT(outcome.out, Catch::StartsWith("case-fixed: a copy of case, nothing mended\n\n1 error;") && Catch::Contains("error[unclosed_quote]"));
  CHECK(place.read("case-fixed/harms.csv") == text);
}

TEST_CASE("a clean case is copied byte for byte, data of samples and all") {
  const Files files{{"harms.csv", "failure_mode,stage,best,shape,source\nr,users,1000,,\nr,share,,sample,d.csv:v\n"}, {"d.csv", "v,w\r\n0.1, a \r\n0.3,TOTAL\r\n,\r\n"}};
  const Workplace place(files);
  const auto outcome = run(place, {"check", "case", "--fix", "-o", "elsewhere/"});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "");
  CHECK_THAT(outcome.out, Catch::StartsWith("elsewhere: a copy of case, nothing mended\n\nelsewhere: valid; 1 failure mode\n\nfile"));
  for (const auto& [name, text] : files) CHECK(place.read("elsewhere/" + name) == text);
}

TEST_CASE("one file is copied beside itself, and is read as what it was read as") {
  const Workplace place(Files{{"mine.csv", messy_chain}, {"failure_modes.csv", "\nfailure_mode,owner\nrefund,Ada\n"}});
  const auto outcome = run(place, {"check", "case/mine.csv", "--fix"});
  CHECK(outcome.code == 0);
  CHECK_THAT(outcome.out, Catch::StartsWith("case/mine-fixed.csv: a copy of case/mine.csv, 9 things mended") && Catch::Contains("\nmine-fixed: valid; 1 failure mode\n"));
  CHECK(place.read("case/mine-fixed.csv") == refund_chain);
  CHECK(place.read("case/mine.csv") == messy_chain);
  const auto modes = run(place, {"check", "case/failure_modes.csv", "--fix", "-o", "modes"});
  CHECK_THAT(modes.out, Catch::Contains("failure_modes.csv:1: an empty row removed\n") && !Catch::Contains("missing_column"));
  CHECK(place.read("modes") == "failure_mode,owner\nrefund,Ada\n");
}

TEST_CASE("standard input is cleaned into the file that -o names") {
  const Workplace place;
  const auto outcome = run(place, Invocation{{"check", "-", "--fix", "-o", "clean.csv", "--quiet"}, messy_chain});
  CHECK(outcome.code == 0);
  CHECK_THAT(outcome.out, Catch::StartsWith("clean.csv: a copy of standard input, 9 things mended (the lines are those of the original)\n  -:1: the byte order mark dropped\n"));
  CHECK(place.read("clean.csv") == refund_chain);
}

TEST_CASE("every format of check lists what was mended") {
  const Files files{{"harms.csv", refund_chain + "TOTAL,<b>,%,\n"}};
  const auto out = [&](const std::string& format) { return run(files, {"check", "case", "--fix", "--quiet", "--format", format}).out; };
  const auto result = nlohmann::json::parse(out("json"))["result"];
  CHECK(result["valid"] == true);
  CHECK(result["copy"] == "case-fixed");
  CHECK(result["mended"] == nlohmann::json::parse(R"([{"file": "harms.csv", "line": 4, "what": "a row of totals removed: \"TOTAL,<b>,%,\""}])"));
  CHECK_THAT(out("csv"), Catch::StartsWith("kind,place,code,verb,part,possible,message\nmended,harms.csv:4,total_row,,,,\"a row of totals removed: \"\"TOTAL,<b>,%,\"\"\"\ncapability"));
  CHECK_THAT(out("md"), Catch::StartsWith("## case-fixed\n\ncase-fixed: a copy of case, 1 thing mended \\(the lines are those of the original\\)\n\n"
                                          "- harms.csv:4: a row of totals removed: \"TOTAL,&lt;b&gt;,%,\"\n\nvalid; 1 failure mode\n"));
  CHECK(out("junit") ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"premortem check\" tests=\"1\" failures=\"0\">\n"
        "  <testcase classname=\"premortem.check\" name=\"the case is valid\"/>\n"
        "  <system-out>mended harms.csv:4: a row of totals removed: &quot;TOTAL,&lt;b&gt;,%,&quot;\n</system-out>\n</testsuite>\n");
  CHECK(out("github") == "::notice file=harms.csv,line=4,title=mended::a row of totals removed: \"TOTAL,<b>,%25,\"\n::notice title=premortem check::the case is valid\n");
}
