#pragma once
#include <string>
#include <vector>

namespace premortem {

enum class Align { left, right };

/// Rows of cells, rendered as aligned text or as Markdown. A column in which no row says anything is left out.
struct TextTable {
  struct Column {
    std::string name;
    Align align = Align::left;
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

/// The table without columns that are empty in every row.
TextTable without_empty_columns(const TextTable& table);

std::string terminal_table(const TextTable& table);
std::string markdown_table(const TextTable& table);

/// Breaks text at blanks to lines of at most `width` characters; lines after the first begin with `indent` blanks.
std::string wrapped(const std::string& text, std::size_t width, std::size_t indent);

}  // namespace premortem
