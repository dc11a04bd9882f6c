#include "premortem/report/page.hpp"
#include "report/escape.hpp"
#include "report/json_text.hpp"
#include "report/calendar_page_words.hpp"
#include "report/calendar_part_json.hpp"
#include "report/latency_page_words.hpp"
#include "report/latency_part_json.hpp"
#include "report/page_words.hpp"
#include "report/tradeoff_page_words.hpp"
#include "report/tradeoff_part_json.hpp"

namespace premortem {
namespace {

Json failure_json(const HarmResult& r, const ModeAssessment& m) {
  const FailureMode& mode = r.subject.failure_modes[m.mode];
  Json out{{"name", mode.name},           {"description", mode.description}, {"affected", mode.affected}, {"harm_type", mode.harm_type},
           {"reversible", name_of(mode.reversible)}, {"unit", m.unit}};
  out["option"] = mode.option;
  out["harmed"] = readings_json(m.harmed);
  if (m.with_mitigation) out["with_mitigation"] = readings_json(*m.with_mitigation);
  else out["with_mitigation"] = nullptr, out["with_mitigation_why"] = "no mitigation is in place";
  if (m.cost) out["cost"] = readings_json(*m.cost);
  else out["cost"] = nullptr, out["cost_why"] = m.cost_why;
  put(out, "harm_cap", mode.harm_cap, "not stated");
  put(out, "exceeds_cap", m.exceeds_cap.bound, m.exceeds_cap.why);
  out["monitor"] = mode.monitor;
  out["detection_threshold"] = mode.detection_threshold;
  out["rollback"] = mode.rollback;
  put_trigger(out, r, m);
  out["switch"] = mode.switch_off;
  out["drilled"] = mode.drilled;
  out["owner"] = mode.owner;
  out["escalate_to"] = mode.escalate_to;
  return out;
}

Json hangs_on_json(const HarmResult& r, const HangsOn& h) {
  const Leaf& leaf = r.subject.leaves[h.leaf];
  const auto& mode = r.subject.failure_modes[r.assessment.failure_modes[h.mode].mode];
  return {{"name", leaf.label}, {"failure_mode", mode.name}, {"place", to_string(leaf.place)}, {"evidence", name_of(leaf.evidence)}, {"low", h.low}, {"high", h.high}};
}

}  // namespace

std::string page_json(const HarmOutcome& outcome, const PageFacts& facts, const Run& run) {
  const HarmResult& r = outcome.changed;
  const Feature& f = r.subject.feature;
  Json out{{"title", "What could go wrong: " + r.subject.title}};
  out["decision"] = {{"verdict", name_of(r.assessment.decision.verdict)}, {"sentence", r.assessment.decision.sentence},
                     {"reasons", r.assessment.decision.reasons}, {"giving_up", f.giving_up}, {"protecting", f.protecting}, {"betting_on", f.betting_on}};
  out["failures"] = Json::array();
  for (const auto i : facts.shown) out["failures"].push_back(failure_json(r, r.assessment.failure_modes[i]));
  out["failures_not_shown"] = Json::array();
  for (const auto i : facts.not_shown) out["failures_not_shown"].push_back(r.subject.failure_modes[r.assessment.failure_modes[i].mode].name);
  out["joint_confidence"] = facts.statements > 0 ? Json(facts.joint_confidence) : Json();
  if (facts.statements == 0) out["joint_confidence_why"] = "no bound on the page rests on data";
  out["share"] = r.assessment.settings.share;
  out["options"] = options_json(r);
  if (r.assessment.choice().rollout.empty()) out["rollout"] = nullptr, out["rollout_why"] = "no rollout.csv";
  else out["rollout"] = rollout_json(r.subject, r.assessment.choice());
  if (r.tradeoff) out["tradeoff"] = tradeoff_part_json(tradeoff_of(r));
  else out["tradeoff"] = nullptr, out["tradeoff_why"] = r.tradeoff_why;
  if (r.latency) out["latency"] = latency_part_json(latency_of(r));
  else out["latency"] = nullptr, out["latency_why"] = r.latency_why;
  if (r.calendar) out["calendar"] = calendar_part_json(calendar_of(r));
  else out["calendar"] = nullptr, out["calendar_why"] = r.calendar_why;
  out["hangs_on"] = Json::array();
  for (const auto& h : facts.hangs_on) out["hangs_on"].push_back(hangs_on_json(r, h));
  if (const auto& w = facts.worth_knowing) {
    const Leaf& leaf = r.subject.leaves[w->leaf];
    out["measure_first"] = {{"name", leaf.name}, {"place", to_string(leaf.place)}, {"evppi", w->value}, {"evppi_se", w->standard_error}, {"evpi", w->everything}};
  } else {
    out["measure_first"] = nullptr, out["measure_first_why"] = "the case does not value its options and harms, or no estimate alone is shown to be worth measuring";
  }
  out["promise"] = {{"may", facts.may_promise}, {"do_not", facts.do_not_promise}};
  out["cannot_see"] = facts.cannot_see;
  out["missing"] = facts.missing;
  out["cautions"] = facts.cautions;
  out["evidence"] = {{"measured", facts.measured}, {"benchmark", facts.benchmark}, {"expert", facts.expert}, {"guess", facts.guess}};
  out["command"] = run.command;
  if (outcome.base) {
    out["set"] = run.overrides;
    out["difference"] = differences_json(outcome);
  }
  return json_text(envelope(run, r.subject, &r.assessment.settings, std::move(out)));
}

std::string page_csv(const HarmOutcome& outcome, const PageFacts& facts) {
  const PageWords w = page_words(outcome, facts, {});
  std::string text = "number,what_breaks,undo,about,at_most,unit,cost_at_most,one_period,guarantee,cap,notice,threshold,rollback,owner,switch,mitigation,trigger\n";
  for (const auto& f : w.failures) {
    text += csv_row({f.number, f.name, f.undo, f.about, f.at_most, f.unit, f.cost, f.one_period, f.guarantee + f.condition, f.cap, f.notice, f.threshold, f.rollback, f.owner, f.switch_off + " " + f.drilled, f.mitigation, f.trigger});
  }
  return text;
}

}  // namespace premortem
