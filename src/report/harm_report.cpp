#include "premortem/report/harm_report.hpp"

#include <fmt/format.h>

#include "premortem/core/utf8.hpp"
#include "report/escape.hpp"
#include "report/harm_words.hpp"
#include "report/json_text.hpp"
#include "report/page_words.hpp"

namespace premortem {
namespace {

constexpr std::size_t text_width = 100;

std::string settings_line(const HarmOutcome& o) {
  const auto& s = o.changed.assessment.settings;
  return fmt::format("confidence {}, {} samples, seed {}", s.confidence, s.simulation.samples, s.simulation.seed);
}

std::string optional_text(const std::optional<double>& x);

/// Harmed so far and in the next hour; empty for the modes of an option that is not chosen.
void add_incident_cells(const Incident& incident, std::ptrdiff_t mode, std::vector<std::string>& cells) {
  HarmOverTime so_far, next_hour;
  for (const auto& r : incident.failure_modes)
    if (static_cast<std::ptrdiff_t>(r.mode) == mode) so_far = r.so_far, next_hour = r.next_hour;
  for (const auto& x : {so_far.point, so_far.high, so_far.counted_high, next_hour.point, next_hour.high}) cells.push_back(optional_text(x));
}

std::string optional_text(const std::optional<double>& x) { return x ? fmt::format("{}", *x) : ""; }

}  // namespace

std::string harm_terminal(const HarmOutcome& outcome, const Run& run) {
  const HarmWords words = harm_words(outcome.changed);
  std::string text = printable(words.title) + "\n\n" + terminal_table(words.table);
  if (outcome.base)
    text += "\nWhat if " + printable(joined(run.overrides, ", ")) + "\n" + terminal_table(difference_table(outcome.base.value(), outcome.changed));
  for (const auto& t : words.tables) {
    text += "\n" + t.heading + "\n" + terminal_table(t.table);
    if (!t.after.empty()) text += "  " + wrapped(printable(t.after), text_width, 2) + "\n";
  }
  for (const auto& section : words.sections) {
    text += "\n" + section.heading + "\n";
    for (const auto& line : section.lines) text += "  " + wrapped(printable(line), text_width, 5) + "\n";
  }
  return text + "\n" + settings_line(outcome) + "\n";
}

std::string harm_markdown(const HarmOutcome& outcome, const Run& run) {
  const HarmWords words = harm_words(outcome.changed);
  std::string text = "## " + markdown_text(words.title) + "\n\n" + markdown_table(words.table);
  if (outcome.base)
    text += "\n### What if " + markdown_text(joined(run.overrides, ", ")) + "\n\n" + markdown_table(difference_table(*outcome.base, outcome.changed));
  for (const auto& t : words.tables) {
    text += "\n### " + markdown_text(t.heading) + "\n\n" + markdown_table(t.table);
    if (!t.after.empty()) text += "\n" + markdown_text(t.after) + "\n";
  }
  for (const auto& section : words.sections) {
    text += "\n**" + markdown_text(section.heading) + "**\n\n";
    for (const auto& line : section.lines) text += "- " + markdown_text(line) + "\n";
  }
  return text + "\n*" + markdown_text(settings_line(outcome)) + "*\n";
}

std::string harm_csv(const HarmOutcome& outcome) {
  std::string text =
      "failure_mode,unit,point,bound_low,bound_high,basis,one_period_high,mean,p05,p50,p95,p95_se,cost_point,"
      "cost_bound_high,cost_p95,harm_cap,exceeds_point,exceeds_bound,exceeds_probability,exposure_share,sentence,option,"
      "unmitigated_point,unmitigated_bound_high,with_planned_bound_high,with_trigger_high";
  const auto& incident = outcome.changed.incident;
  if (incident) text += ",so_far_point,so_far_bound_high,so_far_counted_high,next_hour_point,next_hour_bound_high";
  const bool compared = outcome.base.has_value();
  text += compared ? ",base_point,base_bound_high,difference_point,difference_bound_high\n" : "\n";
  const auto& subject = outcome.changed.subject;
  for (const auto& m : outcome.changed.assessment.failure_modes) {
    const auto& mode = subject.failure_modes[m.mode];
    const Readings& r = m.standing();
    const auto& b = r.bound;
    const auto& s = r.independent;
    const auto of = [&](auto value) { return s ? fmt::format("{}", value(*s)) : std::string(); };
    std::vector<std::string> cells{
        mode.name, m.unit, optional_text(r.point), b.interval ? fmt::format("{}", b.interval->low) : "",
        b.interval ? fmt::format("{}", b.interval->high) : "", b.interval ? std::string(name_of(b.grounds.basis)) : "",
        optional_text(r.one_period_high), of([](const auto& x) { return x.mean; }),
        of([](const auto& x) { return x.p05.value; }), of([](const auto& x) { return x.p50.value; }),
        of([](const auto& x) { return x.p95.value; }), of([](const auto& x) { return x.p95.standard_error; }),
        m.cost ? optional_text(m.cost->point) : "",
        m.cost && m.cost->bound.interval ? fmt::format("{}", m.cost->bound.interval->high) : "",
        m.cost && m.cost->independent ? fmt::format("{}", m.cost->independent->p95.value) : "",
        optional_text(mode.harm_cap), m.exceeds_cap.point.value_or(""), m.exceeds_cap.bound.value_or(""),
        optional_text(m.exceeds_cap.independent), m.exposure_limit ? fmt::format("{}", m.exposure_limit->share) : "",
        b.interval ? b.sentence : b.why, mode.option, optional_text(m.harmed.point),
        m.harmed.bound.interval ? fmt::format("{}", m.harmed.bound.interval->high) : "",
        m.with_planned && m.with_planned->bound.interval ? fmt::format("{}", m.with_planned->bound.interval->high) : "",
        m.with_trigger ? fmt::format("{}", m.with_trigger->at_most) : ""};
    if (incident) add_incident_cells(*incident, &m - outcome.changed.assessment.failure_modes.data(), cells);
    if (compared) {
      std::optional<double> point, high;
      for (const auto& d : differences(*outcome.base, outcome.changed)) {
        if (d.failure_mode != title_of(mode)) continue;
        const std::string standing = m.with_mitigation ? "with_mitigation" : "harmed";
        if (d.quantity == standing + ".point") point = d.base;
        if (d.quantity == standing + ".bound.high") high = d.base;
      }
      cells.push_back(optional_text(point));
      cells.push_back(optional_text(high));
      cells.push_back(point && r.point ? fmt::format("{}", *r.point - *point) : "");
      cells.push_back(high && b.interval ? fmt::format("{}", b.interval->high - *high) : "");
    }
    text += csv_row(cells);
  }
  return text;
}

std::string harm_json(const HarmOutcome& outcome, const Run& run) {
  Json result = harm_result_json(outcome.changed);
  if (outcome.base) {
    result["set"] = run.overrides;
    result["base"] = harm_result_json(*outcome.base);
    result["difference"] = differences_json(outcome);
  }
  return json_text(envelope(run, outcome.changed.subject, &outcome.changed.assessment.settings, std::move(result)));
}

}  // namespace premortem
