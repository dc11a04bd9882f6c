#include "report/text_table.hpp"

#include <algorithm>

#include "premortem/core/utf8.hpp"
#include "report/escape.hpp"

namespace premortem {

TextTable without_empty_columns(const TextTable& table) {
  TextTable kept;
  kept.rows.resize(table.rows.size());
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (std::all_of(table.rows.begin(), table.rows.end(), [&](const auto& row) { return row[c].empty(); })) continue;
    kept.columns.push_back(table.columns[c]);
    for (std::size_t r = 0; r < table.rows.size(); ++r) kept.rows[r].push_back(table.rows[r][c]);
  }
  return kept;
}

namespace {

std::string padded(const std::string& text, std::size_t width, Align align) {
  const std::size_t own = display_width(text);
  const std::string blanks(width > own ? width - own : 0, ' ');
  return align == Align::right ? blanks + text : text + blanks;
}

std::string line_of(const std::vector<std::string>& cells, const TextTable& t, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t c = 0; c < cells.size(); ++c) line += (c > 0 ? "  " : "") + padded(cells[c], widths[c], t.columns[c].align);
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

std::string terminal_table(const TextTable& table) {
  TextTable t = without_empty_columns(table);
  std::vector<std::size_t> widths;
  std::vector<std::string> header;
  for (std::size_t c = 0; c < t.columns.size(); ++c) {
    header.push_back(printable(t.columns[c].name));
    widths.push_back(display_width(header.back()));
    for (auto& row : t.rows) {
      row[c] = printable(row[c]);
      widths[c] = std::max(widths[c], display_width(row[c]));
    }
  }
  std::string text = line_of(header, t, widths);
  for (const auto& row : t.rows) text += line_of(row, t, widths);
  return text;
}

std::string markdown_table(const TextTable& table) {
  const TextTable t = without_empty_columns(table);
  std::string text = "|", rule = "|";
  for (const auto& c : t.columns) {
    text += " " + markdown_text(c.name) + " |";
    rule += c.align == Align::right ? " ---: |" : " --- |";
  }
  text += "\n" + rule + "\n";
  for (const auto& row : t.rows) {
    text += "|";
    for (const auto& cell : row) text += " " + markdown_text(cell) + " |";
    text += "\n";
  }
  return text;
}

std::string wrapped(const std::string& text, std::size_t width, std::size_t indent) {
  std::string out, line;
  std::size_t begin = 0;
  const auto flush = [&] {
    out += (out.empty() ? "" : "\n" + std::string(indent, ' ')) + line;
    line.clear();
  };
  while (begin < text.size()) {
    const auto end = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    const std::size_t room = width - (out.empty() ? 0 : indent);
    if (!line.empty() && display_width(line) + 1 + display_width(word) > room) flush();
    line += (line.empty() ? "" : " ") + word;
    begin = end + 1;
  }
  flush();
  return out;
}

}  // namespace premortem
