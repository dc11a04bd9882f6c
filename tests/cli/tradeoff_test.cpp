// The verb tradeoff: what it takes, its exit codes, and that nothing but the rows decides its bytes.
#include <catch2/catch.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

const std::string header = "score,label,cohort,value\n";
const std::vector<std::string> rows{"0.9,1,a,3\n", "0.8,1,b,1\n", "0.8,0,a,2\n", "0.7,1,c,5\n", "0.6,0,b,1\n", "0.5,1,a,2\n", "0.5,0,c,4\n", "0.3,0,b,1\n", "0.2,0,a,7\n", "0.1,0,c,1\n"};
const std::string costs = "name,best\ncost_per_false_positive,5\ncost_per_false_negative,20\nvolume_per_day,100\n";

std::string joined(const std::vector<std::string>& lines) {
  std::string text = header;
  for (const auto& l : lines) text += l;
  return text;
}

Files rows_with(const std::string& assumptions) { return {{"predictions.csv", joined(rows)}, {"assumptions.csv", "name,best\n" + assumptions}}; }
Files priced() { return {{"predictions.csv", joined(rows)}, {"assumptions.csv", costs}}; }

Outcome tradeoff(const Files& files, std::vector<std::string> options = {}) {
  options.insert(options.begin(), {"tradeoff", "case"});
  return run(files, options);
}

Json document(const Files& files, std::vector<std::string> options = {}) {
  options.insert(options.end(), {"--format", "json", "--quiet"});
  const auto outcome = tradeoff(files, options);
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return Json::parse(outcome.out);
}

}  // namespace

TEST_CASE("a folder, a single file and standard input say the same") {
  const auto folder = document({{"predictions.csv", joined(rows)}})["result"];
  const Workplace place({{"predictions.csv", joined(rows)}});
  const auto file = run(place, {"tradeoff", "case/predictions.csv", "--format", "json"});
  const auto piped = run(place, Invocation{{"tradeoff", "-", "--format", "json"}, joined(rows)});
  for (const auto* outcome : {&file, &piped}) {
    CHECK(outcome->code == 0);
    CHECK(outcome->err == "");
    CHECK(outcome->unchanged);
    CHECK(Json::parse(outcome->out)["result"] == folder);
  }
}

TEST_CASE("rows in another order give the same bytes, but for the hash of the file") {
  for (const auto& assumptions : {std::string(), costs, costs + "cost_per_review,1\npositive_rate,0.1\n"}) {
    Files files{{"predictions.csv", joined(rows)}};
    if (!assumptions.empty()) files["assumptions.csv"] = assumptions;
    auto first = document(files);
    std::vector<std::string> order = rows;
    for (int turn = 0; turn < 3; ++turn) {
      std::rotate(order.begin(), order.begin() + 3, order.end());
      std::swap(order[0], order[7]);
      files["predictions.csv"] = joined(order);
      auto other = document(files);
      other["inputs"] = first["inputs"];
      CHECK(other.dump() == first.dump());
    }
  }
}

TEST_CASE("any number of threads gives the same bytes") {
  Files files = priced();
  std::string text = header;
  for (int i = 0; i < 20000; ++i) text += "0." + std::to_string(100 + i * 7919 % 900) + "," + (i * 31 % 7 < 2 ? "1" : "0") + "," + "abc"[i % 3] + "," + std::to_string(i % 11) + "\n";
  files["predictions.csv"] = text;
  for (const char* format : {"table", "json", "csv", "md"}) {
    INFO(format);
    const auto plain = tradeoff(files, {"--format", format});
    CHECK(plain.code == 0);
    for (const char* jobs : {"2", "3", "8"}) {
      const auto other = tradeoff(files, {"--format", format, "--jobs", jobs});
      CHECK(other.out == plain.out);
      CHECK(other.err == plain.err);
    }
  }
}

TEST_CASE("a mapped column is read, and one that is not known is named once") {
  const Files files{{"predictions.csv", "model_p,label,model\n0.9,1,x\n0.2,0,x\n"}};
  const auto outcome = tradeoff(files, {"--column", "score=model_p", "--format", "json"});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "predictions.csv:1: warning[left_alone]: columns that are not read: model\n");
  CHECK(Json::parse(outcome.out)["result"]["auc"]["value"] == 1.0);
}

TEST_CASE("rows without a score or a label are left out, counted and said") {
  const auto outcome = tradeoff({{"predictions.csv", "score,label\n0.9,1\n,0\nNA,1\n0.3,\n0.2,0\n,\n"}}, {"--format", "json"});
  CHECK(outcome.code == 0);
  CHECK(outcome.err ==
        "predictions.csv:3: warning[excluded]: 2 rows without a score are left out, this one first; a row counts once both its score and its label are known\n"
        "predictions.csv:5: warning[excluded]: 1 row without a label is left out, this one first; a row counts once both its score and its label are known\n");
  const auto json = Json::parse(outcome.out);
  CHECK(json["inputs"][0]["rows"] == 6);
  CHECK(json["inputs"][0]["used"] == 2);
  CHECK(json["inputs"][0]["excluded"] == 4);
  CHECK(json["result"]["rows"] == 2);
}

TEST_CASE("one label only, or one score only, is answered") {
  const auto positives = document({{"predictions.csv", "score,label\n0.9,1\n0.4,1\n"}, {"assumptions.csv", costs}})["result"];
  CHECK(positives["auc"].is_null());
  CHECK(positives["auc_why"] == "the rows are all of one label");
  CHECK(positives["recommended"]["threshold"] == 0.4);
  const auto negatives = document({{"predictions.csv", "score,label\n0.9,0\n0.4,0\n"}, {"assumptions.csv", costs}})["result"];
  CHECK(negatives["recommended"]["threshold"].is_null());
  CHECK(negatives["average_precision_why"] == "no row is positive");
  const auto equal = document({{"predictions.csv", "score,label\n0.5,0\n0.5,1\n"}})["result"];
  CHECK(equal["auc"]["value"] == 0.5);
  CHECK(equal["auc"]["low"].is_null());
  CHECK(equal["operating_points"].size() == 2);
}

TEST_CASE("a live mix with a label that the rows do not have cannot be computed") {
  const auto outcome = tradeoff({{"predictions.csv", "score,label\n0.9,1\n0.4,1\n"}, {"assumptions.csv", costs + "positive_rate,0.1\n"}});
  CHECK(outcome.code == 4);
  CHECK(outcome.err == "premortem: the scored rows have no negatives, and live traffic has\n");
  CHECK(document({{"predictions.csv", "score,label\n0.9,1\n0.4,0\n"}, {"assumptions.csv", costs + "positive_rate,0\n"}})["result"]["verdict"] == "ship");
}

TEST_CASE("thresholds are those asked for, in the order asked for") {
  const auto points = document(priced(), {"--thresholds", "0.7,0.65,-2,5"})["result"]["operating_points"];
  REQUIRE(points.size() == 4);
  CHECK(points[0]["threshold"] == 0.7);
  CHECK(points[1]["tp"] == points[0]["tp"]);
  CHECK(points[2]["fn"] == 0);
  CHECK(points[3]["tp"] == 0);
}

TEST_CASE("thresholds that are no numbers are refused before anything is read") {
  for (const auto& [written, part] : std::vector<std::pair<std::string, std::string>>{{"a", "a"}, {"0.1,,0.2", ""}, {"0.1,", ""}, {"", ""}, {"nan", "nan"}, {"1e400", "1e400"}, {"-", "-"}}) {
    INFO(written);
    const auto outcome = tradeoff({{"predictions.csv", "no,columns\n"}}, {"--thresholds", written});
    CHECK(outcome.code == 2);
    CHECK(outcome.out == "");
    CHECK(outcome.err == "premortem: --thresholds is \"" + part + "\", expected numbers separated by commas, such as 0.1,0.2\n");
    CHECK(outcome.unchanged);
  }
}

TEST_CASE("the gate passes on ship, fails on stop, and with bound on hold too") {
  CHECK(tradeoff(priced(), {"--gate"}).code == 0);
  CHECK(tradeoff(priced(), {"--gate=bound"}).code == 0);
  const Files open{{"predictions.csv", joined(rows)}};  // no costs: hold
  CHECK(tradeoff(open, {"--gate"}).code == 0);
  CHECK(tradeoff(open, {"--gate=bound"}).code == 1);
  const auto stopped = rows_with("min_recall,0.999\n");
  CHECK(tradeoff(stopped).code == 0);
  for (const char* gate : {"--gate", "--gate=point", "--gate=bound"}) {
    INFO(gate);
    const auto outcome = tradeoff(stopped, {gate});
    CHECK(outcome.code == 1);
    CHECK_THAT(outcome.out, Catch::Contains("Stop: "));
  }
  CHECK(tradeoff(priced(), {"--gate=often"}).code == 2);
}

TEST_CASE("for continuous integration a stop fails, a hold is skipped and a ship passes") {
  CHECK_THAT(tradeoff(priced(), {"--format", "junit"}).out, Catch::Contains("failures=\"0\" skipped=\"0\""));
  CHECK_THAT(tradeoff({{"predictions.csv", joined(rows)}}, {"--format", "junit"}).out, Catch::Contains("<skipped message=\"Hold: what a miss costs"));
  CHECK_THAT(tradeoff(rows_with("min_recall,0.999\n"), {"--format", "junit"}).out, Catch::Contains("<failure message=\"Stop: "));
  CHECK_THAT(tradeoff(priced(), {"--format", "github"}).out, Catch::StartsWith("::notice title=premortem tradeoff%3A case::Ship"));
}

TEST_CASE("a changed assumption is shown beside what it was") {
  const auto result = document(priced(), {"--set", "cost_per_false_positive=100"})["result"];
  CHECK(result["set"] == Json::array({"cost_per_false_positive=100"}));
  CHECK(result["base"]["recommended"]["threshold"] != result["recommended"]["threshold"]);
  CHECK(result["difference"].size() > 0);
}

TEST_CASE("the date taken as today is that of the latest row, unless another is given") {
  const Files files{{"predictions.csv", "score,label,date\n0.9,1,2026-03-02\n0.2,0,2026-02-28\n"}};
  CHECK(document(files)["as_of"] == "2026-03-02");
  CHECK(document(files, {"--as-of", "2026-04-01"})["as_of"] == "2026-04-01");
}

TEST_CASE("an assumption that expired before today holds, one that was not used does not") {
  const std::string expiring = "name,best,expires\ncost_per_false_positive,5,2026-02-01\ncost_per_false_negative,20,\nother,1,2020-01-01\n";
  const Files files{{"predictions.csv", "score,label,date\n0.9,1,2026-03-02\n0.2,0,2026-02-28\n"}, {"assumptions.csv", expiring}};
  CHECK(document(files)["result"]["sentence"] == "Hold: the estimate \"cost_per_false_positive\" (assumptions.csv:2) expired on 2026-02-01.");
  CHECK(document({{"predictions.csv", joined(rows)}, {"assumptions.csv", expiring}})["result"]["verdict"] == "ship");  // no date is today
  CHECK(document({{"predictions.csv", joined(rows)}, {"assumptions.csv", expiring}}, {"--as-of", "2026-02-02"})["result"]["verdict"] == "hold");
}

TEST_CASE("a number of the trade-off is explained by its formula, its rows and its cells") {
  const auto outcome = tradeoff(priced(), {"--explain", "recommended.cost_per_year", "--format", "json", "--quiet"});
  REQUIRE(outcome.code == 0);
  const auto explained = Json::parse(outcome.out)["result"]["explanation"];
  CHECK(explained["name"] == "tradeoff.recommended.cost_per_year");
  CHECK(explained["value"] == document(priced())["result"]["recommended"]["cost_per_year"]);
  CHECK_THAT(explained.dump(), Catch::Contains("assumptions.csv") && Catch::Contains("volume_per_day") && Catch::Contains("10 of predictions.csv, 4 of them positive"));
}

TEST_CASE("a number that has no such name is refused with the nearest, and what is absent says why") {
  const auto unknown = tradeoff(priced(), {"--explain", "recommended.cost_a_year"});
  CHECK(unknown.code == 2);
  CHECK(unknown.err.find("did you mean \"tradeoff.recommended.cost_per_year\"?") != std::string::npos);
  const auto absent = tradeoff(priced(), {"--explain", "certified.threshold", "--quiet"});
  CHECK(absent.code == 0);
  CHECK_THAT(absent.out, Catch::Contains("neither min_recall nor min_precision is stated"));
  CHECK(tradeoff(priced(), {"--explain", "auc", "--format", "junit"}).code == 2);
}

TEST_CASE("a case with neither rows nor options cannot be computed") {
  const auto outcome = tradeoff({{"gates.csv", "gate,verdict\nprivacy,pass\n"}});
  CHECK(outcome.code == 4);
  CHECK(outcome.out == "");
  CHECK(outcome.err == "premortem: the case has neither scored rows nor options; add predictions.csv (columns score, label) or options.csv (columns option, recall, cost_per_year)\n");
}

TEST_CASE("without a recommended point no mark is explained") {
  CHECK_THAT(tradeoff({{"predictions.csv", joined(rows)}}).out, !Catch::Contains("> recommended"));
  CHECK_THAT(tradeoff(priced()).out, Catch::Contains("> recommended"));
}

TEST_CASE("check says what can be computed of scored rows alone") {
  const auto outcome = run(Files{{"predictions.csv", joined(rows)}}, {"check", "case", "--format", "json", "--quiet"});
  CHECK(outcome.code == 0);
  const auto json = Json::parse(outcome.out);
  bool found = false;
  for (const auto& c : json["result"]["capabilities"])
    if (c["part"] == "operating points and their limits") found = c["possible"].get<bool>();
  CHECK(found);
}

TEST_CASE("what a model knows by name may be stated on the command line alone") {
  const Files bare{{"predictions.csv", joined(rows)}};
  const auto of_words = document(bare, {"--set", "cost_per_false_positive=5", "--set", "cost_per_false_negative=20", "--set", "volume_per_day=100"})["result"];
  CHECK(of_words["recommended"]["cost_per_year"] == document(priced())["result"]["recommended"]["cost_per_year"]);
  CHECK(of_words["base"]["recommended"].is_null());
  const auto unknown = tradeoff(bare, {"--set", "cost_per_false_postive=5"});
  CHECK(unknown.code == 2);
}

TEST_CASE("what keeps options from being compared is named, not what is there") {
  const Files files{{"options.csv", "option,precision,recall\nA,0.9,0.8\n"}, {"assumptions.csv", "name,best\nvolume_per_day,10K\npositive_rate,4%\ncost_per_false_negative,50\ncost_per_false_positive,2\n"}};
  const auto outcome = run(files, {"tradeoff", "case", "--quiet"});
  CHECK_THAT(outcome.out, Catch::Contains("complete options.csv") && Catch::Contains("cost_per_year is not stated") && !Catch::Contains("add cost_per_false_negative"));
}

TEST_CASE("a value outside its domain is named by what states it: its row, the command line, or the cell that the command line changes") {
  for (const auto& [words, place] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{}, "assumptions.csv:2"},
           {{"--set", "cost_per_false_positive=-3"}, "--set cost_per_false_positive=-3"},
           {{"--set", "cost_per_false_positive.best=-3"}, "--set cost_per_false_positive.best=-3"}}) {
    const auto outcome = tradeoff(rows_with("cost_per_false_positive,-3\n"), words);
    CHECK(outcome.code == 4);
    CHECK(outcome.err.ends_with("premortem: cost_per_false_positive (" + place + ") is -3, expected 0 or more\n"));
  }
}

TEST_CASE("shares and percentages among the scores are said, a scale that is used throughout is not") {
  const auto is_said = [](const std::vector<std::string>& scores) {
    std::string text = "score,label\n";
    for (std::size_t i = 0; i < scores.size(); ++i) text += scores[i] + "," + (i % 2 == 0 ? "1" : "0") + "\n";
    const auto findings = document({{"predictions.csv", text}})["result"]["findings"];
    return std::any_of(findings.begin(), findings.end(), [](const Json& f) { return f["kind"] == "mixed_scores" && f["alarm"] == true; });
  };
  CHECK(is_said({"90", "0.4", "0.5", "0.3"}));
  CHECK(is_said({"91", "85", "0.92", "0.88"}));
  for (const std::vector<std::string>& scores : {std::vector<std::string>{"0.9", "0.4", "0.5", "0.3"}, {"90", "4", "0.5", "3"}, {"90", "40", "50", "30"}, {"-3", "2", "0.5", "20"}, {"900", "0.4", "0.5", "0.3"}})
    CHECK_FALSE(is_said(scores));
}
