#include "input/file_layout.hpp"

#include <algorithm>

#include "input/parted_rows.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_titles = 10;  // a header further down is more likely a second table

std::optional<FileLayout> header_by(char delimiter, std::string_view text, const FileSchema& schema, const TableOptions& options) {
  PartedRows rows(text, delimiter, 0);
  for (std::size_t above = 0; above <= most_titles && rows.next();) {
    if (rows.part() == RowPart::empty) continue;
    const SpeltHeader header(rows.values(), schema, options);
    if (header.is_header()) return FileLayout{delimiter, above, header, 0};
    ++above;
  }
  return std::nullopt;
}

FileLayout find_header(std::string_view text, const FileSchema& schema, const TableOptions& options) {
  const FileLayout none{options.delimiter, 0, std::nullopt, 0};
  if (const auto found = header_by(options.delimiter, text, schema, options)) return *found;
  if (options.delimiter != ',') return none;
  const auto semicolons = header_by(';', text, schema, options);
  const auto tabs = header_by('\t', text, schema, options);
  if (semicolons.has_value() == tabs.has_value()) return none;
  return semicolons ? *semicolons : *tabs;
}

/// Columns up to the last one of the header that has a name or, in any row, a cell.
std::optional<std::size_t> width_of(std::string_view text, const FileLayout& layout) {
  PartedRows rows(text, layout.delimiter, layout.titles);
  const std::size_t all = layout.header ? layout.header->names().size() : 0;
  std::size_t width = layout.header ? layout.header->named_cells() : 0;
  while (rows.next())
    if (rows.part() == RowPart::data) width = std::max(width, std::min(rows.filled_cells(), all));
  if (!rows.sound()) return std::nullopt;
  return width;
}

}  // namespace

std::optional<FileLayout> layout_of(std::string_view text, const FileSchema& schema, const TableOptions& options) {
  auto layout = find_header(text, schema, options);
  // What stands above a header that lacks a column may itself be the header, misspelt.
  if (layout.header && layout.titles > 0 && !layout.header->complete()) layout = {options.delimiter, 0, std::nullopt, 0};
  const auto width = width_of(text, layout);
  if (!width) return std::nullopt;
  layout.width = *width;
  return layout;
}

}  // namespace premortem
