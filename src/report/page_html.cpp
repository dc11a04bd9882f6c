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

data failure(const FailureWords& f) {
  data d(data::type::object);
  const std::pair<const char*, const std::string*> fields[] = {
      {"number", &f.number}, {"name", &f.name}, {"description", &f.description}, {"undo", &f.undo}, {"lead", &f.lead},
      {"cost", &f.cost}, {"one_period", &f.one_period}, {"guarantee", &f.guarantee}, {"condition", &f.condition}, {"mind", &f.mind},
      {"mitigation", &f.mitigation}, {"cap", &f.cap}, {"notice", &f.notice}, {"threshold", &f.threshold}, {"rollback", &f.rollback}, {"trigger", &f.trigger},
      {"owner", &f.owner}, {"switch", &f.switch_off}, {"drilled", &f.drilled}};
  for (const auto& [name, words] : fields) set(d, name, *words);
  d.set("irreversible", data(f.irreversible));
  return d;
}

/// The bars of all failures on one axis, the share of each one's cap, so that the cap is one line.
class Chart {
 public:
  explicit Chart(const std::vector<FailureWords>& failures) {
    double longest = 1;
    for (const auto& f : failures)
      if (f.has_bar) {
        longest = std::max({longest, f.bar_high, f.bar_point, f.bar_without});
        without_ = without_ || f.bar_without > 0;
      }
    scale_ = std::min(longest, most_caps) * 1.04;
    for (const auto& f : failures)
      if (f.has_bar) bars_.push_back(bar(f));
  }

  void put_into(data& page) {
    const std::string key = without_ ? "innermost: about; next: at most; outermost: at most without its mitigations; the line is the cap"
                                     : "inner: about; outer: at most; the line is the cap";
    page.set("chart_key", key);
    page.set("has_chart", data(!bars_.is_empty_list()));
    page.set("bars", bars_);
  }

 private:
  static constexpr double most_caps = 4;  // a longer bar ends at the edge and its words say so

  std::string x(double caps) const { return fmt::format("{:.1f}", std::min(1.0, caps / scale_) * bar_width); }

  data bar(const FailureWords& f) const {
    data d("name", text(f.number + ". " + shortened(f.name)));
    d.set("high", x(f.bar_high));
    d.set("point", x(f.bar_point));
    d.set("without", x(f.bar_without));
    d.set("cap", x(1));
    std::string words = fmt::format("at most {} of the cap", percent_text(f.bar_high, Rounding::up));
    if (f.bar_without > 0) words += fmt::format(", {} unmitigated", percent_text(f.bar_without, Rounding::up));
    if (std::max(f.bar_high, f.bar_without) > scale_) words += " (beyond the chart)";
    d.set("words", text(words));
    return d;
  }

  double scale_ = 1;
  bool without_ = false;  // some bar has a part that mitigations took away
  data bars_{data::type::list};
};

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

data table(const TextTable& t) {
  data columns(data::type::list), rows(data::type::list);
  for (const auto& c : t.columns) {
    data column("name", c.name.empty() ? data(std::string("\u00a0")) : text(c.name));
    column.set("right", data(c.align == Align::right));
    columns.push_back(column);
  }
  for (const auto& row : t.rows) {
    data cells(data::type::list);
    for (std::size_t i = 0; i < row.size(); ++i) {
      data cell("text", text(row[i]));
      cell.set("right", data(t.columns[i].align == Align::right));
      cells.push_back(cell);
    }
    rows.push_back(data("cells", cells));
  }
  data whole("columns", columns);
  whole.set("rows", rows);
  return whole;
}

/// The tables of the page: what --set changes, and the options side by side.
data tables(const PageWords& w) {
  data list(data::type::list);
  const auto add = [&](const std::string& heading, const TextTable& t) {
    if (t.rows.empty()) return;
    data entry = table(without_empty_columns(t));
    entry.set("heading", text(heading));
    list.push_back(entry);
  };
  if (w.what_if) add(w.what_if_heading, *w.what_if);
  add("Options", w.options);
  return list;
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
  page.set("tables", tables(w));
  page.set("failures_heading", text(w.failures_heading));
  page.set("failures_note", text(w.failures_note));
  data failures(data::type::list);
  for (const auto& f : w.failures) failures.push_back(failure(f));
  page.set("failures", failures);
  Chart(w.failures).put_into(page);
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
