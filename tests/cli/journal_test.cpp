// The verb journal as it is typed: freeze, compare, score, gate.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

const std::string head = "id,written,hypothesis,metric,direction,threshold,due,probability,outcome,checked\n";

std::string row(const std::string& id, const std::string& direction, const std::string& threshold, const std::string& probability, const std::string& outcome = "", const std::string& checked = "") {
  return id + ",2026-06-29,it stays so,share," + direction + "," + threshold + ",2026-09-30," + probability + "," + outcome + "," + checked + "\n";
}

/// Two that are written; later the same two with their outcomes.
const std::string before = head + row("a", "at_least", "97%", "90%") + row("b", "below", "2%", "80%");
const std::string after = head + row("a", "at_least", "97%", "90%", "96.2%", "2026-10-01") + row("b", "below", "2%", "80%", "1%", "2026-10-01");

/// A workplace with a record of `before` in frozen.json.
struct Frozen {
  Workplace place{Files{{"hypotheses.csv", before}}};
  Frozen() { REQUIRE(run(place, {"journal", "case", "--freeze", "--quiet", "-o", "frozen.json"}).code == 0); }
  Outcome against(const std::string& hypotheses, std::vector<std::string> more = {}) const {
    place.write("case/hypotheses.csv", hypotheses);
    std::vector<std::string> words{"journal", "case", "--against", "frozen.json", "--quiet"};
    words.insert(words.end(), more.begin(), more.end());
    return run(place, words);
  }
  Json result(const std::string& hypotheses, std::vector<std::string> more = {}) const {
    more.insert(more.end(), {"--format", "json"});
    const auto outcome = against(hypotheses, more);
    REQUIRE(outcome.code == 0);
    return Json::parse(outcome.out)["result"];
  }
};

Json score_of(const std::string& rows) {
  const auto outcome = run(Files{{"hypotheses.csv", head + rows}}, {"journal", "case", "--format", "json", "--quiet"});
  REQUIRE(outcome.code == 0);
  return Json::parse(outcome.out)["result"];
}

std::string state_of(const std::string& direction, const std::string& threshold, const std::string& outcome) {
  return score_of(row("a", direction, threshold, "50%", outcome, "2026-10-01"))["hypotheses"][0]["state"];
}

}  // namespace

TEST_CASE("a frozen journal that nobody touched is scored as it was frozen") {
  const Frozen frozen;
  const auto r = frozen.result(after);
  CHECK(r["frozen"]["unchanged"] == 2);
  CHECK(r["frozen"]["changed"] == 0);
  CHECK(r["frozen"]["removed"] == Json::array());
  CHECK(r["hypotheses"][0]["state"] == "failed");
  CHECK(r["hypotheses"][1]["state"] == "held");
  CHECK(r["score"]["brier"]["value"].get<double>() == Approx((0.81 + 0.04) / 2).epsilon(1e-12));  // by hand
  CHECK(frozen.against(after, {"--gate=bound"}).code == 0);
}

TEST_CASE("another way to write the same number changes nothing, another number does, and both are said") {
  const Frozen frozen;
  CHECK(frozen.result(head + row("a", ">=", "0.97", "0.9", "0.962", "2026-10-01") + row("b", "at_most", "0.02", "80%"))["frozen"]["unchanged"] == 2);
  const auto r = frozen.result(head + row("a", "at_least", "96%", "90%", "96.2%", "2026-10-01") + row("c", "below", "2%", "80%", "1%", "2026-10-01"));
  CHECK(r["frozen"]["changed"] == 1);
  CHECK(r["frozen"]["removed"] == Json({"b"}));
  CHECK(r["frozen"]["added"] == 1);
  CHECK(r["hypotheses"][0]["changed"] == Json::parse(R"([{"column": "threshold", "was": "0.97", "is": "0.96"}])"));
  CHECK(r["score"].is_null());
  CHECK(r["score_why"] == "no hypothesis with an outcome stands as it was frozen");
}

TEST_CASE("the gate fails for what was changed, removed or is overdue, and with =bound for what was added") {
  const Frozen frozen;
  const std::string a = row("a", "at_least", "97%", "90%", "96.2%", "2026-10-01"), b = row("b", "below", "2%", "80%", "1%", "2026-10-01");
  CHECK(frozen.against(head + a + b, {"--gate"}).code == 0);
  CHECK(frozen.against(head + a + row("b", "below", "3%", "80%", "1%", "2026-10-01"), {"--gate"}).code == 1);
  CHECK(frozen.against(head + a, {"--gate"}).code == 1);
  CHECK(frozen.against(head + a + row("b", "below", "2%", "80%"), {"--gate"}).code == 1);
  const std::string added = head + a + b + row("c", "below", "2%", "80%", "1%", "2026-10-01");
  CHECK(frozen.against(added, {"--gate"}).code == 0);
  const auto bound = frozen.against(added, {"--gate=bound"});
  CHECK(bound.code == 1);
  CHECK_THAT(bound.out, Catch::Contains("1 hypothesis was added after freezing and is not scored: \"c\"."));  // and the journal is shown all the same
}

TEST_CASE("a gate without record and without a day has nothing to judge") {
  const auto outcome = run(Files{{"hypotheses.csv", before}}, {"journal", "case", "--gate", "--quiet"});
  CHECK(outcome.code == 4);
  CHECK(outcome.out == "");
  CHECK(outcome.err == "premortem: --gate has nothing to judge: give --against for what was changed, or --as-of for what is overdue\n");
  CHECK(run(Files{{"hypotheses.csv", before}}, {"journal", "case", "--gate", "--as-of", "2026-09-30"}).code == 0);
  CHECK(run(Files{{"hypotheses.csv", before}}, {"journal", "case", "--gate", "--as-of", "2026-10-01"}).code == 1);
}

TEST_CASE("what is known or was due is not frozen and is named, and where nothing is left that is the answer") {
  const std::string rows = head + row("a", "at_least", "97%", "90%", "98%", "2026-07-01") + row("b", "below", "2%", "80%");
  const auto some = run(Files{{"hypotheses.csv", rows}}, {"journal", "case", "--freeze"});
  CHECK(some.code == 0);
  CHECK_THAT(some.err, Catch::EndsWith("not frozen: \"a\": its outcome is known\n"));
  const auto result = Json::parse(some.out)["result"];
  CHECK(result["hypotheses"].size() == 1);
  CHECK(result["not_frozen"] == Json::parse(R"([{"id": "a", "why": "its outcome is known"}])"));
  const auto none = run(Files{{"hypotheses.csv", after}}, {"journal", "case", "--freeze", "--quiet"});
  CHECK(none.code == 4);
  CHECK(none.out == "");
  CHECK(none.err == "premortem: no hypothesis can be frozen any more: \"a\" (its outcome is known), \"b\" (its outcome is known)\n");
  const auto due = run(Files{{"hypotheses.csv", before}}, {"journal", "case", "--freeze", "--as-of", "2026-10-01", "--quiet"});
  CHECK(due.code == 4);
  CHECK_THAT(due.err, Catch::Contains("\"a\" (it was due on 2026-09-30, before 2026-10-01)"));
}

TEST_CASE("a record that was tampered with is refused, and nothing is scored") {
  const Frozen frozen;
  auto text = frozen.place.read("frozen.json");
  const auto at = text.find("\"threshold\": 0.97");
  REQUIRE(at != std::string::npos);
  frozen.place.write("frozen.json", text.replace(at, 17, "\"threshold\": 0.95"));
  const auto outcome = frozen.against(after);
  CHECK(outcome.code == 3);
  CHECK(outcome.out == "");
  CHECK_THAT(outcome.err, Catch::StartsWith("frozen.json:") && Catch::Contains(": error[frozen]: the cells of the hypothesis \"a\" have the hash ") && Catch::EndsWith("1 error\n"));
  frozen.place.write("frozen.json", "{");
  CHECK(frozen.against(after).err == "frozen.json:1: error[frozen]: it is not JSON; give the file that premortem journal --freeze wrote\n1 error\n");
  const auto missing = run(frozen.place, {"journal", "case", "--against", "none.json", "--quiet"});
  CHECK(missing.code == 5);
  CHECK(missing.err == "premortem: none.json: error[file]: cannot be opened: No such file or directory\n");
}

TEST_CASE("a record is replaced neither without --force nor by what was compared with it") {
  const Frozen frozen;
  const auto again = run(frozen.place, {"journal", "case", "--freeze", "--quiet", "-o", "frozen.json"});
  CHECK(again.code == 2);
  CHECK(again.err == "premortem: frozen.json exists; add --force to replace it\n");
  const auto over = run(frozen.place, {"journal", "case", "--against", "frozen.json", "-o", "frozen.json", "--force", "--quiet"});
  CHECK(over.code == 2);
  CHECK(over.err == "premortem: frozen.json is an input of this run; choose another output\n");
  CHECK(over.unchanged);
}

TEST_CASE("options that contradict each other are a usage error") {
  const std::vector<std::pair<std::vector<std::string>, std::string>> table{
      {{"--freeze", "--against", "x"}, "--freeze and --against exclude each other: freeze first, compare later"},
      {{"--freeze", "--gate"}, "--freeze and --gate exclude each other: freeze first, compare later"},
      {{"--freeze", "--set", "hypotheses.a.probability=1%"}, "--freeze takes what stands in the files; leave --set out"},
      {{"--freeze", "--format", "csv"}, "--freeze writes JSON; leave --format out"},
      {{"--explain", "x"}, "journal explains no number; give --explain to harm, report or trigger"},
      {{"--gate=maybe"}, "--gate is \"maybe\", expected --gate or --gate=bound"}};
  for (const auto& [options, error] : table) {
    INFO(error);
    std::vector<std::string> words{"journal", "case"};
    words.insert(words.end(), options.begin(), options.end());
    const auto outcome = run(Files{{"hypotheses.csv", before}}, words);
    CHECK(outcome.code == 2);
    CHECK(outcome.out == "");
    CHECK(outcome.err == "premortem: " + error + "\n");
  }
  CHECK(run(Files{}, {"journal"}).err == "premortem: which case? usage: premortem journal <case>\n");
  const auto empty = run(Files{{"harms.csv", refund_chain}}, {"journal", "case", "--quiet"});
  CHECK(empty.code == 4);
  CHECK(empty.err == "premortem: the case states no hypothesis and no intervention; add hypotheses.csv or interventions.csv\n");
  CHECK(run(Files{{"interventions.csv", "date,feature,kind\n2026-07-01,f,killed\n"}}, {"journal", "case", "--freeze"}).err == "premortem: the case states no hypothesis; add hypotheses.csv\n");
}

TEST_CASE("every spelling of a direction has its one reading, and the threshold itself counts as held") {
  for (const auto* word : {"at_least", "at least", ">=", "\u2265", "above", "up", "Above"}) {
    INFO(word);
    CHECK(state_of(word, "97%", "97%") == "held");
    CHECK(state_of(word, "97%", "96.9%") == "failed");
    CHECK(state_of(word, "97%", "97.1%") == "held");
  }
  for (const auto* word : {"at_most", "at most", "<=", "\u2264", "below", "down"}) {
    INFO(word);
    CHECK(state_of(word, "2%", "2%") == "held");
    CHECK(state_of(word, "2%", "2.1%") == "failed");
    CHECK(state_of(word, "2%", "1.9%") == "held");
  }
}

TEST_CASE("an outcome is a measured value or a word for whether it held") {
  for (const auto* word : {"yes", "true", "held", "Yes", "TRUE"}) CHECK(state_of("below", "2%", word) == "held");
  for (const auto* word : {"no", "false", "failed", "No"}) CHECK(state_of("below", "2%", word) == "failed");
  const auto zero = run(Files{{"hypotheses.csv", head + row("a", "at_most", "1", "50%", "0", "2026-10-01")}}, {"journal", "case"});
  CHECK_THAT(zero.err, Catch::Contains("hypotheses.csv:2:9  \"0\" is the measured value of \"share\", not no; so the hypothesis held\n"));
}

TEST_CASE("an empty outcome, ? and TBD are not known") {
  for (const auto* unknown : {"", "?", "TBD"}) CHECK(score_of(row("a", "below", "2%", "50%", unknown))["counts"]["open"] == 1);
}

TEST_CASE("what is said of sure things and of hundredfold slips is a warning") {
  const auto sure = run(Files{{"hypotheses.csv", head + row("a", "at_most", "3", "1", "5", "2026-10-01")}}, {"journal", "case"});
  CHECK(sure.code == 0);
  CHECK_THAT(sure.err, Catch::Contains("hypotheses.csv:2:8: warning[certain]: the probability is \"1\", which says that nothing can change it; one surprise then costs the most a hypothesis can cost; write 1% or 99% if it can be wrong\n"));
  CHECK_THAT(run(Files{{"hypotheses.csv", head + row("a", "at_least", "0.97", "90%", "96.2", "2026-10-01")}}, {"journal", "case"}).err,
             Catch::Contains("hypotheses.csv:2:9: warning[unit]: the outcome is \"96.2\" and the threshold \"0.97\", about a hundred times apart; if one of them is a percentage, write it with %\n"));
}

TEST_CASE("the latest check is today where no date is given, also for the other verbs") {
  const Files files{{"harms.csv", refund_chain}, {"hypotheses.csv", after}};
  for (const auto* verb : {"journal", "harm"}) CHECK(Json::parse(run(files, {verb, "case", "--format", "json", "--quiet"}).out)["as_of"] == "2026-10-01");
  CHECK(Json::parse(run(Files{{"hypotheses.csv", before}}, {"journal", "case", "--format", "json", "--quiet"}).out)["as_of"].is_null());
}

TEST_CASE("one hypothesis is changed for one run, and what it moves is shown") {
  const auto outcome = run(Files{{"hypotheses.csv", after}}, {"journal", "case", "--quiet", "--format", "json", "--set", "hypotheses.a.outcome=98%"});
  REQUIRE(outcome.code == 0);
  const auto r = Json::parse(outcome.out)["result"];
  CHECK(r["base"]["score"]["held"] == 1);
  CHECK(r["score"]["held"] == 2);
  CHECK(r["difference"][1] == Json::parse(R"({"name": "journal.score.held", "base": 1.0, "changed": 2.0, "difference": 1.0})"));
  CHECK(run(Files{{"hypotheses.csv", after}}, {"journal", "case", "--set", "hypotheses.a=98%"}).err ==
        "premortem: --set \"hypotheses.a\" names a row of hypotheses.csv, expected one of its columns, such as hypotheses.a.probability\n");
}

TEST_CASE("the order of the rows changes no number") {
  const auto one = score_of(row("a", "at_least", "97%", "90%", "98%", "2026-10-01") + row("b", "below", "2%", "70%", "3%", "2026-10-01") + row("c", "below", "2%", "35%", "1%", "2026-10-01"));
  const auto two = score_of(row("c", "below", "2%", "35%", "1%", "2026-10-01") + row("a", "at_least", "97%", "90%", "98%", "2026-10-01") + row("b", "below", "2%", "70%", "3%", "2026-10-01"));
  CHECK(one["score"] == two["score"]);
}

TEST_CASE("hypotheses and interventions may each come alone, as one file or on standard input") {
  const Workplace place(Files{{"mine.csv", after}, {"interventions.csv", "date,feature,kind,harm_avoided\n2026-07-01,f,killed,\n2026-10-01,g,guarded,20-50\n"}});
  CHECK(run(place, {"journal", "case/mine.csv", "--quiet"}).code == 0);
  CHECK(run(place, Invocation{{"journal", "-", "--quiet"}, after}).code == 0);
  const auto alone = run(place, {"journal", "case/interventions.csv", "--quiet"});
  CHECK(alone.code == 0);
  CHECK_THAT(alone.out, Catch::Contains("2026 Q3       1       0        0                           0 of 1\n2026 Q4       0       0        1                 20    50  1 of 1\n") &&
                            !Catch::Contains("Score"));
}
