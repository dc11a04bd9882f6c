// What the writers of calendar and diagnose make of every state of an assessment is what docs/schema describes; no case of files
// reaches all of those states, so that they are filled by hand.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "json_schema.hpp"
#include "made_calendar.hpp"
#include "made_diagnosis.hpp"

using namespace premortem;
using namespace premortem::testing;
using Json = nlohmann::json;

namespace {

Run made_run(const std::string& verb, bool is_what_if) {
  Run run;
  run.version = "1.2.3", run.verb = verb, run.command = "premortem " + verb + " case";
  if (is_what_if) run.overrides = {"feedback_gain=0.1"};
  return run;
}

Json written(const CalendarOutcome& o) { return Json::parse(calendar_json(o, made_run("calendar", o.base.has_value()))); }
Json written(const DiagnosisOutcome& o) { return Json::parse(diagnosis_json(o, made_run("diagnose", o.base.has_value()))); }

template <class Made>
void check_all(const std::string& verb, const Made& made) {
  const JsonSchema schema(verb);
  for (const auto& [claim, outcome] : made) {
    INFO(claim);
    const Json json = written(outcome);
    CHECK(schema.findings(json) == "");
    CHECK(unexplained_nulls(json) == std::vector<std::string>{});
  }
}

const Json removed = Json(Json::value_t::discarded);

struct Break {
  std::string pointer;
  Json value;  ///< discarded: the member is removed
};

void check_refused(const std::string& verb, const Json& valid, const std::vector<Break>& breaks) {
  const JsonSchema schema(verb);
  REQUIRE(schema.findings(valid) == "");
  for (const auto& b : breaks) {
    INFO(b.pointer);
    Json json = valid;
    const Json::json_pointer at(b.pointer);
    json.at(at);  // a pointer to nothing would break it by adding a member
    if (b.value.is_discarded()) json.at(at.parent_pointer()).erase(at.back());
    else json[at] = b.value;
    CHECK(schema.findings(json) != "");
  }
}

/// Paths of all values in a document; places in lists as "#".
void paths_of(const Json& node, const std::string& path, std::set<std::string>& found) {
  found.insert(path + (node.is_null() ? " null" : ""));
  for (const auto& [name, value] : node.items())
    if (node.is_structured()) paths_of(value, path + "/" + (node.is_array() ? "#" : name), found);
}

}  // namespace

TEST_CASE("every state of a calendar is written as its schema says") { check_all("calendar", made_calendars()); }

TEST_CASE("every state of a diagnosis is written as its schema says") { check_all("diagnose", made_diagnoses()); }

TEST_CASE("the made assessments bring out every nullable field of the calendar both as a value and as null") {
  std::set<std::string> found;
  for (const auto& [claim, outcome] : made_calendars()) paths_of(written(outcome)["result"], "", found);
  for (const auto* field : {"/metrics", "/drift", "/label_free", "/feedback", "/metrics/#/floor", "/metrics/#/ceiling", "/metrics/#/model", "/metrics/#/drift_per_day", "/metrics/#/drift_per_day/low", "/metrics/#/volatility",
                            "/metrics/#/level", "/metrics/#/drift_is_shown", "/metrics/#/points", "/metrics/#/noise_inflation", "/metrics/#/residual_autocorrelation", "/metrics/#/why", "/metrics/#/breached_since", "/metrics/#/breach/p10", "/metrics/#/breach/p50", "/metrics/#/breach/p90",
                            "/metrics/#/days/#/probability_below", "/metrics/#/days/#/probability_ever_below", "/metrics/#/days/#/confidence", "/metrics/#/revalidate_by", "/metrics/#/retrain_by",
                            "/metrics/#/retrains_per_year", "/metrics/#/retrain_cost_per_day", "/metrics/#/score", "/metrics/#/models/#/crps", "/drift/#/psi", "/drift/#/psi_debiased", "/drift/#/psi_floor",
                            "/drift/#/psi_p", "/drift/#/js", "/drift/#/ks", "/drift/#/ks_p", "/drift/#/wasserstein", "/drift/#/wasserstein_floor", "/drift/#/p_adjusted", "/label_free/accuracy/value",
                            "/label_free/accuracy/actual", "/label_free/condition_p", "/feedback/limit", "/feedback/crosses_at_round", "/feedback/crosses_at_round_at_the_earliest", "/sample_sizes/#/trials",
                            "/sample_sizes/#/days", "/sample_sizes/#/share"}) {
    INFO(field);
    const bool in_metric_of_labels = std::string(field) == "/label_free/accuracy/value";
    CHECK(found.count(field) == 1);
    CHECK(found.count((in_metric_of_labels ? "/label_free/recall/value" : field) + std::string(" null")) == 1);
  }
}

TEST_CASE("the made assessments bring out every nullable field of the diagnosis both as a value and as null") {
  std::set<std::string> found;
  for (const auto& [claim, outcome] : made_diagnoses()) paths_of(written(outcome)["result"], "", found);
  for (const auto* field : {"/decomposition", "/causes", "/threshold", "/reference_rows", "/current_rows", "/reference_labelled", "/current_labelled", "/worse", "/false_positives_rose", "/policy_steps", "/reporting_lag", "/drift", "/gaps", "/label_free", "/experiment", "/decomposition/#/label_noise",
                            "/decomposition/#/decay", "/decomposition/#/mix", "/decomposition/#/mix/low", "/decomposition/#/decay_low", "/decomposition/#/decay_high", "/decomposition/#/p", "/decomposition/#/label_error_before",
                            "/causes/#/p", "/causes/#/p_adjusted", "/policy_steps/#/step", "/policy_steps/#/p", "/policy_steps/#/autocorrelation",
                            "/reporting_lag/mature_false_positive_rate", "/reporting_lag/reference_false_positive_rate", "/reporting_lag/p"}) {
    INFO(field);
    CHECK(found.count(field) == 1);
    CHECK(found.count(field + std::string(" null")) == 1);
  }
}

TEST_CASE("a calendar that is wrong in one place is refused by its schema") {
  const Json valid = written(made_calendars().front().second);
  check_refused("calendar", valid,
                {{"/verb", "diagnose"}, {"/seed", nullptr}, {"/samples_why", removed}, {"/result/metrics", nullptr}, {"/result/metrics/0/floor", nullptr}, {"/result/metrics/0/ceiling_why", removed}, {"/result/metrics/0/tolerance", 1},
                 {"/result/metrics/0/model", "prophet"}, {"/result/metrics/0/drift_per_day/low", nullptr}, {"/result/metrics/0/status", "soon"}, {"/result/metrics/0/breach", nullptr}, {"/result/metrics/0/breach/p10", "in May"},
                 {"/result/metrics/0/breach/p50", removed}, {"/result/metrics/0/days/0/probability_ever_below", 1.5}, {"/result/metrics/0/days/0/confidence", "H"}, {"/result/metrics/0/revalidate_by", 20777},
                 {"/result/metrics/0/models/0/crps", -1}, {"/result/events/0/kind", "party"}, {"/result/drift/0/psi_p", 2}, {"/result/drift/0/ks", nullptr}, {"/result/metrics/0/drift_is_shown", nullptr}, {"/result/metrics/0/points", 1.5}, {"/result/gaps/0/kind", "guess"}, {"/result/gaps/0/share", -0.5}, {"/result/label_free/accuracy/value", 90},
                 {"/result/feedback/path", Json::array()}, {"/result/feedback/crosses_at_round", 1.5}, {"/result/sample_sizes/0/kind", "guess"}, {"/result/findings/0/kind", "guess"}, {"/result/findings/0/psi", "a word"},
                 {"/result/verdict", "maybe"}, {"/result/cautions/0", ""}});
  Json more = valid;
  more["result"]["surprise"] = 1;
  CHECK(JsonSchema("calendar").findings(more) != "");
  Json half = valid;
  half["result"]["set"] = Json::array({"a=1"});  // without base and difference
  CHECK(JsonSchema("calendar").findings(half) != "");
}

TEST_CASE("a diagnosis that is wrong in one place is refused by its schema") {
  const Json valid = written(made_diagnoses().front().second);
  check_refused("diagnose", valid,
                {{"/verb", "calendar"}, {"/seed", nullptr}, {"/result/decomposition", nullptr}, {"/result/decomposition/0/by", "colour"}, {"/result/decomposition/0/mix", nullptr}, {"/result/decomposition/0/decay_low_why", removed},
                 {"/result/decomposition/0/p", 2}, {"/result/decomposition/0/simpson", "yes"}, {"/result/causes/0/cause", "bad luck"}, {"/result/causes/0/verdict", "sure"}, {"/result/causes/0/for", "a word"},
                 {"/result/causes/1/p_why", removed}, {"/result/worse", nullptr}, {"/result/reference_rows", nullptr}, {"/result/current_labelled", removed}, {"/result/policy_steps/0/date", "then"}, {"/result/policy_steps/0/step/low", nullptr}, {"/result/reporting_lag/delays", -1},
                 {"/result/drift/0/alarm", removed}, {"/result/label_free/condition", ""}, {"/result/experiment/0/kind", "guess"}, {"/result/experiment/0/p", "a word"}, {"/result/experiment/0/answered", removed},
                 {"/result/findings/0/kind", "guess"}, {"/result/verdict", "maybe"}, {"/result/sentence", ""}});
}
