#include <cmath>

#include "premortem/report/journal_report.hpp"
#include "report/journal_words.hpp"
#include "report/json_text.hpp"

namespace premortem {
namespace {

Json interval_json(const Interval& limits) { return {{"low", limits.low}, {"high", limits.high}}; }

Json changed_json(const std::vector<ChangedCell>& cells) {
  Json out = Json::array();
  for (const auto& c : cells) out.push_back({{"column", c.column}, {"was", c.was}, {"is", c.is}});
  return out;
}

Json hypothesis_json(const JournalResult& r, std::size_t i) {
  const Hypothesis& h = r.subject.hypotheses[i];
  const HypothesisReading& reading = r.assessment.readings[i];
  Json out{{"id", h.id}, {"written", h.written}, {"hypothesis", h.text}, {"metric", h.metric}, {"direction", name_of(*h.direction)}, {"threshold", *h.threshold}, {"due", h.due}, {"probability", *h.probability}};
  out["place"] = to_string(h.place);
  out["sha256"] = r.hashes[i];
  out["state"] = name_of(reading.state);
  put(out, "measured", h.measured, h.held ? "the outcome is stated as yes or no" : "no outcome");
  put(out, "checked", h.checked.empty() ? std::nullopt : std::optional(h.checked), "no outcome");
  put(out, "timing", reading.timing ? std::optional(name_of(*reading.timing)) : std::nullopt, "no outcome");
  put(out, "squared_error", reading.squared_error, "no outcome");
  out["scored"] = reading.scored;
  put(out, "frozen", r.assessment.frozen ? std::optional(name_of(r.assessment.frozen->standings[i])) : std::nullopt, "no frozen record is given, with --against");
  out["changed"] = r.assessment.frozen ? changed_json(r.assessment.frozen->changed[i]) : Json::array();
  return out;
}

Json counts_json(const JournalCounts& c) {
  Json out{{"stated", c.stated}, {"scored", c.scored}, {"held", c.held}, {"failed", c.failed}, {"open", c.open}};
  put(out, "overdue", c.overdue, "no date is taken as today");
  out["checked_early"] = c.early;
  out["checked_late"] = c.late;
  return out;
}

Json bin_json(const CalibrationBin& b) {
  return {{"low", b.low}, {"high", b.high}, {"scored", b.n}, {"held", b.held}, {"mean_forecast", b.mean_forecast}, {"hit_rate", {{"value", b.hit_rate}, {"low", b.hit_rate_limits.low}, {"high", b.hit_rate_limits.high}}}};
}

Json score_json(const JournalAssessment& a) {
  const ForecastScore& s = *a.score;
  Json out{{"scored", s.n}, {"held", s.held}};
  out["brier"] = {{"value", s.brier}, {"low", s.brier_limits.low}, {"high", s.brier_limits.high}};
  out["reference"] = s.murphy.uncertainty;
  put(out, "skill", s.skill, s.skill_why);
  out["mean_forecast"] = s.mean_forecast;
  out["hit_rate"] = {{"value", s.hit_rate}, {"low", s.hit_rate_limits.low}, {"high", s.hit_rate_limits.high}};
  out["murphy"] = {{"reliability", s.murphy.reliability}, {"resolution", s.murphy.resolution}, {"uncertainty", s.murphy.uncertainty}};
  put(out, "probability_so_few", s.tails ? std::optional(s.tails->so_few) : std::nullopt, s.tails_why);
  put(out, "probability_so_many", s.tails ? std::optional(s.tails->so_many) : std::nullopt, s.tails_why);
  out["calibration"] = Json::array();
  for (const auto& b : s.bins) out["calibration"].push_back(bin_json(b));
  out["needed_for_ten_points"] = s.needed_for_ten_points;
  out["sentence"] = calibration_sentence(s, a.settings.confidence);
  return out;
}

Json frozen_json(const JournalAssessment& a) {
  Json out{{"file", a.record->file}};
  put(out, "as_of", a.record->as_of.empty() ? std::nullopt : std::optional(a.record->as_of), "no date was taken as today");
  out["sha256"] = a.record->sha256;
  std::size_t n[4] = {0, 0, 0, 0};
  for (const auto standing : a.frozen->standings) ++n[static_cast<std::size_t>(standing)];
  out["unchanged"] = n[0], out["changed"] = n[1], out["added"] = n[2], out["not_frozen"] = n[3];
  out["removed"] = Json::array();
  for (const auto i : a.frozen->removed) out["removed"].push_back(a.record->hypotheses[i].cells.id);
  return out;
}

Json quarter_json(const InterventionQuarter& q) {
  Json out;
  if (!q.quarter.empty()) out["quarter"] = q.quarter;
  out["killed"] = q.killed, out["paused"] = q.paused, out["guarded"] = q.guarded;
  const auto finite = [](const std::optional<double>& x) { return x && std::isfinite(*x) ? x : std::nullopt; };
  const std::string why = q.harm.stated == 0 ? "no row states it" : "the sum is too large";
  Json harm{{"stated", q.harm.stated}, {"unstated", q.harm.unstated}};
  put(harm, "low", finite(q.harm.low), why);
  put(harm, "best", finite(q.harm.best), q.harm.without_best > 0 ? std::to_string(q.harm.without_best) + " of the rows that state it give a range without a best value" : why);
  put(harm, "high", finite(q.harm.high), why);
  out["harm_avoided"] = std::move(harm);
  return out;
}

Json result_json(const JournalResult& r) {
  const JournalAssessment& a = r.assessment;
  Json out;
  out["hypotheses"] = Json::array();
  for (std::size_t i = 0; i < r.subject.hypotheses.size(); ++i) out["hypotheses"].push_back(hypothesis_json(r, i));
  out["counts"] = counts_json(a.counts);
  if (a.score) out["score"] = score_json(a);
  else out["score"] = nullptr, out["score_why"] = a.score_why;
  out["uncounted"] = a.uncounted;
  if (a.brier_if_known) out["brier_if_known"] = interval_json(*a.brier_if_known);
  else out["brier_if_known"] = nullptr, out["brier_if_known_why"] = "every hypothesis that ought to count does";
  if (a.frozen) out["frozen"] = frozen_json(a);
  else out["frozen"] = nullptr, out["frozen_why"] = "no frozen record is given, with --against";
  out["interventions"] = quarter_json(a.interventions);
  out["quarters"] = Json::array();
  for (const auto& q : a.quarters) out["quarters"].push_back(quarter_json(q));
  out["cautions"] = journal_cautions(r);
  return out;
}

Json differences_of(const JournalOutcome& outcome) {
  Json out = Json::array();
  for (const auto& n : journal_numbers(outcome)) {
    out.push_back(difference_json("journal.score." + n.name, n.base, n.changed));
  }
  return out;
}

}  // namespace

std::string journal_json(const JournalOutcome& outcome, const Run& run) {
  Json result = result_json(outcome.changed);
  if (outcome.base) result["set"] = run.overrides, result["base"] = result_json(*outcome.base), result["difference"] = differences_of(outcome);
  HarmSettings settings;
  settings.confidence = outcome.changed.assessment.settings.confidence;
  return json_text(envelope(run, outcome.changed.subject, &settings, std::move(result), Draws::none));
}

}  // namespace premortem
