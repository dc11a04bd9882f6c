#include "report/html_data.hpp"

#include <utility>

#include "premortem/core/utf8.hpp"

namespace premortem {

using kainjow::mustache::data;

data html_text(const std::string& words) { return printable(words); }

void set_html(data& into, const char* name, const std::string& words) {
  if (words.empty()) into.set(name, data(false));
  else into.set(name, html_text(words));
}

data html_items(const std::vector<std::string>& lines) {
  data list(data::type::list);
  for (const auto& line : lines) list.push_back(data("text", html_text(line)));
  return list;
}

data html_table(const TextTable& t) {
  data columns(data::type::list), rows(data::type::list);
  for (const auto& c : t.columns) {
    // A column of marks has no name on paper; a screen reader has to say one.
    data column("name", html_text(c.name.empty() ? "choice" : c.name));
    column.set("right", data(c.align == Align::right));
    columns.push_back(column);
  }
  for (const auto& row : t.rows) {
    data cells(data::type::list);
    for (std::size_t i = 0; i < row.size(); ++i) {
      data cell("text", html_text(row[i]));
      cell.set("right", data(t.columns[i].align == Align::right));
      cells.push_back(cell);
    }
    data whole_row("cells", cells);
    whole_row.set("chosen", data(!row.empty() && row.front() == ">"));
    rows.push_back(whole_row);
  }
  data whole("columns", columns);
  whole.set("rows", rows);
  return whole;
}

void add_html_section(data& sections, const char* heading, const std::vector<std::string>& lines, const std::string& after) {
  if (lines.empty()) return;
  data section("heading", std::string(heading));
  section.set("items", html_items(lines));
  set_html(section, "after", after);
  sections.push_back(section);
}

data html_stakes(const std::string& giving_up, const std::string& protecting, const std::string& betting_on) {
  data list(data::type::list);
  for (const auto& [label, words] : {std::pair{"Giving up:", &giving_up}, {"Protecting:", &protecting}, {"Betting on:", &betting_on}}) {
    if (words->empty()) continue;
    data entry("label", std::string(label));
    entry.set("text", html_text(*words));
    list.push_back(entry);
  }
  return list;
}

}  // namespace premortem
