#include "report/page_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "report/harm_words.hpp"
#include "report/tradeoff_page_words.hpp"

namespace premortem {
namespace {

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
  if (facts.statements == 1) sure = shown == 1 ? fmt::format("the \"at most\" is {} sure", confidence_text(s.confidence)) : fmt::format("the one \"at most\" that rests on data is {} sure", confidence_text(s.confidence));
  if (facts.statements > 1) {
    const std::string which = facts.statements == shown ? "each \"at most\"" : fmt::format("each of the {} \"at most\" that rest on data", facts.statements);
    sure = fmt::format("{} is {} sure, ", which, confidence_text(s.confidence));
    sure += facts.joint_confidence > 0 ? "all together at least " + percent_text(facts.joint_confidence, Rounding::down) : "nothing can be said of all together";
  }
  return joined({period, scale, sure.empty() ? "no \"at most\" rests on data alone" : sure}, "; ");
}

/// Failures whose cap no exposure was checked against, because they have no bound: `"a", "b"`.
std::string unchecked_caps(const HarmResult& r) {
  std::string names;
  for (const auto i : r.assessment.choice().modes) {
    const auto& m = r.assessment.failure_modes[i];
    const FailureMode& mode = r.subject.failure_modes[m.mode];
    if (mode.harm_cap && !m.standing().bound.interval) names += (names.empty() ? "\"" : ", \"") + shortened(mode.name) + "\"";
  }
  return names;
}

/// The failure whose cap is reached first says how far exposure can go.
std::string first_cap_words(const HarmResult& r) {
  const ModeAssessment* first = nullptr;
  for (const auto i : r.assessment.choice().modes) {
    const auto& m = r.assessment.failure_modes[i];
    if (m.exposure_limit && (!first || m.exposure_limit->share < first->exposure_limit->share)) first = &m;
  }
  const auto unchecked = unchecked_caps(r);
  const std::string left_open = unchecked.empty() ? "" : fmt::format(" The cap of {} cannot be checked at any exposure.", unchecked);
  if (!first) return unchecked.empty() ? "" : left_open.substr(1);
  const auto& mode = r.subject.failure_modes[first->mode];
  const auto& limit = *first->exposure_limit;
  const auto cap = number_text(*mode.harm_cap, Rounding::nearest);
  if (limit.share == 0) return fmt::format("No exposure holds the cap of {} of \"{}\".{}", cap, shortened(mode.name), left_open);
  const auto& settings = r.assessment.settings;
  const std::string scale = settings.scale == 1 ? "" : number_text(settings.scale, Rounding::nearest) + "x ";
  const std::string whole = r.subject.rollout.empty() || settings.scale != 1 ? scale + "the stated exposure" : "full exposure";
  std::string text = fmt::format("{} up to {} of {}; beyond it \"{}\" may pass its cap of {}.", unchecked.empty() ? "Every cap holds" : "The other caps hold",
                                 percent_text(limit.share * settings.share, Rounding::down), whole, shortened(mode.name), cap);
  if (limit.evidence_needed && r.subject.rollout.empty())
    text += fmt::format(" All of that exposure needs {}.", evidence_words(*limit.evidence_needed, r.subject));
  return text + left_open;
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
    words.hangs_on.push_back(fmt::format("{}, \"{}\" ({}, {}): {} to {}.", shortened(title_of(r.subject.failure_modes[m.mode])), shortened(leaf.label), evidence,
                                         to_string(leaf.place), number_text(h.low, Rounding::nearest), number_text(h.high, Rounding::nearest)));
  }
  if (facts.worth_knowing) {
    const auto& w = *facts.worth_knowing;
    const auto money = [&](double x) { return money_text(x, r.subject.feature.currency, Rounding::nearest); };
    words.measure_first = fmt::format("Measure \"{}\" first: to know it before deciding is worth at most {} a year; to know everything, {}.", shortened(r.subject.leaves[w.leaf].label),
                                      money(w.value), money(w.everything));
  } else if (!facts.hangs_on.empty()) {
    const Leaf& first = r.subject.leaves[facts.hangs_on.front().leaf];
    const auto& mode = r.subject.failure_modes[r.assessment.failure_modes[facts.hangs_on.front().mode].mode];
    words.measure_first = fmt::format("Measure \"{}\" of \"{}\" first.", shortened(first.label), shortened(mode.name));
  }
}

std::string counted_evidence(const HarmResult& r, const PageFacts& f) {
  std::uint64_t rows = 0, used = 0, excluded = 0;
  std::string stands_for;
  for (const auto& file : r.subject.inputs) {
    rows += file.rows, used += file.used, excluded += file.excluded;
    if (file.stands_for) stands_for += fmt::format("; {} used of {} stand for {}", count_text(file.used, "line"), file.file, count_text(*file.stands_for, "row"));
  }
  const std::string left_out = excluded == 0 ? "" : fmt::format(", {} excluded", excluded);
  return fmt::format("Evidence: {} measured, {} benchmark, {} expert, {}. {}, {} read, {} used{}{}.", f.measured, f.benchmark, f.expert,
                     f.guess == 1 ? "1 guess" : fmt::format("{} guesses", f.guess), count_text(r.subject.inputs.size(), "file"),
                     count_text(rows, "row"), used, left_out, stands_for);
}

std::string settings_words(const HarmResult& r, const Run& run) {
  const auto& s = r.assessment.settings;
  return fmt::format("Seed {}, {} samples, confidence {}, as of {}, premortem {}.", s.simulation.seed, s.simulation.samples, s.confidence,
                     run.as_of.value_or("no stated date"), run.version);
}

std::string also_words(const HarmResult& r, const PageFacts& facts) {
  std::vector<std::string> parts;
  for (const auto i : facts.not_shown) {
    const auto& m = r.assessment.failure_modes[i];
    const auto& b = m.standing().bound;
    parts.push_back(fmt::format("{} ({})", shortened(title_of(r.subject.failure_modes[m.mode])),
                                b.interval ? "at most " + number_text(b.interval->high, Rounding::up) + " " + m.unit : "no bound"));
    if (parts.size() == 8 && facts.not_shown.size() > 8) {
      parts.push_back(fmt::format("and {} more, which premortem harm lists", facts.not_shown.size() - 8));
      break;
    }
  }
  return parts.empty() ? "" : "Not shown: " + joined(parts, "; ") + ".";
}

}  // namespace

std::string joined(const std::vector<std::string>& parts, const char* separator) {
  std::string text;
  for (const auto& p : parts)
    if (!p.empty()) text += (text.empty() ? "" : separator) + p;
  return text;
}

std::string sentence(const std::string& before, std::string text) {
  if (text.empty()) return "";
  if (!text.ends_with('.') && !text.ends_with('!') && !text.ends_with('?')) text += '.';
  return before + text;
}

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
    w.failures.push_back(failure_words(i + 1, r, r.assessment.failure_modes[facts.shown[i]]));
  w.also = also_words(r, facts);
  const bool options_by_cost = r.tradeoff && r.tradeoff->options && r.tradeoff->options->chosen && !harm_has_options(r.subject);
  if (!options_by_cost && !r.subject.failure_modes.empty()) w.options = option_table(r);
  if (r.tradeoff) {
    auto tradeoff = tradeoff_page_words(tradeoff_of(r));
    w.tradeoff = without_empty_columns(tradeoff.table), w.tradeoff_lines = std::move(tradeoff.lines);
  }
  if (r.latency) w.latency = latency_page_words(latency_of(r));
  if (r.calendar) w.calendar = calendar_page_words(calendar_of(r));
  fill_room(r, w);
  fill_hangs_on(r, facts, w);
  for (const auto* list : {&facts.may_promise}) for (const auto& t : *list) w.may_promise.push_back(sentence("", t));
  for (const auto& t : facts.do_not_promise) w.do_not_promise.push_back(sentence("", t));
  for (const auto& t : facts.cannot_see) w.cannot_see.push_back(sentence("", t));
  if (!facts.missing.empty()) w.missing.push_back(sentence("", joined(facts.missing, "; ")));
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
