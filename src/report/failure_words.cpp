#include <fmt/format.h>

#include "premortem/core/number_text.hpp"
#include "report/harm_words.hpp"
#include "report/page_words.hpp"
#include "report/trigger_words.hpp"

namespace premortem {
namespace {

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
  else state = m.exceeds_cap.bound == "no" ? "holds on average" : "may be passed";
  std::string text = fmt::format("Cap: {}, {}", cap, state);
  if (m.exceeds_cap.independent && m.exceeds_cap.bound == "undecided")
    text += fmt::format(" (chance {} if the estimates are unrelated)", chance_words(*m.exceeds_cap.independent, m.standing().independent->samples));
  return text + ".";
}

/// In people; a failure without a bound or a cap has no place on the chart, whose axis is the share of the cap.
void fill_bar(FailureWords& w, const FailureMode& mode, const ModeAssessment& m) {
  const Readings& r = m.standing();
  if (!r.bound.interval || !mode.harm_cap || *mode.harm_cap == 0) return;
  if (r.point) w.bar_point = *r.point / *mode.harm_cap;
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

/// The computed rule is the rollback trigger where nobody wrote one; where somebody did, it is said as the rule meant.
void fill_trigger(FailureWords& w, const HarmResult& result, const ModeAssessment& m) {
  if (!m.trigger) return;
  const auto& reading = result.assessment.triggers->triggers[*m.trigger];
  if (!reading.rule) {
    w.trigger = "No trigger: " + reading.why + ".";
    return;
  }
  const FailureMode& mode = result.subject.failure_modes[m.mode];
  const std::string rule = rule_words(reading.watched, reading.rule->rule, result.assessment.triggers->settings.exposure) + ".";
  if (mode.rollback.empty()) w.rollback = rule;
  const std::string said = mode.rollback.empty() ? "" : reading.audited ? fmt::format("Judged as \"{}\".", text_of(reading.rule->rule)) : "Chosen rule: " + rule;
  const std::string now = reading.replay && reading.replay->fires_now && reading.gate_why.empty() ? fmt::format("IT FIRES NOW, at the check of {}.", reading.replay->last_date) : "";
  const std::string sampled = m.with_trigger ? sampling_words(result.subject, reading) : "";  // else the performance says it
  const std::string worth = m.with_trigger ? with_trigger_words(m) + " Cries wolf " + fmt::format("{} ({}).", frequency_words(reading.rule->false_alarms), to_string(result.subject.monitors[*m.trigger].place)) : trigger_performance(result.subject, reading);
  w.trigger = joined({now, said, sampled, worth}, " ");
}

}  // namespace

FailureWords failure_words(std::size_t number, const HarmResult& result, const ModeAssessment& m) {
  const Case& subject = result.subject;
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
  w.rollback = mode.rollback.empty() ? "No rollback trigger is written." : sentence(mode.place.file == "risks.csv" ? "Roll back when: " : "", mode.rollback);
  fill_trigger(w, result, m);
  w.owner = joined({mode.owner.empty() ? "No owner." : sentence("Owner: ", mode.owner), sentence("Escalate to: ", mode.escalate_to)}, " ");
  w.switch_off = mode.switch_off.empty() ? "No switch is named." : sentence("Switch: ", mode.switch_off);
  w.drilled = mode.drilled.empty() ? "Never drilled." : sentence("Drilled ", mode.drilled);
  fill_bar(w, mode, m);
  return w;
}

}  // namespace premortem
