// The verb memo: the same choice as tradeoff makes, in words that can be read aloud, in every form.
#include <catch2/catch.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;
using Catch::Contains;
using Json = nlohmann::json;

namespace {

const std::string options =
    "option,recall,review_share,cost_per_year,rejected_because\n"
    "good,94%,5%,$2.58M,\n"
    "better,95%,8%,$4.13M,\n"
    "best,99%,40%,$20.64M,people wait\n";
const std::string assumptions =
    "name,best\nvolume_per_day,82135.5236\npositive_rate,4%\ncost_per_false_negative,$55\nbudget_per_year,$3M\n";

Files priced() { return {{"options.csv", options}, {"assumptions.csv", assumptions}}; }

Json memo(const Files& files, std::vector<std::string> words = {}) {
  words.insert(words.begin(), {"memo", "case", "--format", "json", "--quiet"});
  const auto outcome = run(files, words);
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return Json::parse(outcome.out);
}

}  // namespace

TEST_CASE("a memo asks why this one and not the best, and answers with the case's numbers") {
  const auto result = memo(priced())["result"];
  CHECK(result["question"] == "Why 94% and not 99%?");
  CHECK(result["tradeoff"]["choice"]["option"] == "good");
  const std::string say_it = result["say_it"]["sentence"];
  CHECK_THAT(say_it, Contains("From 94% to 99%, the last 5 points cost $18.1M a year") && Contains("inside the budget") && Contains("misses 72,000 a year"));
  CHECK_THAT(say_it, Contains("Catching 12,000 more costs $129 each."));
}

TEST_CASE("what a memo says aloud takes less than 45 seconds, and says how long") {
  const auto said = memo(priced())["result"]["say_it"];
  const std::string sentence = said["sentence"];
  const auto words = 1 + std::count(sentence.begin(), sentence.end(), ' ');
  CHECK(said["seconds"].get<double>() == Approx(static_cast<double>(words) / 2.5));
  CHECK(said["seconds"].get<double>() < 45);
}

TEST_CASE("every option that is not chosen is rejected with a reason") {
  const auto rejected = memo(priced())["result"]["rejected"];
  REQUIRE(rejected.size() == 2);
  CHECK(rejected[0] == Json{{"option", "better"}, {"why", "over the budget of $3M"}});
  CHECK(rejected[1] == Json{{"option", "best"}, {"why", "people wait; over the budget of $3M"}});
}

TEST_CASE("the memo, the page and the verb tradeoff agree on every number") {
  const auto of_memo = memo(priced())["result"]["tradeoff"];
  const auto page = run(priced(), {"report", "case", "--format", "json", "--quiet"}), verb = run(priced(), {"tradeoff", "case", "--format", "json", "--quiet"});
  CHECK(of_memo == Json::parse(page.out)["result"]["tradeoff"]);
  CHECK(of_memo == Json::parse(verb.out)["result"]);
}

TEST_CASE("hypotheses stand in the memo with their dates, and a memo without any says so") {
  auto files = priced();
  CHECK_THAT(memo(files)["result"]["missing"].dump(), Contains("hypotheses.csv"));
  files["hypotheses.csv"] =
      "id,written,hypothesis,metric,direction,threshold,due,probability\nh1,2026-01-02,contained stays high,contained,at_least,97%,2026-03-31,90%\n";
  CHECK(memo(files)["result"]["hypotheses"] == Json{"Check by 2026-03-31: contained stays high (contained at least 0.97; I say 90%)"});
}

TEST_CASE("a page needs no failure mode where there is a trade-off, and its decision is the worse of both") {
  const auto page = run(priced(), {"report", "case", "--quiet"});
  CHECK(page.code == 0);
  CHECK_THAT(page.out, Contains("Ship \"good\"."));
  auto files = priced();
  files["gates.csv"] = "gate,verdict\nlegal,fail\n";
  const auto stopped = run(files, {"report", "case", "--quiet", "--gate"});
  CHECK(stopped.code == 1);
  CHECK_THAT(stopped.out, Contains("Stop \"good\": the gate \"legal\" failed."));
}

TEST_CASE("the page, the memo and the trade-off take the same option: the cheapest that the limits of harm let ship") {
  auto files = priced();
  files["harms.csv"] =
      "failure_mode,stage,low,high,unit,option\n"
      "refund,users,1000,1000,people per year,good\nrefund,wrong,0.5,0.6,share,good\n"
      "refund,users,1000,1000,people per year,better\nrefund,wrong,0.01,0.02,share,better\n"
      "refund,users,1000,1000,people per year,best\nrefund,wrong,0.01,0.02,share,best\n";
  files["failure_modes.csv"] = "failure_mode,harm_cap,monitor\nrefund,100,m\n";
  files["assumptions.csv"] = "name,best\nvolume_per_day,82135.5236\npositive_rate,4%\ncost_per_false_negative,$55\n";
  const auto result = memo(files)["result"];
  CHECK(result["tradeoff"]["choice"]["option"] == "better");
  CHECK_THAT(result["decision"]["sentence"].get<std::string>(), Contains("Ship \"better\""));
  CHECK_THAT(result["rejected"][0]["why"].get<std::string>(), Contains("over the cap of 100"));
  const auto page = Json::parse(run(files, {"report", "case", "--format", "json", "--quiet"}).out)["result"];
  CHECK(page["decision"]["sentence"] == result["decision"]["sentence"]);
  CHECK(Json::parse(run(files, {"tradeoff", "case", "--format", "json", "--quiet"}).out)["result"]["choice"]["option"] == "better");
}

TEST_CASE("an assumption that nothing reads is named with what was meant") {
  auto files = priced();
  files["assumptions.csv"] += "budget,$1M\ncost_per_false_postive,2\n";
  const auto cautions = memo(files)["result"]["cautions"].dump();
  CHECK_THAT(cautions, Contains("Nothing reads \\\"budget\\\" (assumptions.csv:6); did you mean \\\"budget_per_year\\\"?"));
  CHECK_THAT(cautions, Contains("did you mean \\\"cost_per_false_positive\\\"?"));
}

TEST_CASE("a memo that may not ship says so before it sells") {
  auto files = priced();
  files["gates.csv"] = "gate,verdict\nlegal,fail\n";
  CHECK_THAT(memo(files)["result"]["say_it"]["sentence"].get<std::string>(), Catch::StartsWith("We stop: the gate \"legal\" failed."));
}

TEST_CASE("a memo of scored rows alone asks where to act") {
  const Files files{{"predictions.csv", "score,label\n0.9,1\n0.8,1\n0.7,0\n0.2,0\n"}, {"assumptions.csv", "name,best\nvolume_per_day,10\ncost_per_false_negative,5\ncost_per_false_positive,2\n"}};
  const auto result = memo(files)["result"];
  CHECK(result["question"] == "Why not catch everything?");
  CHECK_THAT(result["say_it"]["sentence"].get<std::string>(), Contains("We act on 50% of what comes. That catches 100% of what we look for"));
}

TEST_CASE("a case without anything to compare has no memo, and no number is explained there") {
  const auto bare = run(Files{{"harms.csv", refund_chain}}, {"memo", "case"});
  CHECK(bare.code == 4);
  CHECK_THAT(bare.err, Contains("a memo needs options to compare"));
  const auto unpriced = run(Files{{"options.csv", "option,recall\na,90%\nb,95%\n"}}, {"memo", "case"});
  CHECK(unpriced.code == 4);
  CHECK_THAT(unpriced.err, Contains("nothing says what an error, a point or an option is worth"));
  CHECK(run(priced(), {"memo", "case", "--explain", "x"}).code == 2);
}

TEST_CASE("hostile names of options are text in every form of a memo") {
  auto files = priced();
  files["options.csv"] = "option,recall,cost_per_year\n<script>alert(1)</script>,94%,1\n=cmd|x,95%,2\n";
  const auto html = run(files, {"memo", "case", "--format", "html", "--quiet"});
  CHECK(html.code == 0);
  CHECK_THAT(html.out, !Contains("<script>") && Contains("default-src 'none'"));
  CHECK_THAT(run(files, {"memo", "case", "--format", "csv", "--quiet"}).out, Contains("'=cmd|x"));
  CHECK_THAT(run(files, {"memo", "case", "--format", "md", "--quiet"}).out, !Contains("<script>"));
}
