#include <fmt/format.h>

#include <algorithm>
#include <kainjow/mustache.hpp>

#include "page_template.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/report/page.hpp"
#include "report/html_data.hpp"
#include "report/page_words.hpp"

namespace premortem {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

constexpr double bar_width = 1000;  // of the drawing's view box

data failure(const FailureWords& f) {
  data d(data::type::object);
  const std::pair<const char*, const std::string*> fields[] = {
      {"number", &f.number}, {"name", &f.name}, {"description", &f.description}, {"undo", &f.undo}, {"lead", &f.lead},
      {"cost", &f.cost}, {"one_period", &f.one_period}, {"guarantee", &f.guarantee}, {"condition", &f.condition}, {"mind", &f.mind},
      {"mitigation", &f.mitigation}, {"cap", &f.cap}, {"notice", &f.notice}, {"threshold", &f.threshold}, {"rollback", &f.rollback}, {"trigger", &f.trigger},
      {"owner", &f.owner}, {"switch", &f.switch_off}, {"drilled", &f.drilled}};
  for (const auto& [name, words] : fields) set_html(d, name, *words);
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
    data d("name", html_text(f.number + ". " + shortened(f.name)));
    d.set("high", x(f.bar_high));
    d.set("point", x(f.bar_point));
    d.set("without", x(f.bar_without));
    d.set("cap", x(1));
    std::string words = fmt::format("at most {} of the cap", percent_text(f.bar_high, Rounding::up));
    if (f.bar_without > 0) words += fmt::format(", {} unmitigated", percent_text(f.bar_without, Rounding::up));
    if (std::max(f.bar_high, f.bar_without) > scale_) words += " (beyond the chart)";
    d.set("words", html_text(words));
    return d;
  }

  double scale_ = 1;
  bool without_ = false;  // some bar has a part that mitigations took away
  data bars_{data::type::list};
};

data html_ticks(const std::vector<LatencyChart::Tick>& ticks) {
  data list(data::type::list);
  for (const auto& t : ticks) {
    data d("at", t.at);
    d.set("label", html_text(t.label));
    list.push_back(d);
  }
  return list;
}

data html_chart(const LatencyChart& c, const std::string& key) {
  data d(data::type::object);
  for (const auto& [name, text] : {std::pair{"band", &c.band}, {"line", &c.line}, {"beyond", &c.beyond}, {"max_abandonment_y", &c.max_abandonment_y}, {"max_latency_x", &c.max_latency_x}}) set_html(d, name, *text);
  d.set("key", html_text(key));
  d.set("words", html_text(c.words));
  d.set("x_ticks", html_ticks(c.x_ticks));
  d.set("y_ticks", html_ticks(c.y_ticks));
  data marks(data::type::list);
  for (const auto& m : c.options) {
    data o(data::type::object);
    for (const auto& [name, text] : {std::pair{"x", &m.x}, {"y", &m.y}, {"to", &m.to}, {"label_y", &m.label_y}, {"anchor", &m.anchor}}) o.set(name, *text);
    o.set("label", html_text(shortened(m.label)));
    o.set("chosen", data(m.chosen));
    marks.push_back(o);
  }
  d.set("options", marks);
  return d;
}

data html_strip(const CalendarStrip& strip) {
  data d(data::type::object), segments(data::type::list), events(data::type::list);
  for (const auto& s : strip.segments) {
    data segment(data::type::object);
    segment.set("x", std::to_string(s.x)), segment.set("width", std::to_string(s.width)), segment.set("middle", std::to_string(s.x + s.width / 2));
    segment.set("level", s.level), segment.set("letter", s.letter);
    segments.push_back(segment);
  }
  for (const int x : strip.events) {
    data event(data::type::object);
    event.set("x", std::to_string(x));
    events.push_back(event);
  }
  d.set("segments", segments), d.set("events", events), d.set("words", html_text(strip.words));
  return d;
}

/// The table of the calendar, in which the weeks are drawn in the place of their letters.
data html_calendar(const CalendarPageWords& words) {
  auto table = words.table;
  table.columns.pop_back();
  for (auto& row : table.rows) row.pop_back();
  const auto shown = without_empty_columns(table);
  data d(data::type::object), columns(data::type::list), rows(data::type::list);
  for (const auto& c : shown.columns) {
    data column(data::type::object);
    column.set("name", html_text(c.name)), column.set("right", data(c.align == Align::right));
    columns.push_back(column);
  }
  for (std::size_t i = 0; i < shown.rows.size(); ++i) {
    data row(data::type::object), cells(data::type::list);
    for (std::size_t c = 0; c < shown.columns.size(); ++c) {
      data cell(data::type::object);
      cell.set("text", html_text(shown.rows[i][c])), cell.set("right", data(shown.columns[c].align == Align::right));
      cells.push_back(cell);
    }
    row.set("cells", cells);
    row.set("strip", words.strips[i].segments.empty() ? data(false) : html_strip(words.strips[i]));
    rows.push_back(row);
  }
  d.set("columns", columns), d.set("rows", rows), d.set("key", html_text(words.key)), d.set("weeks", html_text(words.table.columns.back().name));
  return d;
}

/// The tables of the page: what --set changes, and the options side by side.
data tables(const PageWords& w) {
  data list(data::type::list);
  const auto add = [&](const std::string& heading, const TextTable& t) {
    if (t.rows.empty()) return;
    data entry = html_table(without_empty_columns(t));
    entry.set("heading", html_text(heading));
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
  page.set("title", html_text(w.title));
  set_html(page, "meta", w.meta);
  page.set("verdict", w.verdict);
  page.set("decision", html_text(w.decision));
  set_html(page, "summary", w.summary);
  page.set("stakes", html_stakes(w.giving_up, w.protecting, w.betting_on));
  page.set("tables", tables(w));
  page.set("has_tradeoff", data(!w.tradeoff_lines.empty()));
  page.set("tradeoff_table", w.tradeoff.rows.empty() ? data(false) : html_table(w.tradeoff));
  page.set("tradeoff_lines", html_items(w.tradeoff_lines));
  page.set("has_latency", data(!w.latency.lines.empty()));
  page.set("latency_table", w.latency.table.rows.empty() ? data(false) : html_table(w.latency.table));
  page.set("latency_chart", w.latency.chart ? html_chart(*w.latency.chart, w.latency.chart_key) : data(false));
  page.set("latency_lines", html_items(w.latency.lines));
  page.set("has_calendar", data(!w.calendar.lines.empty()));
  page.set("calendar", w.calendar.table.rows.empty() ? data(false) : html_calendar(w.calendar));
  page.set("calendar_lines", html_items(w.calendar.lines));
  page.set("has_failures", data(!w.failures.empty()));
  page.set("failures_heading", html_text(w.failures_heading));
  page.set("failures_note", html_text(w.failures_note));
  data failures(data::type::list);
  for (const auto& f : w.failures) failures.push_back(failure(f));
  page.set("failures", failures);
  Chart(w.failures).put_into(page);
  set_html(page, "also", w.also);
  data sections(data::type::list);
  add_html_section(sections, "How far can we go?", w.room);
  add_html_section(sections, "What this hangs on", w.hangs_on, w.measure_first);
  add_html_section(sections, "You may promise", w.may_promise);
  add_html_section(sections, "Do not promise", w.do_not_promise);
  add_html_section(sections, "Cannot see yet", w.cannot_see);
  add_html_section(sections, "Mind", w.cautions);
  add_html_section(sections, "Not on this page", w.missing);
  page.set("sections", sections);
  page.set("evidence", html_text(w.evidence));
  std::string inputs;
  for (const auto& i : w.inputs) inputs += (inputs.empty() ? "" : ", ") + i;
  set_html(page, "inputs", inputs);
  page.set("command", html_text(w.command));
  mustache view{std::string(page_template)};
  return view.render(page);
}

}  // namespace premortem
