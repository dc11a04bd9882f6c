#include "premortem/report/trigger_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "report/escape.hpp"
#include "report/page_words.hpp"
#include "report/trigger_difference.hpp"
#include "report/trigger_words.hpp"

namespace premortem {
namespace {

constexpr std::size_t text_width = 100;
constexpr std::size_t most_others = 3, most_alarms = 10;

/// Where no simulated run cried wolf, what that leaves possible.
std::string false_alarms_text(const FalseAlarms& f) {
  const auto number = number_text(f.per_quarter, Rounding::nearest);
  if (f.relative_error < 1) return number;
  return f.per_quarter < 1e-9 ? "~0" : "<= " + number;
}

/// A chance so small that its digits say nothing.
std::string chance_text(double p, Rounding rounding) { return p < 1e-6 ? "practically 0" : percent_text(p, rounding); }

TextTable trigger_table(const TriggerResult& result) {
  constexpr auto R = Align::right;
  TextTable t{{{"monitor"}, {"normal", R}, {"bad", R}, {"rule"}, {"false a quarter", R}, {"fires in", R}, {"harm before", R}, {"worst", R}}, {}};
  for (const auto& r : result.assessment.triggers) {
    const Monitor& m = r.watched;
    if (!r.rule) {
      t.rows.push_back({m.title(), level_text(m, m.baseline), level_text(m, m.bad_level), "none", "", "", "", ""});
      continue;
    }
    const auto days = [](double x) { return std::isfinite(x) ? duration_words(x).substr(6) : std::string("never"); };
    t.rows.push_back({m.title(), level_text(m, m.baseline), level_text(m, m.bad_level), text_of(r.rule->rule) + (r.audited ? " (yours)" : ""),
                      false_alarms_text(r.rule->false_alarms), days(r.detection.mean),
                      r.harm ? harm_amount(result.subject, m, r.harm->mean, Rounding::nearest) : "", r.harm ? harm_amount(result.subject, m, r.harm->worst.mean, Rounding::up) : ""});
  }
  return t;
}

std::string budget_line(const TriggerReading& r) {
  const auto budget = number_text(r.budget, Rounding::nearest);
  switch (r.budget_source) {
    case BudgetSource::own: return "";
    case BudgetSource::cheapest: return fmt::format("Budget: {} a quarter, which makes false rollbacks and harm together cheapest.", budget);
    case BudgetSource::shared: return fmt::format("Budget: {} a quarter, its part of what feature.csv states.", budget);
    case BudgetSource::unstated: return fmt::format("Budget: {} a quarter, its part of one, because no false_alarms_per_quarter is stated.", budget);
  }
  return "";
}

std::string others_line(const Monitor& m, const TriggerReading& r) {
  std::string text;
  std::size_t named = 0;
  for (const auto& other : r.others) {
    if (named++ == most_others) break;
    text += fmt::format("{}{} ({}, {} false a quarter)", text.empty() ? "" : "; ", text_of(other.rule), duration_words(mean(other.delay) / m.checks_per_day),
                        number_text(other.false_alarms.per_quarter, Rounding::nearest));
  }
  return text.empty() ? "" : (r.audited ? "Others, with no more false alarms: " : "Runners-up: ") + text + ".";
}

std::string quarter_line(const TriggerReading& r) {
  return fmt::format("Chance of at least one false alarm in a quarter: {}.", chance_text(r.rule->false_alarms.any_in_quarter, Rounding::nearest));
}

/// What else was computed of the rule: creeping, noticed first, value.
std::string more_line(const Case& subject, const Monitor& m, const TriggerReading& r) {
  std::string text;
  if (r.creeping_days) text += fmt::format("If the level creeps there over {:.0f} days: {}. ", creep_over_days, duration_words(*r.creeping_days));
  if (r.noticed_by_us) text += fmt::format("Noticed by us before any user reports: {}. ", chance_text(*r.noticed_by_us, Rounding::down));
  if (r.value.per_year) text += fmt::format("Worth {}{} a year. ", *r.value.per_year < 0 ? "-" : "", harm_amount(subject, m, std::abs(*r.value.per_year), Rounding::nearest) + (m.harm_is_money ? "" : " fewer harmed"));
  if (r.even_burn_seconds) text += fmt::format("If errors come evenly at the bad level it alerts after {}. ", duration_words(*r.even_burn_seconds / 86'400).substr(6));
  else if (r.rule->rule.kind == RuleKind::burn_rate) text += fmt::format("Time to alert: none, because {}. ", r.even_burn_why);
  if (!text.empty()) text.pop_back();
  return text;
}

std::vector<std::string> replay_lines(const Case& subject, const TriggerReading& r) {
  const Monitor& m = r.watched;
  if (!r.replay) return subject.history.empty() ? std::vector<std::string>{} : std::vector<std::string>{"Not replayed: " + r.replay_why + "."};
  const auto& p = *r.replay;
  const auto count = [&](Hindsight h) { return std::count_if(p.alarms.begin(), p.alarms.end(), [&](const auto& a) { return a.hindsight == h; }); };
  std::vector<std::string> lines{fmt::format("Replayed over {} ({} to {}): fired {}; by hindsight {} true, {} false, {} undecided; {} missed. {}", count_text(p.checks, "check"), p.first_date, p.last_date,
                                             p.alarms.size() == 1 ? "once" : fmt::format("{} times", p.alarms.size()), count(Hindsight::real), count(Hindsight::by_chance), count(Hindsight::undecided),
                                             p.missed == 1 ? "1 bad stretch" : fmt::format("{} bad stretches", p.missed), p.fires_now ? "It fires at the latest check: roll back." : "It does not fire at the latest check.")};
  std::size_t named = 0;
  for (const auto& a : p.alarms) {
    if (named++ == most_alarms) {
      lines.push_back(fmt::format("and {} more", p.alarms.size() - most_alarms));
      break;
    }
    lines.push_back(fmt::format("{} at {}: {}{}", a.date, level_text(m, a.level), name_of(a.hindsight), a.repeats > 0 ? fmt::format(", and {} more {} while it went on", a.repeats, a.repeats == 1 ? "time" : "times") : ""));
  }
  if (!r.gate_why.empty()) lines.push_back("It says nothing of today: " + r.gate_why + ".");
  if (p.rounded > 0) lines.push_back(fmt::format("In {} the value is no whole number of what is counted and was rounded to one.", count_text(p.rounded, "check")));
  if (p.scaled > 0) lines.push_back(fmt::format("In {} the number of items is not n_per_check; their counts were scaled to it.", count_text(p.scaled, "check")));
  return lines;
}

/// What is said of one monitor, in lines.
std::vector<std::string> lines_of(const TriggerResult& result, const TriggerReading& r) {
  const Monitor& m = r.watched;
  std::vector<std::string> lines{trigger_sentence(result.subject, r, result.assessment.settings)};
  if (!r.rule) return lines;
  for (auto line : {quarter_line(r), r.audited || r.rule->false_alarms.per_quarter == 0 ? std::string() : budget_line(r), more_line(result.subject, m, r), others_line(m, r)})
    if (!line.empty()) lines.push_back(std::move(line));
  for (const auto& caution : trigger_cautions(result.subject, r)) lines.push_back(caution);
  for (const auto& line : replay_lines(result.subject, r)) lines.push_back(line);
  return lines;
}

std::string titled_row(const Monitor& m) { return fmt::format("{} ({})", m.title(), to_string(m.place)); }

std::string heading(const TriggerResult& result) { return "Rollback triggers: " + result.subject.title; }

std::string closing(const TriggerResult& result) {
  const auto& a = result.assessment;
  std::string text = a.settings.exposure == 1 ? "" : fmt::format("At {:.6g}x the stated exposure. ", a.settings.exposure);
  if (a.triggers.size() > 1)
    text += fmt::format("All together: {} false a quarter; chance of at least one in a quarter {}.", number_text(a.false_alarms_per_quarter, Rounding::nearest), percent_text(a.any_false_in_quarter, Rounding::nearest));
  const auto budget = result.subject.feature.false_alarms_per_quarter;
  if (budget && a.false_alarms_per_quarter > *budget * (1 + 1e-9)) text += fmt::format(" That is more than the {} of feature.csv: rules of your own and budgets of their own come on top.", number_text(*budget, Rounding::nearest));
  return text + (text.empty() ? "" : " ") + "A quarter is 91.3125 days.";
}

}  // namespace

std::string trigger_terminal(const TriggerOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  std::string text = printable(heading(result)) + "\n\n" + terminal_table(trigger_table(result));
  if (outcome.base) text += "\nWhat if " + printable(joined(run.overrides, ", ")) + "\n" + terminal_table(trigger_difference_table(*outcome.base, result));
  for (const auto& r : result.assessment.triggers) {
    text += "\n" + printable(titled_row(result.subject.monitors[r.monitor])) + "\n";
    for (const auto& line : lines_of(result, r)) text += "  " + wrapped(printable(line), text_width, 5) + "\n";
  }
  return text + "\n" + closing(result) + "\n";
}

std::string trigger_markdown(const TriggerOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  std::string text = "## " + markdown_text(heading(result)) + "\n\n" + markdown_table(trigger_table(result));
  if (outcome.base) text += "\n### What if " + markdown_text(joined(run.overrides, ", ")) + "\n\n" + markdown_table(trigger_difference_table(*outcome.base, result));
  for (const auto& r : result.assessment.triggers) {
    text += "\n**" + markdown_text(titled_row(result.subject.monitors[r.monitor])) + "**\n\n";
    for (const auto& line : lines_of(result, r)) text += "- " + markdown_text(line) + "\n";
  }
  return text + "\n*" + markdown_text(closing(result)) + "*\n";
}

}  // namespace premortem
