// Every JSON document that the program writes is one that docs/schema describes, and the schemas refuse others.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "json_schema.hpp"
#include "made_cases.hpp"
#include "made_latencies.hpp"
#include "made_tradeoffs.hpp"
#include "program_run.hpp"

using namespace premortem::testing;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

const JsonSchema& schema(const std::string& name) {
  static std::map<std::string, JsonSchema> parsed;
  return parsed.try_emplace(name, name).first->second;
}

/// Numbers that JSON does not have are no JSON: the parser refuses them; and the library that writes them turns
/// them into null, which then lacks its why.
Json document(std::vector<std::string> words, int expected_code = 0) {
  for (const auto* word : {"--format", "json", "--quiet"}) words.push_back(word);
  if (words.front() != "check") words.insert(words.end(), {"--samples", "1000"});
  const Answer answer = run_program(words);
  CHECK(answer.code == expected_code);
  return Json::parse(answer.output);
}

void check_document(const std::string& name, const Json& json) {
  CHECK(schema(name).findings(json) == "");
  CHECK(unexplained_nulls(json) == std::vector<std::string>{});
}

/// A failure mode as --explain calls it.
std::string title_of(const Json& mode) {
  const std::string name = mode["name"], option = mode["option"];
  return option.empty() ? name : name + " (" + option + ")";
}

/// The names that --explain takes, of every mode of a harm document.
std::vector<std::string> explainable(const Json& harm) {
  std::vector<std::string> names;
  for (const auto& mode : harm["result"]["failure_modes"])
    for (const auto* item :
         {"harmed.point", "with_mitigation.bound.high", "harmed.bound.low", "harmed.bound.high", "harmed.one_period.high", "harmed.independent.mean",
          "harmed.independent.p95_se", "cost.point", "cost.bound.high", "cost.one_period.high", "cost.independent.p50",
          "exceeds_cap.independent", "exposure_limit.share"})
      names.push_back("harm." + title_of(mode) + "." + item);
  return names;
}

/// The journal alone, against every frozen record that lies in the folder, and with a changed cell.
void check_journal(const std::string& path) {
  if (!fs::exists(fs::path(path) / "hypotheses.csv")) return;
  const Json journal = document({"journal", path});
  check_document("journal", journal);
  check_document("journal", document({"journal", path, "--confidence", "0.5", "--set", "hypotheses." + journal["result"]["hypotheses"][0]["id"].get<std::string>() + ".probability=50%"}));
  for (const auto& entry : fs::directory_iterator(path))
    if (entry.path().extension() == ".json") {
      check_document("frozen", Json::parse(std::ifstream(entry.path())));
      check_document("journal", document({"journal", path, "--against", entry.path().string()}));
    }
}

/// The memo, and the page also where no harm is stated; what says too little for either is refused.
void check_page_of_tradeoff(const std::string& path) {
  constexpr int says_too_little = 4;
  for (const std::string verb : {"memo", "report"}) {
    const auto answer = run_program({verb, path, "--format", "json", "--quiet"});
    if (answer.code == says_too_little) continue;
    check_document(verb, Json::parse(answer.output));
  }
}

/// The option that takes a hundredth off the first assumption of the case; no words where it states none.
std::vector<std::string> first_assumption_less(const std::string& path) {
  std::string header, row;
  std::ifstream assumptions(fs::path(path) / "assumptions.csv");
  std::getline(assumptions, header), std::getline(assumptions, row);
  if (row.find(",") == std::string::npos) return {};
  return {"--set", row.substr(0, row.find(',')) + "*=0.99"};
}

std::vector<std::string> joined(std::vector<std::string> words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

/// The trade-off as it stands, at thresholds of one's own, and with a changed assumption.
void check_tradeoff(const std::string& path) {
  if (!fs::exists(fs::path(path) / "predictions.csv") && !fs::exists(fs::path(path) / "options.csv")) return;
  check_document("tradeoff", document({"tradeoff", path}));
  check_document("tradeoff", document({"tradeoff", path, "--thresholds", "0.5,0.25,9", "--confidence", "0.8", "--seed", "3"}));
  check_page_of_tradeoff(path);
  const auto less = first_assumption_less(path);
  if (!less.empty()) check_document("tradeoff", document(joined({"tradeoff", path}, less)));
}

bool states_latency(const std::string& path) {
  std::string columns;
  std::ifstream options(fs::path(path) / "options.csv");
  std::getline(options, columns);
  return fs::exists(fs::path(path) / "latency.csv") || fs::exists(fs::path(path) / "latency_samples.csv") || columns.find("latency_p") != std::string::npos;
}

/// Latency as it stands, at latencies and shares of one's own, with a changed assumption, explained, and on the page.
void check_latency(const std::string& path) {
  if (!states_latency(path)) return;
  const Json latency = document({"latency", path});
  check_document("latency", latency);
  check_document("latency", document({"latency", path, "--at", "0,750,1e6", "--abandonment", "1%,0.5,99.9%", "--confidence", "0.8", "--seed", "3"}));
  const auto less = first_assumption_less(path);
  if (!less.empty()) check_document("latency", document(joined({"latency", path}, less)));
  std::vector<std::string> names{"latency.budget.multiplier", "budget.p99_ms", "exchange.points_per_100ms", "exchange.points_per_10pct", "hinge_ms"};
  for (const auto& option : latency["result"]["options"])
    for (const auto* number : {"p99_ms", "abandonment", "abandonment_at_most", "cost_per_year", "worth_per_year", "lifetime_value"}) names.push_back("options." + option["option"].get<std::string>() + "." + number);
  for (const auto& name : names) {
    INFO(name);
    check_document("explanation", document({"latency", path, "--explain", name}));
  }
  check_document("report", document({"report", path}));
}

/// Dates and numbers of the calendar that --explain takes.
std::vector<std::string> calendar_names(const Json& result) {
  std::vector<std::string> names;
  for (const auto& m : result["metrics"])
    if (m["cohort"] == "")
      for (const auto* number : {"breach.p50", "revalidate_by", "drift_per_day", "probability"}) names.push_back("metrics." + m["metric"].get<std::string>() + "." + number);
  if (result["drift"].is_array() && !result["drift"].empty() && result["drift"][0]["cohort"] == "") names.push_back("drift." + result["drift"][0]["feature"].get<std::string>() + ".psi");
  return names;
}

std::vector<std::string> diagnosis_names(const Json& result) {
  std::vector<std::string> names;
  if (result["decomposition"].is_array() && !result["decomposition"].empty()) names = {"decomposition." + result["decomposition"][0]["metric"].get<std::string>() + ".mix"};
  if (result["causes"].is_array()) names.insert(names.end(), {"causes.covariate_drift.verdict", "causes.covariate_drift.p"});
  return names;
}

/// The calendar and the diagnosis; a case that says too little for one of them is refused.
void check_over_time(const std::string& path) {
  constexpr int says_too_little = 4;
  for (const std::string verb : {"calendar", "diagnose"}) {
    const auto answer = run_program({verb, path, "--format", "json", "--quiet"});
    if (answer.code == says_too_little) continue;
    const Json json = Json::parse(answer.output);
    check_document(verb, json);
    for (const auto& name : verb == "calendar" ? calendar_names(json["result"]) : diagnosis_names(json["result"])) {
      INFO(name);
      check_document("explanation", document({verb, path, "--explain", name}));
    }
  }
}

/// Every verb over one case, with each kind of option that adds to the document.
void check_all_verbs(const std::string& path) {
  INFO(path);
  check_tradeoff(path);
  check_latency(path);
  check_over_time(path);
  if (!fs::exists(fs::path(path) / "harms.csv") && !fs::exists(fs::path(path) / "risks.csv")) {
    check_document("check", document({"check", path}));
    if (fs::exists(fs::path(path) / "monitors.csv")) check_document("trigger", document({"trigger", path}));
    return check_journal(path);
  }
  const Json harm = document({"harm", path});
  check_document("harm", harm);
  check_document("harm", document({"harm", path, "--scale", "2.5", "--confidence", "0.8", "--as-of", "2026-11-20"}));
  check_document("report", document({"report", path}));
  check_document("report", document({"report", path, "--scale", "100"}));
  check_document("check", document({"check", path}));
  check_document("round", document({"round", path}));
  check_document("harm", document({"harm", path, "--elapsed", "6h"}));
  if (fs::exists(fs::path(path) / "monitors.csv")) {
    check_document("trigger", document({"trigger", path}));
    check_document("trigger", document({"trigger", path, "--scale", "0.1", "--set", "feature.period=quarter"}));
    const Json trigger = document({"trigger", path})["result"]["triggers"][0];
    for (const auto* number : {"arl0", "delay_days.p95", "harm_before_rollback.worst_shift.mean", "noticed_by_us", "value_per_year"})
      check_document("explanation", document({"trigger", path, "--explain", "trigger." + trigger["monitor"].get<std::string>() + "." + number}));
  }
  check_journal(path);
  const std::string first = harm["result"]["failure_modes"][0]["name"];
  const std::string stage = harm["result"]["failure_modes"][0]["stages"][0]["name"];
  if (harm["result"]["failure_modes"][0]["stages"][0]["place"].get<std::string>().starts_with("harms.csv"))
    for (const auto* verb : {"harm", "report"})
      check_document(verb, document({verb, path, "--set", "harms." + first + "." + stage + "=1000"}));
  for (const auto& name : explainable(harm)) {
    INFO(name);
    check_document("explanation", document({"harm", path, "--explain", name}));
  }
  check_document("explanation", document({"report", path, "--explain", explainable(harm).front()}));
}

}  // namespace

TEST_CASE("every document about a sample is what its schema says") {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PREMORTEM_SOURCE_DIR) / "samples"))
    if (entry.path().filename() == "harms.csv" || entry.path().filename() == "risks.csv" || entry.path().filename() == "monitors.csv" || entry.path().filename() == "hypotheses.csv" ||
        entry.path().filename() == "predictions.csv" || entry.path().filename() == "options.csv" || entry.path().filename() == "latency.csv" || entry.path().filename() == "latency_samples.csv")
      folders.push_back(entry.path().parent_path());
  std::sort(folders.begin(), folders.end());
  folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
  REQUIRE(folders.size() >= 3);
  for (const auto& folder : folders) check_all_verbs(folder.string());
}

TEST_CASE("every document about a made case is what its schema says") {
  for (const auto& [claim, files] : made_cases) {
    INFO(claim);
    const TemporaryFolder folder;
    folder.write(files);
    check_all_verbs(folder.path().string());
  }
}

TEST_CASE("every document about a made trade-off is what its schema says") {
  for (const auto& [claim, files] : made_tradeoffs) {
    INFO(claim);
    const TemporaryFolder folder;
    folder.write(files);
    check_all_verbs(folder.path().string());
  }
}

TEST_CASE("every document about made latencies is what its schema says") {
  for (const auto& [claim, files] : made_latencies) {
    INFO(claim);
    const TemporaryFolder folder;
    folder.write(files);
    check_all_verbs(folder.path().string());
  }
}

TEST_CASE("latencies read as the caller says, and beside a published curve, are what their schema says") {
  const TemporaryFolder quits, sessions, options;
  quits.write({{"latency.csv", made_quits()}});
  check_document("latency", document({"latency", (quits.path() / "latency.csv").string(), "--data", "delays"}));
  sessions.write({{"latency.csv", made_log()}});
  check_document("latency", document({"latency", sessions.path().string(), "--data", "quits"}));
  options.write({{"options.csv", two_options}, {"assumptions.csv", session_money + session_loyalty + "max_abandonment,20%\n"}});
  for (const auto* preset : {"video-startup", "call-centre-bank-1999"})
    check_document("latency", document({"latency", options.path().string(), "--preset", preset, "--other-population", "--set", "sessions_per_day*=2"}));
}

TEST_CASE("the documents without any file are what their schemas say") {
  check_document("harm", document({"harm", "--people", "10M", "--chain", "0.1%,5%,10%"}));
  check_document("harm", document({"harm", "--people", "10M", "--chain", "?,5% (2-10)", "--set", "harms.harm.people*=2"}));
  check_document("selftest", document({"selftest"}));
  check_document("init", document({"init", "--list"}));
  const TemporaryFolder folder;
  check_document("init", document({"init", (folder.path() / "new").string()}));
}

TEST_CASE("a journal without a score, one of interventions alone and a record that was just frozen are what their schemas say") {
  const TemporaryFolder open, alone;
  open.write({{"hypotheses.csv", "id,written,hypothesis,metric,direction,threshold,due,probability\nh,2026-06-29,t,m,at_most,1,2026-09-30,90%\n"}});
  check_document("journal", document({"journal", open.path().string()}));
  check_document("journal", document({"journal", open.path().string(), "--as-of", "2026-12-01", "--set", "hypotheses.h.probability=1%"}));
  check_document("frozen", document({"journal", open.path().string(), "--freeze"}));
  alone.write({{"interventions.csv", "date,feature,kind,harm_avoided\n2026-07-01,f,killed,\n2026-07-02,f,killed,20-50\n2025-01-02,f,paused,7\n"}});
  check_document("journal", document({"journal", alone.path().string()}));
}

TEST_CASE("the document about a folder of cases is what its schema says") {
  check_document("round", document({"round", std::string(PREMORTEM_SOURCE_DIR) + "/models/templates"}));
}

TEST_CASE("what check says of a damaged case is what its schema says") {
  const std::vector<Files> damaged{
      {{"harms.csv", "failure_mode,stage,best\nspill,people,1e400\nspill,hurt,1.3\n"}},
      {{"harms.csv", "failure_mode,stage\n"}},
      {{"harms.csv", ""}},
      {{"harm.csv", "failure_mode,stage,best\nspill,people,10\n"}},
      {{"harms.csv", "failure_mode,stage,best\nspill,people,\xff\n"}}};
  for (const auto& files : damaged) {
    const TemporaryFolder folder;
    folder.write(files);
    const Json json = document({"check", folder.path().string()}, 3);
    check_document("check", json);
    CHECK(json["result"]["valid"] == false);
  }
}

TEST_CASE("what check says of a cleaned copy is what its schema says, valid or not") {
  for (const auto* share : {"5%", "0,95"}) {
    const TemporaryFolder folder;
    folder.write({{"mine.csv", std::string("Risks\nfailure_mode;stage;best\nspill;people;1000\nspill;hurt;") + share + "\n"}});
    const Json json = document({"check", (folder.path() / "mine.csv").string(), "--fix"}, std::string(share) == "5%" ? 0 : 3);
    check_document("check", json);
    CHECK(json["result"]["copy"] == (folder.path() / "mine-fixed.csv").string());
    CHECK(json["result"]["mended"].size() == 2);
  }
}

TEST_CASE("of more errors than are shown, check shows twenty and says how many there are") {
  const TemporaryFolder folder;
  std::string text = "failure_mode,stage,best\nspill,people,1000\n";
  for (int i = 0; i < 30; ++i) text += "spill,s" + std::to_string(i) + ",1.5\n";
  folder.write({{"harms.csv", text}});
  const Json json = document({"check", folder.path().string()}, 3);
  check_document("check", json);
  CHECK(json["result"]["error_count"] == 30);
  CHECK(json["result"]["errors"].size() == 20);
}
