#include "report/harm_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "premortem/core/number_text.hpp"

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
  return {std::to_string(number),
          mode.name,
          about(m.harmed.point),
          at_most(m.harmed.bound),
          m.harmed.one_period_high ? number_text(*m.harmed.one_period_high, Rounding::up) : "?",
          likely(m.harmed.independent),
          m.cost && m.cost->bound.interval ? money_text(m.cost->bound.interval->high, currency, Rounding::up) : "",
          mode.harm_cap ? number_text(*mode.harm_cap, Rounding::nearest) : "",
          mode.harm_cap ? cap_words(m.exceeds_cap) : "",
          std::string(name_of(mode.reversible)),
          mode.monitor.empty() ? "NOBODY" : mode.monitor};
}

void add_sentences(const HarmResult& r, HarmWords& words) {
  HarmWords::Section section{"In words", {}};
  for (std::size_t i = 0; i < r.assessment.failure_modes.size(); ++i) {
    const auto& b = r.assessment.failure_modes[i].harmed.bound;
    section.lines.push_back(fmt::format("{}: {}.", i + 1, b.interval ? b.sentence : "no bound, because " + b.why));
    const auto& m = r.assessment.failure_modes[i];
    if (!m.harmed.point && !m.harmed.point_why.empty())
      section.lines.push_back(fmt::format("{}: no \"about\", because {}.", i + 1, m.harmed.point_why));
    else if (!m.harmed.independent && !m.harmed.independent_why.empty())
      section.lines.push_back(fmt::format("{}: no likely range, because {}.", i + 1, m.harmed.independent_why));
  }
  const auto& any = r.assessment.any.bound;
  if (r.assessment.failure_modes.size() > 1)
    section.lines.push_back("Any of them: " + (any.interval ? any.sentence : "no bound, because " + any.why) + ".");
  words.sections.push_back(std::move(section));
}

std::string room_line(std::size_t number, const Case& subject, const ModeAssessment& m) {
  const auto& limit = *m.exposure_limit;
  const FailureMode& mode = subject.failure_modes[m.mode];
  const auto cap = number_text(*mode.harm_cap, Rounding::nearest);
  if (limit.share == 0) return fmt::format("{}: the cap of {} holds at no exposure.", number, cap);
  std::string line = fmt::format("{}: the cap of {} holds up to {} of this exposure, {} at the start of the chain.", number, cap,
                                 percent_text(limit.share, Rounding::down), number_text(limit.population, Rounding::down));
  if (limit.evidence_needed)
    line += fmt::format(" All of it would need {} more trials of \"{}\" without one event.",
                        number_text(limit.evidence_needed->more_trials, Rounding::up), subject.leaves[limit.evidence_needed->leaf].label);
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
    section.lines.push_back(fmt::format("{}: \"{}\" ({}) moves it most, from {} to {}.", i + 1, r.subject.leaves[s.leaf].label,
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

std::optional<double> high_of(const BoundReading& b) { return b.interval ? std::optional(b.interval->high) : std::nullopt; }
std::optional<double> p95_of(const Readings& r) { return r.independent ? std::optional(r.independent->p95.value) : std::nullopt; }

void compare(const std::string& mode, const ModeAssessment* base, const ModeAssessment* changed, std::vector<Difference>& out) {
  const auto add = [&](const char* quantity, auto value) {
    out.push_back({mode, quantity, base ? value(*base) : std::nullopt, changed ? value(*changed) : std::nullopt});
  };
  add("harmed.point", [](const ModeAssessment& m) { return m.harmed.point; });
  add("harmed.bound.high", [](const ModeAssessment& m) { return high_of(m.harmed.bound); });
  add("harmed.one_period.high", [](const ModeAssessment& m) { return m.harmed.one_period_high; });
  add("harmed.independent.p95", [](const ModeAssessment& m) { return p95_of(m.harmed); });
  add("cost.point", [](const ModeAssessment& m) { return m.cost ? m.cost->point : std::nullopt; });
  add("cost.bound.high", [](const ModeAssessment& m) { return m.cost ? high_of(m.cost->bound) : std::nullopt; });
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
  words.title = fmt::format("{}: harm{}{}", r.subject.title, period, scale);
  const auto R = Align::right;
  words.table.columns = {{"", R}, {"what breaks"}, {"about", R}, {"at most", R}, {"one period", R}, {"likely 5-95%", R},
                         {"cost at most", R}, {"cap", R}, {"over cap"}, {"undo"}, {"watch"}};
  for (std::size_t i = 0; i < r.assessment.failure_modes.size(); ++i)
    words.table.rows.push_back(row_of(i + 1, r.subject, r.assessment.failure_modes[i]));
  add_sentences(r, words);
  add_room(r, words);
  add_measure_first(r, words);
  add_cautions(r, words);
  return words;
}

std::vector<Difference> differences(const HarmResult& base, const HarmResult& changed) {
  std::vector<Difference> out;
  for (const auto& m : changed.assessment.failure_modes) {
    const auto& name = changed.subject.failure_modes[m.mode].name;
    const ModeAssessment* before = nullptr;
    for (const auto& b : base.assessment.failure_modes)
      if (base.subject.failure_modes[b.mode].name == name) before = &b;
    compare(name, before, &m, out);
  }
  std::erase_if(out, [](const Difference& d) { return !d.base && !d.changed; });
  return out;
}

namespace {

/// A compared number in the words the other tables use for it, so that no two forms disagree.
std::string compared_text(const Difference& d, double value, const std::string& currency) {
  const Rounding rounding = d.quantity.ends_with(".high") ? Rounding::up : Rounding::nearest;
  return d.quantity.starts_with("cost.") ? money_text(value, currency, rounding) : number_text(value, rounding);
}

}  // namespace

TextTable difference_table(const HarmResult& base, const HarmResult& changed) {
  const auto R = Align::right;
  TextTable table{{{"what breaks"}, {"quantity"}, {"base", R}, {"changed", R}, {"difference", R}}, {}};
  const std::string& currency = changed.subject.feature.currency;
  std::size_t unchanged = 0;
  for (const auto& d : differences(base, changed)) {
    if (d.base == d.changed) {
      ++unchanged;
      continue;
    }
    const auto text = [&](const std::optional<double>& x) { return x ? compared_text(d, *x, currency) : std::string("?"); };
    std::string difference = "?";
    if (d.base && d.changed) {
      const double by = *d.changed - *d.base;
      difference = (by > 0 ? "+" : "-") + (d.quantity.starts_with("cost.") ? money_text(std::abs(by), currency, Rounding::nearest)
                                                                           : number_text(std::abs(by), Rounding::nearest));
    }
    table.rows.push_back({d.failure_mode, d.quantity, text(d.base), text(d.changed), difference});
  }
  if (unchanged > 0) table.rows.push_back({table.rows.empty() ? "nothing changes" : "all others", count_text(unchanged, "number"), "", "", "0"});
  return table;
}

}  // namespace premortem
