#include <catch2/catch.hpp>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

nlohmann::json json_of(const Files& files, std::vector<std::string> options = {}) {
  std::vector<std::string> words{"harm", "case", "--format", "json", "--samples", "1000"};
  words.insert(words.end(), options.begin(), options.end());
  const auto outcome = run(files, words);
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return nlohmann::json::parse(outcome.out);
}

double stage_best(const nlohmann::json& j, std::size_t stage) { return j["result"]["failure_modes"][0]["stages"][stage]["best"]; }

std::string with_line_ends(std::string text, const std::string& end) {
  for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + end.size())) text.replace(at, 1, end);
  return text;
}

}  // namespace

TEST_CASE("a byte order mark and Windows line ends change nothing but the digest of the file") {
  auto plain = json_of({{"harms.csv", refund_chain}});
  auto marked = json_of({{"harms.csv", "\xEF\xBB\xBF" + with_line_ends(refund_chain, "\r\n")}});
  CHECK(plain["inputs"][0]["sha256"] != marked["inputs"][0]["sha256"]);
  plain.erase("inputs");
  marked.erase("inputs");
  CHECK(plain == marked);
}

TEST_CASE("a last line without its line feed, and columns in another order, change nothing") {
  const auto plain = json_of({{"harms.csv", refund_chain}});
  CHECK(json_of({{"harms.csv", refund_chain.substr(0, refund_chain.size() - 1)}})["result"] == plain["result"]);
  const auto turned = json_of({{"harms.csv", "unit,best,stage,failure_mode\npeople per year,10M,users,refund\nshare,5%,wrong,refund\n"}});
  CHECK(turned["result"] == plain["result"]);
}

TEST_CASE("each cell that people write is echoed once, with what it was taken for") {
  const Files files{{"harms.csv",
                     "failure_mode,stage,best,assumption\nr,users,\"18,000,000\",\nr,a,5%,\nr,b,1 in 1000,\nr,c,2-5%,\nr,d,3% (2-5),\nr,e,?,\n"
                     "r,f,0.25,\nr,g,,shared\ns,users,200K,\ns,g,,shared\n"},
                    {"assumptions.csv", "name,best\nshared,10%\n"},
                    {"failure_modes.csv", "failure_mode,cost_per_harm\nr,$5-9\n"}};
  const auto outcome = run(files, {"harm", "case"});
  CHECK(outcome.code == 0);
  CHECK(outcome.err ==
        "Read as:\n"
        "  assumptions.csv:2:2  \"10%\" is 0.1\n"
        "  harms.csv:2:3  \"18,000,000\" is 18000000\n"
        "  harms.csv:3:3  \"5%\" is 0.05\n"
        "  harms.csv:4:3  \"1 in 1000\" is 0.001\n"
        "  harms.csv:5:3  \"2-5%\" is from 0.02 to 0.05\n"
        "  harms.csv:6:3  \"3% (2-5)\" is 0.03, from 0.02 to 0.05\n"
        "  harms.csv:7:3  \"?\" is unknown\n"
        "  harms.csv:10:3  \"200K\" is 200000\n"
        "  failure_modes.csv:2:2  \"$5-9\" is from 5 to 9\n");
  CHECK(outcome.unchanged);
  CHECK(run(files, {"harm", "case", "--quiet"}).err == "");
  CHECK(run(files, {"harm", "case", "--set", "shared=20%"}).err.find("  --set shared=20%  \"20%\" is 0.2\n") != std::string::npos);
}

TEST_CASE("another delimiter is read when it is named") {
  const auto plain = json_of({{"harms.csv", refund_chain}});
  auto semicolons = refund_chain, tabs = refund_chain;
  std::replace(semicolons.begin(), semicolons.end(), ',', ';');
  std::replace(tabs.begin(), tabs.end(), ',', '\t');
  CHECK(json_of({{"harms.csv", semicolons}}, {"--delimiter", ";"})["result"] == plain["result"]);
  CHECK(json_of({{"harms.csv", tabs}}, {"--delimiter", "tab"})["result"] == plain["result"]);
}

TEST_CASE("a column under another name is read when it is mapped") {
  auto renamed = refund_chain;
  renamed.replace(renamed.find("stage"), 5, "step of it");
  CHECK(json_of({{"harms.csv", renamed}}, {"--column", "stage=step of it"})["result"] == json_of({{"harms.csv", refund_chain}})["result"]);
}

TEST_CASE("columns of notes are left alone, whatever they hold") {
  const Files files{{"harms.csv", "failure_mode,stage,best,unit,notes,note,note\nrefund,users,10M,people per year,#REF!,=1,\"1,2\"\nrefund,wrong,5%,share,,,\n"}};
  CHECK(json_of(files)["result"] == json_of({{"harms.csv", refund_chain}})["result"]);
}

TEST_CASE("empty rows are left out and said, on the way and in the output") {
  const Files files{{"harms.csv", refund_chain + ",,,\n , ,\t,\n"}};
  const auto j = json_of(files);
  CHECK(j["inputs"][0]["rows"] == 4);
  CHECK(j["inputs"][0]["used"] == 2);
  CHECK(j["inputs"][0]["excluded"] == 2);
  CHECK(run(files, {"harm", "case"}).err == refund_echo + "harms.csv:4: warning[empty_row]: an empty row is left out; delete it; premortem check <case> --fix writes a cleaned copy\n"
                                                          "harms.csv:5: warning[empty_row]: an empty row is left out; delete it; premortem check <case> --fix writes a cleaned copy\n");
}

TEST_CASE("a name in letters that only look the same is another name, with a warning") {
  const auto outcome = run(Files{{"harms.csv", refund_chain + "r\xD0\xB5""fund,users,5,people\n"}}, {"harm", "case"});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == refund_echo +
        "harms.csv:4:1: warning[look_alike]: the failure mode \"r\xD0\xB5""fund\" looks like \"refund\" in harms.csv:2:1, but one of them is spelt with U+0435; "
        "if both are the same, copy one name to the other\n");
}

TEST_CASE("a case comes from standard input, also when it is compared with its changed self") {
  const Workplace place;
  const auto outcome = run(place, Invocation{{"harm", "-", "--format", "json", "--set", "harms.refund.wrong=10%"}, refund_chain});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "Read as:\n  -:2:3  \"10M\" is 10000000\n  --set harms.refund.wrong=10%  \"10%\" is 0.1\n");
  CHECK(stage_best(nlohmann::json::parse(outcome.out), 1) == 0.1);
  CHECK(run(place, Invocation{{"report", "-"}, refund_chain}).code == 0);
  CHECK(run(place, Invocation{{"check", "-"}, refund_chain}).code == 0);
  const auto empty = run(place, Invocation{{"harm", "-"}});
  CHECK(empty.code == 3);
  CHECK(empty.err == "-: error[empty_file]: the file is empty; its first row must be the header\n1 error\n");
}

TEST_CASE("one file is a case, under its own name or another") {
  const auto plain = json_of({{"harms.csv", refund_chain}});
  for (const std::string name : {"harms.csv", "anything.csv", "no ending"}) {
    const auto outcome = run(Files{{name, refund_chain}}, {"harm", "case/" + name, "--format", "json", "--samples", "1000"});
    CHECK(outcome.code == 0);
    const auto result = nlohmann::json::parse(outcome.out)["result"];
    CHECK(result["failure_modes"][0]["harmed"]["bound"]["high"] == plain["result"]["failure_modes"][0]["harmed"]["bound"]["high"]);
    CHECK(result["failure_modes"][0]["stages"][0]["place"] == name + ":2");
    CHECK(outcome.unchanged);
  }
}

TEST_CASE("one file of another kind says what it cannot be") {
  const Workplace place(Files{{"scorecard.csv", "framework,criterion\n"}, {"gates.csv", "gate,verdict\na,pass\n"}, {"other.csv", "failure_mode,stage,bst\nr,u,5\n"}});
  const auto known = run(place, {"harm", "case/scorecard.csv"});
  CHECK(known.code == 4);
  CHECK(known.err == "premortem: scorecard.csv is known, but no verb of this version reads it\n");
  const auto gates = run(place, {"harm", "case/gates.csv"});
  CHECK(gates.code == 4);
  CHECK(gates.err == "premortem: the case states no failure mode; add harms.csv, or risks.csv with one row a risk\n");
  const auto other = run(place, {"harm", "case/other.csv"});
  CHECK(other.code == 3);
  CHECK(other.err == "other.csv:1:3: error[unknown_column]: unknown column \"bst\" in other.csv, which is read as harms.csv; did you mean \"best\"? "
                     "(a column of notes begins with \"note\")\n1 error\n");
}

TEST_CASE("a file that is known but not read yet is named, other files are ignored") {
  const auto outcome = run(Files{{"harms.csv", refund_chain}, {"scorecard.csv", "x\n"}, {"README.md", "x"}, {"harms.xlsx", "PK\x03\x04"}}, {"harm", "case"});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == refund_echo + "note: scorecard.csv is in the folder, but this version does not read it\n");
}

TEST_CASE("the file of a sample is named once, counted, and stays known when an override replaces its leaf") {
  const Files files{{"harms.csv", "failure_mode,stage,best,shape,source\nr,users,1000,,\nr,share,,sample,d.csv:v\n"},
                    {"d.csv", "v,w\n0.1,a\nNA,b\n,c\n0.3,d\n"}};
  const auto j = json_of(files);
  REQUIRE(j["inputs"].size() == 2);
  CHECK(j["inputs"][0]["file"] == "d.csv");
  CHECK(j["inputs"][0]["rows"] == 4);
  CHECK(j["inputs"][0]["used"] == 2);
  CHECK(j["inputs"][0]["excluded"] == 2);
  CHECK(run(files, {"harm", "case", "--set", "harms.r.share=0.2"}).code == 0);
}
