#include "report/page_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/number_text.hpp"
#include "report/harm_words.hpp"

namespace premortem {
namespace {

std::string percent(double confidence) { return percent_text(confidence, Rounding::nearest); }

std::string joined(const std::vector<std::string>& parts, const char* separator) {
  std::string text;
  for (const auto& p : parts)
    if (!p.empty()) text += (text.empty() ? "" : separator) + p;
  return text;
}

/// A sentence of the case: ends with a full stop.
std::string sentence(const std::string& before, std::string text) {
  if (text.empty()) return "";
  if (!text.ends_with('.') && !text.ends_with('!') && !text.ends_with('?')) text += '.';
  return before + text;
}

/// None of n samples is not never: 3/n is the 95% limit of what was not seen once (rule of three).
std::string chance_words(double share, std::uint64_t samples) {
  if (share > 0) return percent_text(share, Rounding::up);
  return "under " + percent_text(3 / static_cast<double>(samples), Rounding::up);
}

std::string cap_sentence(const FailureMode& mode, const ModeAssessment& m) {
  if (!mode.harm_cap) return "No cap is stated.";
  const auto cap = number_text(*mode.harm_cap, Rounding::nearest);
  std::string state;
  if (m.exceeds_cap.point == "yes" || m.exceeds_cap.bound == "yes") state = "expected to be passed";
  else if (!m.exceeds_cap.bound) state = "cannot be checked";
  else state = m.exceeds_cap.bound == "no" ? "holds" : "may be passed";
  std::string text = fmt::format("Cap: {}, {}", cap, state);
  if (m.exceeds_cap.independent && m.exceeds_cap.bound == "undecided")
    text += fmt::format(" (chance {} if the estimates are unrelated)", chance_words(*m.exceeds_cap.independent, m.standing().independent->samples));
  return text + ".";
}

/// In people; a failure without a bound or a cap has no place on the chart, whose axis is the share of the cap.
void fill_bar(FailureWords& w, const FailureMode& mode, const ModeAssessment& m) {
  const Readings& r = m.standing();
  if (!r.bound.interval || !mode.harm_cap || *mode.harm_cap == 0) return;
  w.bar_point = r.point.value_or(0) / *mode.harm_cap;
  w.bar_high = r.bound.interval->high / *mode.harm_cap;
  if (m.with_mitigation && m.harmed.bound.interval) w.bar_without = m.harmed.bound.interval->high / *mode.harm_cap;
  w.has_bar = true;
}

/// The sentence of the bound in two: the statement, and the condition it stands on.
void split_guarantee(FailureWords& w, const ModeAssessment& m) {
  const BoundReading& bound = m.standing().bound;
  if (!bound.interval) {
    w.guarantee = "no bound, because " + bound.why;
    return;
  }
  const std::string amount = w.at_most + " " + m.unit;
  const auto at = bound.sentence.find(amount);
  const auto end = at == std::string::npos ? bound.sentence.size() : at + amount.size();
  w.guarantee = bound.sentence.substr(0, end);
  w.condition = bound.sentence.substr(end);
}

std::string lead_words(const ModeAssessment& m) {
  if (m.standing().point) return fmt::format("About {};", number_text(*m.standing().point, Rounding::nearest));
  std::string why = m.standing().point_why;
  if (m.overlap) why += fmt::format("; the best values allow {} to {}", number_text(m.overlap->low, Rounding::down), number_text(m.overlap->high, Rounding::up));
  return fmt::format("No best estimate ({});", why);
}

/// What is in place and what it would be without: "Counted with the 30-minute hold; without it at most 69.0."
std::string mitigation_words(const FailureMode& mode, const ModeAssessment& m) {
  std::string in_place, planned;
  for (const auto& r : m.mitigations) {
    const Mitigation& x = mode.mitigations[r.mitigation];
    std::string& list = x.status == MitigationStatus::in_place ? in_place : planned;
    list += (list.empty() ? "\"" : ", \"") + x.name + "\"";
  }
  const auto high = [](const BoundReading& b) { return b.interval ? "at most " + number_text(b.interval->high, Rounding::up) : "no bound"; };
  std::string text;
  if (m.with_mitigation) text = fmt::format("Counted with {} in place; without, {}.", in_place, high(m.harmed.bound));
  if (m.with_planned) text += fmt::format("{}Planned: {}, which would leave {}.", text.empty() ? "" : " ", planned, high(m.with_planned->bound));
  return text;
}

FailureWords failure_words(std::size_t number, const Case& subject, const ModeAssessment& m) {
  const FailureMode& mode = subject.failure_modes[m.mode];
  FailureWords w;
  w.number = std::to_string(number);
  w.name = title_of(mode);
  w.irreversible = mode.reversible == Reversible::no;
  w.description = joined({sentence("", mode.description), sentence("Harm: ", mode.harm_type)}, " ");
  w.undo = undo_words(mode.reversible);
  w.lead = lead_words(m);
  const Readings& r = m.standing();
  w.about = r.point ? number_text(*r.point, Rounding::nearest) : "";
  w.at_most = r.bound.interval ? number_text(r.bound.interval->high, Rounding::up) : "";
  w.unit = m.unit;
  split_guarantee(w, m);
  if (m.cost && m.cost->bound.interval) w.cost = (subject.feature.currency.empty() ? "cost " : "") + money_text(m.cost->bound.interval->high, subject.feature.currency, Rounding::up);
  if (r.one_period_high) w.one_period = number_text(*r.one_period_high, Rounding::up);
  w.mitigation = mitigation_words(mode, m);
  w.cap = cap_sentence(mode, m);
  w.mind = joined(m.cautions, " ");
  w.notice = mode.monitor.empty() ? "Nobody would notice: no monitor is named." : sentence("We notice by ", mode.monitor);
  w.threshold = sentence("Detection threshold: ", mode.detection_threshold);
  w.rollback = mode.rollback.empty() ? "No rollback trigger is written." : sentence("", mode.rollback);
  w.owner = joined({mode.owner.empty() ? "No owner." : sentence("Owner: ", mode.owner), sentence("Escalate to: ", mode.escalate_to)}, " ");
  w.switch_off = mode.switch_off.empty() ? "No switch is named." : sentence("Switch: ", mode.switch_off);
  w.drilled = mode.drilled.empty() ? "Never drilled." : sentence("Drilled ", mode.drilled);
  fill_bar(w, mode, m);
  return w;
}

std::string failures_heading(std::size_t shown, std::size_t all) {
  static const char* const words[] = {"No", "One", "Two", "Three"};
  const std::string noun = shown == 1 ? "failure" : "failures";
  return fmt::format("{} unavoidable {}{}", words[std::min<std::size_t>(shown, 3)], noun, all > shown ? fmt::format(" of {}", all) : "");
}

std::string failures_note(const HarmResult& r, const PageFacts& facts) {
  const auto& s = r.assessment.settings;
  const std::string period = r.assessment.period.empty() ? "" : "per " + r.assessment.period;
  std::string scale = s.scale == 1 ? "" : number_text(s.scale, Rounding::nearest) + "x the stated exposure";
  if (s.share != 1) scale = fmt::format("at {} of {}", percent_text(s.share, Rounding::nearest), scale.empty() ? "full exposure" : scale);
  std::string sure;
  const auto shown = static_cast<int>(facts.shown.size());
  if (facts.statements == 1) sure = shown == 1 ? fmt::format("the \"at most\" is {} sure", percent(s.confidence)) : fmt::format("the one \"at most\" that rests on data is {} sure", percent(s.confidence));
  if (facts.statements > 1) {
    const std::string which = facts.statements == shown ? "each \"at most\"" : fmt::format("each of the {} \"at most\" that rest on data", facts.statements);
    sure = fmt::format("{} is {} sure, all together at least {}", which, percent(s.confidence), percent_text(facts.joint_confidence, Rounding::down));
  }
  return joined({period, scale, sure.empty() ? "no \"at most\" rests on data alone" : sure}, "; ");
}

/// The failure whose cap is reached first says how far exposure can go.
std::string first_cap_words(const HarmResult& r) {
  const ModeAssessment* first = nullptr;
  for (const auto i : r.assessment.choice().modes) {
    const auto& m = r.assessment.failure_modes[i];
    if (m.exposure_limit && (!first || m.exposure_limit->share < first->exposure_limit->share)) first = &m;
  }
  if (!first) return "";
  const auto& mode = r.subject.failure_modes[first->mode];
  const auto& limit = *first->exposure_limit;
  const auto cap = number_text(*mode.harm_cap, Rounding::nearest);
  if (limit.share == 0) return fmt::format("No exposure holds the cap of {} of \"{}\".", cap, mode.name);
  const double of_all = limit.share * r.assessment.settings.share;  // without a rollout the share is 1
  const std::string whole = r.subject.rollout.empty() ? "the stated exposure" : "full exposure";
  std::string text = fmt::format("Every cap holds up to {} of {}; beyond it \"{}\" may pass its cap of {}.", percent_text(of_all, Rounding::down), whole, mode.name, cap);
  if (limit.evidence_needed && r.subject.rollout.empty())
    text += fmt::format(" The stated exposure needs {}.", evidence_words(*limit.evidence_needed, r.subject));
  return text;
}

void fill_room(const HarmResult& r, PageWords& words) {
  for (const auto& text : {first_cap_words(r), rollout_words(r)})
    if (!text.empty()) words.room.push_back(text);
  const auto& choice = r.assessment.choice();
  for (const auto& stage : choice.rollout)
    if (choice.largest_stage == stage.stage && !r.subject.rollout[stage.stage].exit_rule.empty())
      words.room.push_back(sentence("To leave this stage: ", r.subject.rollout[stage.stage].exit_rule));
}

void fill_hangs_on(const HarmResult& r, const PageFacts& facts, PageWords& words) {
  for (const auto& h : facts.hangs_on) {
    const Leaf& leaf = r.subject.leaves[h.leaf];
    const auto& m = r.assessment.failure_modes[h.mode];
    const std::string evidence = leaf.evidence != Evidence::unstated ? std::string(name_of(leaf.evidence)) : kind_of(leaf) == LeafKind::sampled ? "measured" : "guess";
    words.hangs_on.push_back(fmt::format("{}, \"{}\" ({}, {}): {} to {}.", title_of(r.subject.failure_modes[m.mode]), leaf.label, evidence,
                                         to_string(leaf.place), number_text(h.low, Rounding::nearest), number_text(h.high, Rounding::nearest)));
  }
  if (!facts.hangs_on.empty()) {
    const Leaf& first = r.subject.leaves[facts.hangs_on.front().leaf];
    words.measure_first = fmt::format("Measure \"{}\" first.", first.label);
  }
}

std::string counted_evidence(const HarmResult& r, const PageFacts& f) {
  std::uint64_t rows = 0, used = 0, excluded = 0;
  for (const auto& file : r.subject.inputs) rows += file.rows, used += file.used, excluded += file.excluded;
  const std::string left_out = excluded == 0 ? "" : fmt::format(", {} excluded", excluded);
  return fmt::format("Evidence: {} measured, {} benchmark, {} expert, {}. {}, {} read, {} used{}.", f.measured, f.benchmark, f.expert,
                     f.guess == 1 ? "1 guess" : fmt::format("{} guesses", f.guess), count_text(r.subject.inputs.size(), "file"),
                     count_text(rows, "row"), used, left_out);
}

std::string settings_words(const HarmResult& r, const Run& run) {
  const auto& s = r.assessment.settings;
  return fmt::format("Seed {}, {} samples, confidence {:.6g}, as of {}, premortem {}.", s.simulation.seed, s.simulation.samples, s.confidence,
                     run.as_of.value_or("no stated date"), run.version);
}

std::string also_words(const HarmResult& r, const PageFacts& facts) {
  std::vector<std::string> parts;
  for (const auto i : facts.not_shown) {
    const auto& m = r.assessment.failure_modes[i];
    const auto& b = m.standing().bound;
    parts.push_back(fmt::format("{} ({})", title_of(r.subject.failure_modes[m.mode]),
                                b.interval ? "at most " + number_text(b.interval->high, Rounding::up) + " " + m.unit : "no bound"));
    if (parts.size() == 8 && facts.not_shown.size() > 8) {
      parts.push_back(fmt::format("and {} more, which premortem harm lists", facts.not_shown.size() - 8));
      break;
    }
  }
  return parts.empty() ? "" : "Not shown: " + joined(parts, "; ") + ".";
}

}  // namespace

PageWords page_words(const HarmOutcome& outcome, const PageFacts& facts, const Run& run) {
  const HarmResult& r = outcome.changed;
  const Feature& f = r.subject.feature;
  PageWords w;
  w.title = "What could go wrong: " + r.subject.title;
  w.meta = joined({f.decision_by.empty() ? "" : "decide by " + f.decision_by, f.owner.empty() ? "" : "owner: " + f.owner,
                   f.approver.empty() ? "" : "approver: " + f.approver}, " · ");
  w.verdict = name_of(r.assessment.decision.verdict);
  w.decision = r.assessment.decision.sentence;
  w.summary = f.summary;
  w.giving_up = sentence("", f.giving_up);
  w.protecting = sentence("", f.protecting);
  w.betting_on = sentence("", f.betting_on);
  w.failures_heading = failures_heading(facts.shown.size(), r.assessment.choice().modes.size());
  w.failures_note = failures_note(r, facts);
  for (std::size_t i = 0; i < facts.shown.size(); ++i)
    w.failures.push_back(failure_words(i + 1, r.subject, r.assessment.failure_modes[facts.shown[i]]));
  w.also = also_words(r, facts);
  w.options = option_table(r);
  fill_room(r, w);
  fill_hangs_on(r, facts, w);
  for (const auto* list : {&facts.may_promise}) for (const auto& t : *list) w.may_promise.push_back(sentence("", t));
  for (const auto& t : facts.do_not_promise) w.do_not_promise.push_back(sentence("", t));
  for (const auto& t : facts.cannot_see) w.cannot_see.push_back(sentence("", t));
  for (const auto& t : facts.missing) w.missing.push_back(sentence("", t));
  w.cautions = facts.cautions;
  w.evidence = counted_evidence(r, facts) + " " + settings_words(r, run);
  w.command = run.command;
  for (const auto& file : r.subject.inputs) w.inputs.push_back(file.file + " " + file.sha256.substr(0, 12));
  if (outcome.base) {
    w.what_if = difference_table(*outcome.base, outcome.changed);
    std::string sets;
    for (const auto& o : run.overrides) sets += (sets.empty() ? "" : ", ") + o;
    w.what_if_heading = "What if " + sets + "? All figures on this page are for that case";
  }
  return w;
}

}  // namespace premortem
