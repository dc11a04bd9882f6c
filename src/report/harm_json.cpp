#include "report/harm_words.hpp"
#include "report/json_text.hpp"

namespace premortem {
namespace {

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
    stages.push_back(std::move(stage));
  }
  return stages;
}

/// Without a cap all three are absent for that reason; with one, each for the reason of its reading.
Json cap_json(const FailureMode& mode, const ModeAssessment& m) {
  const CapReading& c = m.exceeds_cap;
  Json out;
  put(out, "point", c.point, mode.harm_cap ? m.harmed.point_why : c.why);
  put(out, "bound", c.bound, c.why);
  put(out, "independent", c.independent, mode.harm_cap ? m.harmed.independent_why : c.why);
  return out;
}

Json exposure_json(const Case& subject, const ExposureLimit& limit) {
  Json out{{"share", limit.share}, {"population", limit.population}};
  if (limit.evidence_needed)
    out["evidence_needed"] = {{"leaf", subject.leaves[limit.evidence_needed->leaf].label},
                              {"place", to_string(subject.leaves[limit.evidence_needed->leaf].place)},
                              {"more_trials_without_event", limit.evidence_needed->more_trials}};
  else out["evidence_needed"] = nullptr, out["evidence_needed_why"] = "the stated exposure holds the cap, or no count would change it";
  return out;
}

Json swing_json(const Case& subject, const Swing& s) {
  const Leaf& leaf = subject.leaves[s.leaf];
  return {{"name", leaf.label}, {"place", to_string(leaf.place)}, {"low", s.low}, {"high", s.high}, {"swing", s.high - s.low}};
}

Json mode_json(const Case& subject, const ModeAssessment& m) {
  const FailureMode& mode = subject.failure_modes[m.mode];
  Json out{{"name", mode.name}, {"affected", mode.affected}, {"harm_type", mode.harm_type}, {"reversible", name_of(mode.reversible)}, {"unit", m.unit}};
  out["stages"] = stages_json(subject, m);
  out["harmed"] = readings_json(m.harmed);
  out["with_mitigation"] = nullptr;
  out["with_mitigation_why"] = "mitigations are " + std::string(not_computed);
  if (m.cost) out["cost"] = readings_json(*m.cost);
  else out["cost"] = nullptr, out["cost_why"] = m.cost_why;
  put(out, "harm_cap", mode.harm_cap, "not stated");
  out["exceeds_cap"] = cap_json(mode, m);
  if (m.exposure_limit) out["exposure_limit"] = exposure_json(subject, *m.exposure_limit);
  else out["exposure_limit"] = nullptr, out["exposure_limit_why"] = m.exposure_limit_why;
  if (!m.swings.empty()) out["measure_first"] = swing_json(subject, m.swings.front());
  else out["measure_first"] = nullptr, out["measure_first_why"] = "no estimate moves the result";
  out["cautions"] = m.cautions;
  return out;
}

}  // namespace

Json differences_json(const HarmOutcome& outcome) {
  Json list = Json::array();
  for (const auto& d : differences(*outcome.base, outcome.changed)) {
    Json entry{{"name", "harm." + d.failure_mode + "." + d.quantity}};
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
  out["failure_modes"] = Json::array();
  for (const auto& m : a.failure_modes) out["failure_modes"].push_back(mode_json(result.subject, m));
  Json any{{"bound", bound_json(a.any.bound)}};
  if (!a.any.bound.interval) any["bound_why"] = a.any.bound.why;
  if (a.any.independent) any["independent"] = simulated_json(*a.any.independent);
  else any["independent"] = nullptr, any["independent_why"] = a.any.independent_why;
  out["any"] = std::move(any);
  out["rollout"] = nullptr;
  out["rollout_why"] = not_computed;
  out["verdict"] = name_of(a.decision.verdict);
  out["verdict_sentence"] = a.decision.sentence;
  return out;
}

}  // namespace premortem
