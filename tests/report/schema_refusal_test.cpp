// The schemas are strict: a document that is wrong in one place is refused.
#include <catch2/catch.hpp>

#include "json_schema.hpp"
#include "made_latencies.hpp"
#include "made_tradeoffs.hpp"
#include "program_run.hpp"

using namespace premortem::testing;
using Json = nlohmann::json;

namespace {

/// A trade-off with rows, options, a band and a queue.
Json valid_tradeoff() {
  const TemporaryFolder folder;
  Files files = made_tradeoffs.back().files;
  files.erase("gates.csv");
  folder.write(files);
  return Json::parse(run_program({"tradeoff", folder.path().string(), "--format", "json", "--quiet"}).output);
}

/// Latency with a curve, cohorts, options of every kind, a budget and an exchange rate.
Json valid_latency() {
  const TemporaryFolder folder;
  folder.write(made_latencies.back().files);
  return Json::parse(run_program({"latency", folder.path().string(), "--format", "json", "--quiet"}).output);
}

Json valid_document(const std::string& verb) {
  if (verb == "tradeoff") return valid_tradeoff();
  if (verb == "latency") return valid_latency();
  std::vector<std::string> words{verb};
  if (verb != "selftest") words.push_back(std::string(PREMORTEM_SOURCE_DIR) + (verb == "journal" ? "/samples/model-journal" : "/samples/three-failures"));
  words.insert(words.end(), {"--format", "json", "--quiet", "--samples", "1000"});
  return Json::parse(run_program(words).output);
}

struct Break {
  std::string verb, pointer;  ///< where, as a JSON pointer
  Json value;                 ///< what is put there; discarded: the member is removed
};

const Json removed = Json(Json::value_t::discarded);

Json broken(Json json, const Break& b) {
  const Json::json_pointer at(b.pointer);
  if (b.value.is_discarded()) json.at(at.parent_pointer()).erase(at.back());
  else json[at] = b.value;
  return json;
}

const std::string mode = "/result/failure_modes/0";

const std::vector<Break> breaks{
    {"harm", "/seed", removed},
    {"harm", "/surprise", 1},
    {"harm", "/verb", "report"},
    {"harm", "/premortem", "latest"},
    {"harm", "/confidence", 95},
    {"harm", "/as_of", "20 November"},
    {"harm", "/as_of_why", removed},
    {"harm", "/inputs/0/sha256", "none"},
    {"harm", "/result/verdict", "maybe"},
    {"harm", "/result/failure_modes", Json::array()},
    {"harm", "/result/set", Json::array({"a=1"})},  // without base and difference
    {"harm", mode + "/harmed/point", nullptr},      // without its why
    {"harm", mode + "/harmed/point_why", "a why beside a value"},
    {"harm", mode + "/harmed/bound", nullptr},
    {"harm", mode + "/harmed/bound/basis", "certain"},
    {"harm", mode + "/harmed/bound/high", "many"},
    {"harm", mode + "/harmed/any_dependence/p95", removed},
    {"harm", mode + "/harmed/any_dependence/p50/0", "much"},
    {"harm", mode + "/harmed/correlated_why", removed},
    {"harm", mode + "/harmed/independent/p95", nullptr},
    {"harm", mode + "/stages/0/given", "sometimes"},
    {"harm", mode + "/stages/0/evidence", ""},
    {"harm", mode + "/exceeds_cap/independent", 1.5},
    {"harm", mode + "/exposure_limit/share", -1},
    {"harm", mode + "/measure_first/extra", 0},
    {"harm", mode + "/trigger/with_trigger/at_most", -1},
    {"harm", mode + "/trigger", nullptr},
    {"trigger", "/seed", removed},
    {"trigger", "/result/replay_why", removed},
    {"trigger", "/result/triggers/0/rule", nullptr},
    {"trigger", "/result/triggers/0/kind", "guess"},
    {"trigger", "/result/triggers/0/delay_days/mean", "soon"},
    {"trigger", "/result/triggers/0/arl0", 0},
    {"trigger", "/result/triggers/0/harm_before_rollback/worst_shift/level", removed},
    {"trigger", "/result/set", Json::array({"a=1"})},  // without base and difference
    {"report", "/result/failures/3", Json::object()},
    {"report", "/result/joint_confidence", 85},
    {"report", "/result/decision/verdict", ""},
    {"report", "/result/command", "rm"},
    {"report", "/result/latency_why", removed},
    {"report", "/result/latency", Json::object()},
    {"report", "/result/promise/perhaps", Json::array()},
    {"report", "/result/failures/0/exceeds_cap", "perhaps"},
    {"journal", "/confidence", nullptr},
    {"journal", "/result/hypotheses/0/state", "hit"},
    {"journal", "/result/hypotheses/0/probability", 90},
    {"journal", "/result/hypotheses/0/sha256", "none"},
    {"journal", "/result/hypotheses/0/squared_error", nullptr},
    {"journal", "/result/score/reference", 0.3},
    {"journal", "/result/score", nullptr},
    {"journal", "/result/frozen_why", removed},
    {"journal", "/result/quarters/0/quarter", "third"},
    {"journal", "/result/interventions/harm_avoided/best", nullptr},
    {"journal", "/result/set", Json::array({"a=1"})},  // without base and difference
    {"tradeoff", "/seed", nullptr},
    {"tradeoff", "/samples_why", removed},
    {"tradeoff", "/result/surprise", 1},
    {"tradeoff", "/result/rows", 0},
    {"tradeoff", "/result/auc/value", 1.5},
    {"tradeoff", "/result/operating_points/0/threshold_why", removed},
    {"tradeoff", "/result/operating_points/1/tp", "many"},
    {"tradeoff", "/result/operating_points/1/recall/low", removed},
    {"tradeoff", "/result/operating_points/1/value_recall/low_why", removed},
    {"tradeoff", "/result/cohorts/0/cohort", removed},
    {"tradeoff", "/result/recommended/why", ""},
    {"tradeoff", "/result/recommended/shares", removed},
    {"tradeoff", "/result/recommended/bootstrap", nullptr},
    {"tradeoff", "/result/recommended/point/on_frontier", "yes"},
    {"tradeoff", "/result/certified_why", removed},
    {"tradeoff", "/result/queue/reviewers", 1.5},
    {"tradeoff", "/result/options/0/against", nullptr},
    {"tradeoff", "/result/choice/flips/0/against", removed},
    {"tradeoff", "/result/choice/right_while_miss_costs", nullptr},
    {"tradeoff", "/result/ship", Json::array()},
    {"tradeoff", "/result/findings/0/kind", "guess"},
    {"tradeoff", "/result/findings/0/extra", "a word"},
    {"tradeoff", "/result/verdict", "maybe"},
    {"tradeoff", "/result/set", Json::array({"a=1"})},  // without base and difference
    {"latency", "/seed", nullptr},
    {"latency", "/samples_why", removed},
    {"latency", "/result/surprise", 1},
    {"latency", "/result/curve", nullptr},
    {"latency", "/result/curve/family", "cubic"},
    {"latency", "/result/curve/not_fitted", "it was not"},
    {"latency", "/result/curve/overdispersion", 0.5},
    {"latency", "/result/curve/parameters/0/se", -1},
    {"latency", "/result/families/0/aic_why", "a why beside a value"},
    {"latency", "/result/cohorts/0/cohort", removed},
    {"latency", "/result/cohorts/0/abandonment/value", 1.5},
    {"latency", "/result/cohort_difference/p", 2},
    {"latency", "/result/evidence/data", "guesses"},
    {"latency", "/result/evidence/at_once", 0.5},
    {"latency", "/result/evidence/sessions", nullptr},
    {"latency", "/result/hinge_ms/p", 0},
    {"latency", "/result/abandonment_at/0/value", -0.1},
    {"latency", "/result/abandonment_at/0/extrapolated", removed},
    {"latency", "/result/latency_at/0/value", nullptr},
    {"latency", "/result/latency_at/0/abandonment", 1},
    {"latency", "/result/options/0/p50_ms", 0},
    {"latency", "/result/options/0/p99_high_ms_why", removed},
    {"latency", "/result/options/0/p999_ms/pareto", removed},
    {"latency", "/result/options/0/requests", 1.5},
    {"latency", "/result/options/0/abandonment", nullptr},
    {"latency", "/result/options/0/extrapolated_share", 2},
    {"latency", "/result/options/0/lost_sessions_per_year", -1},
    {"latency", "/result/options/0/passes", nullptr},
    {"latency", "/result/options/0/checks/0/kept", "perhaps"},
    {"latency", "/result/options/0/rejected_because", ""},
    {"latency", "/result/options/0/chosen", "yes"},
    {"latency", "/result/choice/option", nullptr},
    {"latency", "/result/choice/why", ""},
    {"latency", "/result/slower/0/by_ms", 0},
    {"latency", "/result/slower/0/retained", nullptr},
    {"latency", "/result/budget", nullptr},
    {"latency", "/result/budget/multiplier", 0},
    {"latency", "/result/exchange/option", removed},
    {"latency", "/result/exchange/accuracy", 90},
    {"latency", "/result/findings/0", Json{{"kind", "guess"}, {"cohort", ""}, {"message", "a word"}, {"alarm", false}}},
    {"latency", "/result/verdict", "maybe"},
    {"latency", "/result/set", Json::array({"a=1"})},  // without base and difference
    {"check", "/confidence_why", removed},
    {"check", "/result/valid", false},  // without an error
    {"check", "/result/capabilities/0/why", "a reason, although it is possible"},
    {"selftest", "/result/cases/0/digits", 17},
    {"selftest", "/result/cases/0/expected", nullptr},
};

}  // namespace

TEST_CASE("a document that is wrong in one place is refused by its schema") {
  std::map<std::string, Json> documents;
  for (const auto* verb : {"harm", "report", "trigger", "journal", "tradeoff", "latency", "check", "selftest"}) documents[verb] = valid_document(verb);
  for (const auto& b : breaks) {
    INFO(b.verb << " " << b.pointer);
    const JsonSchema schema(b.verb);
    CHECK(schema.findings(documents[b.verb]) == "");
    CHECK(schema.findings(broken(documents[b.verb], b)) != "");
  }
}

TEST_CASE("a null without its why is found wherever it stands, and so is a why without a null") {
  CHECK(unexplained_nulls(Json::parse(R"({"a": null, "a_why": "no data", "b": [{"c": null}], "d": [null], "e": 1, "e_why": "x"})")) ==
        std::vector<std::string>{"/b/0/c", "/d/0", "/e_why"});
  CHECK(unexplained_nulls(Json::parse(R"({"a": null, "a_why": ""})")) == std::vector<std::string>{"/a"});
}

TEST_CASE("an explanation that is wrong in one place is refused by its schema") {
  const Json json = Json::parse(run_program({"harm", std::string(PREMORTEM_SOURCE_DIR) + "/samples/three-failures", "--explain",
                                             "Misrouted tickets.harmed.bound.high", "--format", "json", "--quiet"})
                                    .output);
  const JsonSchema schema("explanation");
  CHECK(schema.findings(json) == "");
  for (const Break& b : std::vector<Break>{{"", "/result/explanation/value", nullptr},
                                           {"", "/result/explanation/leaves/0/cells/0/line", -1},
                                           {"", "/result/explanation/leaves", Json::array()},
                                           {"", "/result/explanation/formula", removed}})
    CHECK(schema.findings(broken(json, b)) != "");
}
