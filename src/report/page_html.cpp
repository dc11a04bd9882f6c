#include <fmt/format.h>

#include <algorithm>
#include <kainjow/mustache.hpp>

#include "page_template.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/report/page.hpp"
#include "report/page_words.hpp"

namespace premortem {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

constexpr double bar_width = 1000;  // of the drawing's view box

/// Text for a page: invisible characters named; mustache escapes the rest where it is put in.
data text(const std::string& words) { return printable(words); }

/// A value that mustache takes as false where there is nothing to say.
void set(data& into, const char* name, const std::string& words) {
  if (words.empty()) into.set(name, data(false));
  else into.set(name, text(words));
}

data items(const std::vector<std::string>& lines) {
  data list(data::type::list);
  for (const auto& line : lines) list.push_back(data("text", text(line)));
  return list;
}

void add_section(data& sections, const char* heading, const std::vector<std::string>& lines, const std::string& after = {}) {
  if (lines.empty()) return;
  data section("heading", std::string(heading));
  section.set("items", items(lines));
  set(section, "after", after);
  sections.push_back(section);
}

std::string bar_x(double people, double scale) { return fmt::format("{:.1f}", std::min(1.0, people / scale) * bar_width); }

data failure(const FailureWords& f) {
  data d(data::type::object);
  const std::pair<const char*, const std::string*> fields[] = {
      {"number", &f.number}, {"name", &f.name}, {"description", &f.description}, {"undo", &f.undo}, {"lead", &f.lead},
      {"cost", &f.cost}, {"one_period", &f.one_period}, {"guarantee", &f.guarantee}, {"condition", &f.condition}, {"mind", &f.mind},
      {"cap", &f.cap}, {"notice", &f.notice}, {"threshold", &f.threshold}, {"rollback", &f.rollback}, {"owner", &f.owner}, {"drill", &f.drill}};
  for (const auto& [name, words] : fields) set(d, name, *words);
  d.set("irreversible", data(f.irreversible));
  d.set("has_bar", data(f.bar_scale > 0));
  if (f.bar_scale > 0) {
    d.set("bar_high", bar_x(f.bar_high, f.bar_scale));
    d.set("bar_point", bar_x(f.bar_point, f.bar_scale));
    d.set("bar_cap", bar_x(f.bar_cap, f.bar_scale));
    d.set("has_cap", data(f.bar_cap > 0));
    d.set("bar_label", text(fmt::format("about {}, at most {}{}", f.about.empty() ? "unknown" : f.about, f.at_most,
                                        f.bar_cap > 0 ? ", cap " + number_text(f.bar_cap, Rounding::nearest) : "")));
  }
  return d;
}

data stakes(const PageWords& w) {
  data list(data::type::list);
  for (const auto& [label, words] : {std::pair{"Giving up:", &w.giving_up}, {"Protecting:", &w.protecting}, {"Betting on:", &w.betting_on}}) {
    if (words->empty()) continue;
    data entry("label", std::string(label));
    entry.set("text", text(*words));
    list.push_back(entry);
  }
  return list;
}

void set_what_if(data& page, const PageWords& w) {
  page.set("has_what_if", data(w.what_if.has_value()));
  if (!w.what_if) return;
  page.set("what_if_heading", text(w.what_if_heading));
  data columns(data::type::list), rows(data::type::list);
  for (const auto& c : w.what_if->columns) {
    data column("name", c.name);
    column.set("right", data(c.align == Align::right));
    columns.push_back(column);
  }
  for (const auto& row : w.what_if->rows) {
    data cells(data::type::list);
    for (std::size_t i = 0; i < row.size(); ++i) {
      data cell("text", text(row[i]));
      cell.set("right", data(w.what_if->columns[i].align == Align::right));
      cells.push_back(cell);
    }
    rows.push_back(data("cells", cells));
  }
  page.set("what_if_columns", columns);
  page.set("what_if_rows", rows);
}

}  // namespace

std::string page_html(const HarmOutcome& outcome, const PageFacts& facts, const Run& run) {
  const PageWords w = page_words(outcome, facts, run);
  data page(data::type::object);
  page.set("title", text(w.title));
  set(page, "meta", w.meta);
  page.set("verdict", w.verdict);
  page.set("decision", text(w.decision));
  set(page, "summary", w.summary);
  page.set("stakes", stakes(w));
  set_what_if(page, w);
  page.set("failures_heading", text(w.failures_heading));
  page.set("failures_note", text(w.failures_note));
  data failures(data::type::list);
  for (const auto& f : w.failures) failures.push_back(failure(f));
  page.set("failures", failures);
  set(page, "also", w.also);
  data sections(data::type::list);
  add_section(sections, "How far can we go?", w.room);
  add_section(sections, "What this hangs on", w.hangs_on, w.measure_first);
  add_section(sections, "You may promise", w.may_promise);
  add_section(sections, "Do not promise", w.do_not_promise);
  add_section(sections, "Cannot see yet", w.cannot_see);
  add_section(sections, "Mind", w.cautions);
  add_section(sections, "Not on this page", w.missing);
  page.set("sections", sections);
  page.set("evidence", text(w.evidence));
  std::string inputs;
  for (const auto& i : w.inputs) inputs += (inputs.empty() ? "" : ", ") + i;
  set(page, "inputs", inputs);
  page.set("command", text(w.command));
  mustache view{std::string(page_template)};
  return view.render(page);
}

}  // namespace premortem
