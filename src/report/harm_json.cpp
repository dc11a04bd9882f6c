#include "report/harm_words.hpp"
#include "report/json_text.hpp"

namespace premortem {
namespace {

/// Each expert's own word on a stage; empty where it is nobody's or one person's.
Json experts_json(const Leaf& leaf) {
  Json experts = Json::array();
  for (const auto& e : leaf.experts) {
    Json entry{{"expert", e.expert}};
    put(entry, "low", e.low, "not stated");
    const auto point = point_of(e);
    put(entry, "best", point ? std::optional(point->value) : std::nullopt, "not stated");
    put(entry, "high", e.high, "not stated");
    entry["place"] = to_string(e.place);
    experts.push_back(std::move(entry));
  }
  return experts;
}

Json stages_json(const Case& subject, const ModeAssessment& m) {
  Json stages = Json::array();
  for (const auto& s : m.stages) {
    const Leaf& leaf = subject.leaves[s.leaf];
    Json stage{{"name", s.name}, {"given", name_of(s.given)}};
    put(stage, "low", s.low, s.why);
    put(stage, "best", s.best, "no best value is stated");
    put(stage, "high", s.high, s.why);
    put(stage, "evidence", leaf.evidence == Evidence::unstated ? std::nullopt : std::optional(std::string(name_of(leaf.evidence))), "not stated");
    stage["shape"] = leaf.unknown ? "unknown" : name_of(leaf.shape);
    stage["unit"] = leaf.unit;
    stage["source"] = leaf.source;
    stage["place"] = to_string(leaf.place);
    if (!leaf.experts.empty()) stage["experts"] = experts_json(leaf);
    stages.push_back(std::move(stage));
  }
  return stages;
}

/// Without a cap all three are absent for that reason; with one, each for the reason of its reading.
Json cap_json(const FailureMode& mode, const ModeAssessment& m) {
  const CapReading& c = m.exceeds_cap;
  Json out;
  put(out, "point", c.point, mode.harm_cap ? m.standing().point_why : c.why);
  put(out, "bound", c.bound, c.why);
  put(out, "independent", c.independent, mode.harm_cap ? m.standing().independent_why : c.why);
  return out;
}

Json exposure_json(const Case& subject, const ExposureLimit& limit) {
  Json out{{"share", limit.share}, {"population", limit.population}};
  if (limit.evidence_needed) out["evidence_needed"] = evidence_json(subject, *limit.evidence_needed);
  else out["evidence_needed"] = nullptr, out["evidence_needed_why"] = "the stated exposure holds the cap, or no clean run of a count is likely enough to plan for";
  return out;
}

Json swing_json(const Case& subject, const Swing& s) {
  const Leaf& leaf = subject.leaves[s.leaf];
  return {{"name", leaf.label}, {"place", to_string(leaf.place)}, {"low", s.low}, {"high", s.high}, {"swing", s.high - s.low}};
}

void put_readings(Json& out, const std::string& name, const std::optional<Readings>& readings, const std::string& why) {
  if (readings) out[name] = readings_json(*readings);
  else out[name] = nullptr, out[name + "_why"] = why;
}

Json estimate_json(const Estimate& e) {
  Json out;
  const std::string why = e.why.empty() ? "not computed" : e.why;
  put(out, "value", e.point, why);
  put(out, "low", e.low, why);
  put(out, "high", e.high, e.why.empty() ? "it may avoid none" : e.why);
  return out;
}

Json before_json(const Readings& r) {
  Json out;
  put(out, "point", r.point, r.point_why);
  out["bound"] = bound_json(r.bound);
  if (!r.bound.interval) out["bound_why"] = r.bound.why;
  return out;
}

Json mitigation_json(const FailureMode& mode, const MitigationReading& r) {
  const Mitigation& m = mode.mitigations[r.mitigation];
  Json out{{"name", m.name}, {"stage", m.stage ? mode.stages[*m.stage].name : ""}, {"status", name_of(m.status)}, {"source", m.source}, {"place", to_string(m.place)}};
  out["lets_through"] = estimate_json(r.remains);
  out["without"] = before_json(r.without);
  out["with"] = before_json(r.with);
  out["avoided"] = estimate_json(r.avoided);
  put(out, "cost_per_year", m.cost_per_year, "not stated");
  out["cost_per_harm_avoided"] = estimate_json(r.cost_per_harm_avoided);
  return out;
}

Json mode_json(const HarmResult& result, const ModeAssessment& m) {
  const Case& subject = result.subject;
  const FailureMode& mode = subject.failure_modes[m.mode];
  Json out{{"name", mode.name}, {"option", mode.option}, {"affected", mode.affected}, {"harm_type", mode.harm_type}, {"reversible", name_of(mode.reversible)}, {"unit", m.unit}};
  out["stages"] = stages_json(subject, m);
  out["harmed"] = readings_json(m.harmed);
  put_readings(out, "with_mitigation", m.with_mitigation, mode.mitigations.empty() ? "mitigations.csv names none" : "no mitigation is in place");
  put_readings(out, "with_planned", m.with_planned, "no mitigation is planned");
  out["mitigations"] = Json::array();
  for (const auto& r : m.mitigations) out["mitigations"].push_back(mitigation_json(mode, r));
  if (m.cost) out["cost"] = readings_json(*m.cost);
  else out["cost"] = nullptr, out["cost_why"] = m.cost_why;
  put(out, "harm_cap", mode.harm_cap, "not stated");
  out["exceeds_cap"] = cap_json(mode, m);
  if (m.exposure_limit) out["exposure_limit"] = exposure_json(subject, *m.exposure_limit);
  else out["exposure_limit"] = nullptr, out["exposure_limit_why"] = m.exposure_limit_why;
  if (!m.swings.empty()) out["measure_first"] = swing_json(subject, m.swings.front());
  else out["measure_first"] = nullptr, out["measure_first_why"] = "no estimate moves the result";
  if (m.overlap) out["best_values_allow"] = {{"low", m.overlap->low}, {"high", m.overlap->high}};
  put(out, "harmed_until_audit", m.audit_high, mode.monitor.empty() ? "audit_every_days, a period of known length or a bound is missing" : "a monitor is named");
  out["monitor"] = mode.monitor;
  put_trigger(out, result, m);
  out["telemetry"] = mode.telemetry;
  out["cautions"] = m.cautions;
  return out;
}

}  // namespace

Json differences_json(const HarmOutcome& outcome) {
  Json list = Json::array();
  for (const auto& d : differences(*outcome.base, outcome.changed)) {
    Json entry{{"name", "harm." + (d.failure_mode.empty() ? "" : d.failure_mode + ".") + d.quantity}};
    put(entry, "base", d.base, "not computed");
    put(entry, "changed", d.changed, "not computed");
    const bool both = d.base && d.changed;
    put(entry, "difference", both ? std::optional(*d.changed - *d.base) : std::nullopt, "one of the two is not computed");
    list.push_back(std::move(entry));
  }
  return list;
}

Json harm_result_json(const HarmResult& result) {
  const auto& a = result.assessment;
  Json out;
  out["period"] = a.period;
  out["scale"] = a.settings.scale;
  out["share"] = a.settings.share;
  out["failure_modes"] = Json::array();
  for (const auto& m : a.failure_modes) out["failure_modes"].push_back(mode_json(result, m));
  out["any"] = any_json(a.choice().any);
  out["options"] = options_json(result);
  if (a.choice().rollout.empty()) out["rollout"] = nullptr, out["rollout_why"] = "no rollout.csv";
  else out["rollout"] = rollout_json(result.subject, a.choice());
  if (result.incident) out["elapsed"] = incident_json(result);
  out["verdict"] = name_of(a.decision.verdict);
  out["verdict_sentence"] = a.decision.sentence;
  return out;
}

}  // namespace premortem
