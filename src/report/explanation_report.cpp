#include "premortem/report/explanation_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/utf8.hpp"
#include "report/escape.hpp"
#include "report/json_text.hpp"
#include "report/text_table.hpp"

namespace premortem {
namespace {

std::string value_text(const Explanation& e) {
  if (e.value) return fmt::format("{}", *e.value);
  return e.text.empty() ? "absent: " + e.why : e.text;
}

TextTable leaf_table(const Explanation& e) {
  TextTable t{{{"estimate"}, {"taken as"}, {"by"}, {"evidence"}, {"cells"}, {"source"}}, {}};
  for (const auto& leaf : e.leaves) {
    std::string cells;
    for (std::size_t i = 0; i < leaf.cells.size(); ++i)
      cells += fmt::format("{}{} {} = {}", i > 0 ? "; " : "", to_string(leaf.cells[i].place), leaf.columns[i], leaf.cells[i].text);
    t.rows.push_back({leaf.label, leaf.taken, leaf.method, leaf.evidence, cells, leaf.source});
  }
  return t;
}

}  // namespace

std::string explanation_terminal(const Explanation& e) {
  std::string text = printable(e.name) + " = " + printable(value_text(e)) + "\n  " + printable(e.formula) + "\n";
  for (const auto& note : e.notes)
    if (!note.empty()) text += "  " + printable(note) + "\n";
  return text + "\n" + terminal_table(leaf_table(e));
}

std::string explanation_markdown(const Explanation& e) {
  std::string text = "**" + markdown_text(e.name) + "** = " + markdown_text(value_text(e)) + "\n\n" + markdown_text(e.formula) + "\n\n";
  for (const auto& note : e.notes)
    if (!note.empty()) text += "- " + markdown_text(note) + "\n";
  return text + "\n" + markdown_table(leaf_table(e));
}

std::string explanation_csv(const Explanation& e) {
  std::string text = "name,value,estimate,taken,method,evidence,source,place,column,cell\n";
  for (const auto& leaf : e.leaves)
    for (std::size_t i = 0; i < leaf.cells.size(); ++i) {
      text += csv_row({e.name, value_text(e), leaf.label, leaf.taken, leaf.method, leaf.evidence, leaf.source,
                               to_string(leaf.cells[i].place), leaf.columns[i], leaf.cells[i].text});
    }
  const bool has_cells = std::any_of(e.leaves.begin(), e.leaves.end(), [](const auto& leaf) { return !leaf.cells.empty(); });
  if (!has_cells) text += csv_row({e.name, value_text(e), "", "", "", "", "", "", "", ""});
  return text;
}

std::string explanation_json(const Explanation& e, const Case& subject, const HarmSettings& settings, const Run& run) {
  Json leaves = Json::array();
  for (const auto& leaf : e.leaves) {
    Json cells = Json::array();
    for (std::size_t i = 0; i < leaf.cells.size(); ++i)
      cells.push_back({{"file", leaf.cells[i].place.file},
                       {"line", leaf.cells[i].place.line},
                       {"column", leaf.cells[i].place.column},
                       {"name", leaf.columns[i]},
                       {"text", leaf.cells[i].text}});
    leaves.push_back({{"name", leaf.label}, {"taken", leaf.taken}, {"method", leaf.method}, {"evidence", leaf.evidence}, {"source", leaf.source}, {"cells", cells}});
  }
  Json explained{{"name", e.name}};
  if (e.text.empty()) put(explained, "value", e.value, e.why);
  else explained["value"] = e.text;
  explained["formula"] = e.formula;
  explained["notes"] = e.notes;
  explained["leaves"] = std::move(leaves);
  return json_text(envelope(run, subject, &settings, Json{{"explanation", std::move(explained)}}));
}

}  // namespace premortem
