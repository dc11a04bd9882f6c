#include "report/json_text.hpp"

namespace premortem {
namespace {

Json stage_mode_json(const Case& subject, const ModeAssessment& m) {
  const FailureMode& mode = subject.failure_modes[m.mode];
  const Readings& r = m.standing();
  Json out{{"name", mode.name}, {"option", mode.option}};
  put(out, "point", r.point, r.point_why);
  out["bound"] = bound_json(r.bound);
  if (!r.bound.interval) out["bound_why"] = r.bound.why;
  put(out, "harm_cap", mode.harm_cap, "not stated");
  put(out, "exceeds_cap", m.exceeds_cap.bound, m.exceeds_cap.why);
  const bool needed = m.exposure_limit && m.exposure_limit->evidence_needed;
  if (needed) out["evidence_needed"] = evidence_json(subject, *m.exposure_limit->evidence_needed);
  else out["evidence_needed"] = nullptr, out["evidence_needed_why"] = "the stage holds the cap, or no clean run of a count is likely enough to plan for";
  return out;
}

Json over_time_json(const HarmOverTime& h, const std::string& why) {
  Json out;
  const std::string absent = why.empty() ? "not computed" : why;
  put(out, "point", h.point, absent);
  put(out, "bound_high", h.high, absent);
  put(out, "counted_high", h.counted_high, absent);
  const std::string no_cost = why.empty() ? "no cost_per_harm is stated" : why;
  put(out, "cost_point", h.cost_point, no_cost);
  put(out, "cost_bound_high", h.cost_high, no_cost);
  return out;
}

}  // namespace

Json evidence_json(const Case& subject, const EvidenceNeeded& needed) {
  const Leaf& leaf = subject.leaves[needed.leaf];
  Json out{{"leaf", leaf.label}, {"place", to_string(leaf.place)}, {"more_trials_without_event", needed.more_trials}, {"chance", needed.chance}};
  put(out, "days", needed.days(), "no exposure holds, it is no stage of the chain, or the period or a best value is not stated");
  return out;
}

Json any_json(const AnyAssessment& any) {
  Json out{{"bound", bound_json(any.bound)}};
  if (!any.bound.interval) out["bound_why"] = any.bound.why;
  if (any.independent) out["independent"] = simulated_json(*any.independent);
  else out["independent"] = nullptr, out["independent_why"] = any.independent_why;
  return out;
}

Json options_json(const HarmResult& result) {
  Json list = Json::array();
  const auto& a = result.assessment;
  for (std::size_t i = 0; i < a.alternatives.size(); ++i) {
    const Alternative& x = a.alternatives[i];
    if (!x.option) continue;
    const CaseOption& option = result.subject.options[*x.option];
    Json out{{"option", option.name}, {"chosen", i == a.chosen}, {"rejected_because", option.rejected_because}};
    Json metrics = Json::object();
    for (const auto& [name, value] : option.metrics) metrics[name] = value;
    out["metrics"] = std::move(metrics);
    put(out, "cost_per_year", option.cost_per_year, "not stated");
    out["any"] = any_json(x.any);
    put(out, "largest_stage", x.largest_stage ? std::optional(result.subject.rollout[*x.largest_stage].name) : std::nullopt,
        x.rollout.empty() ? "no rollout.csv" : "no stage holds");
    out["verdict"] = name_of(x.decision.verdict);
    out["verdict_sentence"] = x.decision.sentence;
    list.push_back(std::move(out));
  }
  return list;
}

Json rollout_json(const Case& subject, const Alternative& alternative) {
  Json list = Json::array();
  for (const auto& r : alternative.rollout) {
    const RolloutStage& stage = subject.rollout[r.stage];
    Json out{{"stage", stage.name}, {"share", stage.share}};
    put(out, "days", stage.days, "not stated");
    out["exit_rule"] = stage.exit_rule;
    out["failure_modes"] = Json::array();
    for (const auto& m : r.failure_modes) out["failure_modes"].push_back(stage_mode_json(subject, m));
    out["verdict"] = name_of(r.decision.verdict);
    out["reasons"] = r.decision.reasons;
    out["recommended"] = alternative.largest_stage == r.stage;
    list.push_back(std::move(out));
  }
  return list;
}

Json incident_json(const HarmResult& result) {
  Json out{{"hours", result.incident->hours}, {"failure_modes", Json::array()}};
  for (const auto& r : result.incident->failure_modes) {
    const auto& m = result.assessment.failure_modes[r.mode];
    out["failure_modes"].push_back({{"name", result.subject.failure_modes[m.mode].name},
                                    {"so_far", over_time_json(r.so_far, r.why)},
                                    {"next_hour", over_time_json(r.next_hour, r.why)}});
  }
  return out;
}

}  // namespace premortem
