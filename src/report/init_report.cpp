#include "premortem/report/init_report.hpp"

#include <fmt/format.h>

#include "premortem/core/utf8.hpp"
#include "report/escape.hpp"
#include "report/json_text.hpp"
#include "report/text_table.hpp"

namespace premortem {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& w : words) text += (text.empty() ? "" : ", ") + w;
  return text;
}

Case untitled(const std::string& title) {
  Case none;
  none.title = title;
  return none;
}

}  // namespace

std::string templates_text(const std::vector<TemplateEntry>& entries, const Run& run, const std::string& format) {
  TextTable table{{{"template"}, {"what it is"}}, {}};
  for (const auto& e : entries) table.rows.push_back({e.name, e.title});
  if (format == "md") return markdown_table(table);
  if (format == "csv") {
    std::string text = "template,what_it_is,files\n";
    for (const auto& e : entries) text += csv_cell(e.name) + "," + csv_cell(e.title) + "," + csv_cell(joined(e.files)) + "\n";
    return text;
  }
  if (format == "json") {
    Json list = Json::array();
    for (const auto& e : entries) list.push_back({{"name", e.name}, {"title", e.title}, {"files", e.files}});
    return json_text(envelope(run, untitled("templates"), nullptr, {{"templates", std::move(list)}}));
  }
  return terminal_table(table) + "\npremortem init my-feature --template NAME\n";
}

std::string new_case_text(const NewCase& made, const Run& run, const std::string& format) {
  if (format == "json")
    return json_text(envelope(run, untitled(made.folder), nullptr, {{"folder", made.folder}, {"template", made.from}, {"files", made.files}, {"next", made.next}}));
  if (format == "csv") {
    std::string text = "file\n";
    for (const auto& f : made.files) text += csv_cell(f) + "\n";
    return text;
  }
  const bool markdown = format == "md";
  const auto shown = [&](const std::string& words) { return markdown ? markdown_text(words) : printable(words); };
  std::string text = shown(made.folder) + ": " + shown(joined(made.files)) + "\n" + (markdown ? "\n" : "") + "Next:\n";
  for (const auto& step : made.next) text += (markdown ? "- " : "  ") + shown(step) + "\n";
  return text;
}

}  // namespace premortem
