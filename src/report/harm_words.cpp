#include "report/harm_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "report/page_words.hpp"
#include "report/trigger_words.hpp"

namespace premortem {
namespace {

std::string about(const std::optional<double>& x) { return x ? number_text(*x, Rounding::nearest) : "?"; }

std::string at_most(const BoundReading& b) { return b.interval ? number_text(b.interval->high, Rounding::up) : "?"; }

std::string likely(const std::optional<Simulated>& s) {
  if (!s) return "?";
  if (s->p05.value == s->p95.value) return "";  // nothing varies
  return number_text(s->p05.value, Rounding::nearest) + " to " + number_text(s->p95.value, Rounding::nearest);
}

std::vector<std::string> row_of(std::size_t number, const Case& subject, const ModeAssessment& m) {
  const FailureMode& mode = subject.failure_modes[m.mode];
  const auto& currency = subject.feature.currency;
  const Readings& r = m.standing();
  return {std::to_string(number),
          mode.name,
          mode.option,
          about(r.point),
          at_most(r.bound),
          m.with_mitigation ? at_most(m.harmed.bound) : "",
          m.with_planned ? at_most(m.with_planned->bound) : "",
          m.with_trigger ? number_text(m.with_trigger->at_most, Rounding::up) : "",
          r.one_period_high ? number_text(*r.one_period_high, Rounding::up) : "?",
          likely(r.independent),
          m.cost && m.cost->bound.interval ? money_text(m.cost->bound.interval->high, currency, Rounding::up) : "",
          mode.harm_cap ? number_text(*mode.harm_cap, Rounding::nearest) : "",
          mode.harm_cap ? cap_words(m.exceeds_cap) : "",
          std::string(name_of(mode.reversible)),
          mode.monitor.empty() ? "NOBODY" : mode.monitor};
}

std::string bound_words(const Readings& r) { return r.bound.interval ? r.bound.sentence : "no bound, because " + r.bound.why; }

/// With shares of everyone: what the best values allow, whatever they have in common.
std::string overlap_words(const ModeAssessment& m) {
  if (!m.overlap) return "";
  return fmt::format("; the best values allow {} to {}", number_text(m.overlap->low, Rounding::down), number_text(m.overlap->high, Rounding::up));
}

void add_sentences(const HarmResult& r, HarmWords& words) {
  HarmWords::Section section{"In words", {}};
  for (std::size_t i = 0; i < r.assessment.failure_modes.size(); ++i) {
    const auto& m = r.assessment.failure_modes[i];
    const Readings& standing = m.standing();
    section.lines.push_back(fmt::format("{}: {}.", i + 1, bound_words(standing)));
    if (m.with_mitigation) section.lines.push_back(fmt::format("{}: without its mitigations {}.", i + 1, bound_words(m.harmed)));
    if (const auto trigger = with_trigger_words(m); !trigger.empty()) {
      const auto sampled = sampling_words(r.subject, r.assessment.triggers->triggers[*m.trigger]);
      section.lines.push_back(fmt::format("{}: {}", i + 1, joined({sampled, trigger}, " ")));
    }
    if (m.with_planned) section.lines.push_back(fmt::format("{}: with those planned too, {}.", i + 1, bound_words(*m.with_planned)));
    if (!standing.point && !standing.point_why.empty())
      section.lines.push_back(fmt::format("{}: no \"about\", because {}{}.", i + 1, standing.point_why, overlap_words(m)));
    else if (!standing.independent && !standing.independent_why.empty())
      section.lines.push_back(fmt::format("{}: no likely range, because {}.", i + 1, standing.independent_why));
  }
  const auto& any = r.assessment.choice().any.bound;
  if (r.assessment.choice().modes.size() > 1)
    section.lines.push_back("Any of them: " + (any.interval ? any.sentence : "no bound, because " + any.why) +
                            (r.assessment.choice().any.counts_twice ? " (harmed twice counts twice)." : "."));
  words.sections.push_back(std::move(section));
}

/// Without a likely range there is nothing that a dependence could widen.
void add_dependence(const HarmResult& r, HarmWords& words) {
  HarmWords::Section section{"Whatever the dependence between the estimates", {}};
  for (std::size_t i = 0; i < r.assessment.failure_modes.size(); ++i) {
    const Readings& standing = r.assessment.failure_modes[i].standing();
    if (standing.correlated)
      section.lines.push_back(fmt::format("{}: with the stated correlations likely {} to {}, 5-95%.", i + 1, number_text(standing.correlated->p05.value, Rounding::nearest),
                                          number_text(standing.correlated->p95.value, Rounding::nearest)));
    if (!standing.any_dependence || !standing.independent || likely(standing.independent).empty()) continue;
    const auto& p95 = standing.any_dependence->p95;
    section.lines.push_back(fmt::format("{}: the upper end, p95, lies between {} and {}; if they are unrelated, at {}.", i + 1, number_text(p95.low, Rounding::down),
                                        number_text(p95.high, Rounding::up), number_text(standing.independent->p95.value, Rounding::nearest)));
  }
  if (!section.lines.empty()) words.sections.push_back(std::move(section));
}

std::string room_line(std::size_t number, const Case& subject, const ModeAssessment& m) {
  const auto& limit = *m.exposure_limit;
  const FailureMode& mode = subject.failure_modes[m.mode];
  const auto cap = number_text(*mode.harm_cap, Rounding::nearest);
  if (limit.share == 0) return fmt::format("{}: the cap of {} holds at no exposure.", number, cap);
  std::string line = fmt::format("{}: the cap of {} holds up to {} of this exposure, {} at the start of the chain.", number, cap,
                                 percent_text(limit.share, Rounding::down), number_text(limit.population, Rounding::down));
  if (limit.evidence_needed) line += " All of it would need " + evidence_words(*limit.evidence_needed, subject) + ".";
  return line;
}

void add_room(const HarmResult& r, HarmWords& words) {
  HarmWords::Section section{"How far can we go?", {}};
  for (std::size_t i = 0; i < r.assessment.failure_modes.size(); ++i)
    if (r.assessment.failure_modes[i].exposure_limit) section.lines.push_back(room_line(i + 1, r.subject, r.assessment.failure_modes[i]));
  if (!section.lines.empty()) words.sections.push_back(std::move(section));
}

void add_measure_first(const HarmResult& r, HarmWords& words) {
  HarmWords::Section section{"Measure first", {}};
  for (std::size_t i = 0; i < r.assessment.failure_modes.size(); ++i) {
    const auto& m = r.assessment.failure_modes[i];
    if (m.swings.empty()) continue;
    const auto& s = m.swings.front();
    section.lines.push_back(fmt::format("{}: \"{}\" ({}) moves it most, from {} to {}.", i + 1, shortened(r.subject.leaves[s.leaf].label),
                                        to_string(r.subject.leaves[s.leaf].place), number_text(s.low, Rounding::nearest),
                                        number_text(s.high, Rounding::nearest)));
  }
  if (!section.lines.empty()) words.sections.push_back(std::move(section));
}

void add_cautions(const HarmResult& r, HarmWords& words) {
  HarmWords::Section section{"Mind", {}};
  for (std::size_t i = 0; i < r.assessment.failure_modes.size(); ++i)
    for (const auto& c : r.assessment.failure_modes[i].cautions) section.lines.push_back(fmt::format("{}: {}", i + 1, c));
  section.lines.push_back("\"At most\" is a long-run average; \"one period\" is what a single period can reach.");
  words.sections.push_back(std::move(section));
}

}  // namespace

std::string undo_words(Reversible reversible) {
  switch (reversible) {
    case Reversible::no: return "Cannot be undone.";
    case Reversible::partly: return "Can be undone in part.";
    case Reversible::yes: return "Can be undone.";
    case Reversible::unstated: return "";
  }
  return "";
}

std::string cap_words(const CapReading& cap) {
  if (cap.point == "yes" || cap.bound == "yes") return "yes";
  if (!cap.bound) return "?";
  return cap.bound == "no" ? "no" : "may be";
}

HarmWords harm_words(const HarmResult& r) {
  HarmWords words;
  const auto& s = r.assessment.settings;
  const std::string scale = s.scale == 1 ? "" : fmt::format(", at {}x the stated exposure", number_text(s.scale, Rounding::nearest));
  const std::string period = r.assessment.period.empty() ? "" : " per " + r.assessment.period;
  const std::string stage = s.share == 1 ? (r.subject.rollout.empty() || s.scale != 1 ? "" : ", at full exposure") : fmt::format(", at {} of it", percent_text(s.share, Rounding::nearest));
  words.title = fmt::format("{}: harm{}{}{}", r.subject.title, period, scale, stage);
  const auto R = Align::right;
  words.table.columns = {{"", R}, {"what breaks"}, {"option"}, {"about", R}, {"at most", R}, {"unmitigated", R}, {"with planned", R}, {"with trigger", R}, {"one period", R}, {"likely 5-95%", R},
                         {"cost at most", R}, {"cap", R}, {"over cap"}, {"undo"}, {"watch"}};
  for (std::size_t i = 0; i < r.assessment.failure_modes.size(); ++i)
    words.table.rows.push_back(row_of(i + 1, r.subject, r.assessment.failure_modes[i]));
  words.tables = {{"Mitigations", mitigation_table(r), ""}, {"Options", option_table(r), r.assessment.choice().option ? r.assessment.decision.sentence : ""},
                  {"Rollout", rollout_table(r), rollout_words(r)}};
  if (r.incident)
    words.tables.insert(words.tables.begin(), {fmt::format("After {} hours", number_text(r.incident->hours, Rounding::nearest)), incident_table(r, *r.incident),
                                               "\"Counted\" is what this one stretch can reach; all at the rate of the chain, with the mitigations in place."});
  std::erase_if(words.tables, [](const auto& t) { return t.table.rows.empty(); });
  add_sentences(r, words);
  add_room(r, words);
  add_dependence(r, words);
  add_measure_first(r, words);
  add_cautions(r, words);
  return words;
}

}  // namespace premortem
