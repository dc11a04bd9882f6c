#include "input/window_chunk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "input/row_kind.hpp"

namespace premortem {
namespace {

constexpr std::array<std::string_view, 7> column_words{"score", "label", "label_second", "cohort", "date", "label_date", "row_id"};

constexpr std::size_t slab_cells = 1 << 16;  // 512 KiB: never moved as a part of the file grows

/// Windows as a `GROUP BY` writes them would be taken for a row a line, and their counts for a feature.
bool refuses_counts(const TableHeader& header, std::size_t column, Diagnostics& diagnostics) {
  if (!header.is_called(column, "count")) return false;
  Place place = header.place();
  place.column = static_cast<int>(column) + 1;
  diagnostics.error(place, "columns", "a line cannot stand for many rows here: \"count\" is read in predictions.csv alone",
                    "give every row a line of its own; a feature of that name needs another, such as \"orders\"");
  return true;
}

}  // namespace

std::optional<WindowLayout> WindowChunk::layout_of(const TableHeader& header, Diagnostics& diagnostics) {
  WindowLayout layout;
  bool row_by_row = true;
  for (const auto& name : header.names()) {
    const auto found = std::find(column_words.begin(), column_words.end(), name.value_or("row_id"));
    if (found == column_words.end()) {
      layout.features.push_back(layout.columns.size());
      layout.names.push_back(*name);
      layout.columns.push_back(WindowColumn::feature);
      row_by_row = !refuses_counts(header, layout.columns.size() - 1, diagnostics) && row_by_row;
    } else {
      layout.columns.push_back(static_cast<WindowColumn>(found - column_words.begin()));
    }
  }
  return row_by_row ? std::optional(layout) : std::nullopt;
}

void WindowChunk::take(const CsvRow& row) {
  ++read;
  if (all_blank(row.cells)) {
    ++blank;
    return;
  }
  begin_row();
  for (std::size_t i = 0; i < layout.columns.size(); ++i)
    if (layout.columns[i] != WindowColumn::feature) take_known(layout.columns[i], cell_of(row, i));
  for (std::size_t f = 0; f < layout.features.size(); ++f)
    slabs.back().push_back(feature_of(f, without_blanks(row.cells[layout.features[f]]), row.line));
}

/// The header is read after the first part is made, so that what is kept by feature comes with the first row.
void WindowChunk::begin_row() {
  const auto features = layout.features.size();
  if (rows.rows++ == 0) counts.resize(features), feature_words.resize(features);
  if (!slabs.empty() && slabs.back().size() + features <= slabs.back().capacity()) return;
  slabs.emplace_back();
  slabs.back().reserve(features * std::max<std::size_t>(1, slab_cells / std::max<std::size_t>(1, features)));
}

FeatureCell WindowChunk::feature_of(std::size_t feature, std::string_view text, long line) {
  if (is_missing(text)) return FeatureCell::missing();
  if (const auto number = FeatureCell::number(text)) {
    ++counts[feature].numbers;
    return *number;
  }
  const auto known = feature_words[feature].names().size();
  const auto index = feature_words[feature].index_of(text);
  counts[feature].add_word(text, line, index == known);
  return FeatureCell::word(index);
}

/// Scores are squared and summed.
double WindowChunk::score(const RowCell& cell) {
  constexpr double largest = 1e30;
  const auto value = number(cell);
  if (value && std::abs(*value) > largest) error(cell, "range", fmt::format("the score \"{}\" is too large, expected at most 1e30", cell.text), "leave the cell empty if it stands for a missing score");
  return value.value_or(0);
}

void WindowChunk::take_known(WindowColumn column, const RowCell& cell) {
  const bool missing = is_missing(cell.text);
  switch (column) {
    case WindowColumn::score: return rows.score.push_back(missing ? std::numeric_limits<double>::quiet_NaN() : score(cell));
    case WindowColumn::label: return rows.label.push_back(missing ? WindowRows::not_labelled : label(cell));
    case WindowColumn::label_second: return rows.label_second.push_back(missing ? WindowRows::not_labelled : label(cell));
    case WindowColumn::cohort: return rows.cohort.index.push_back(cohorts.index_of(cell.text));
    case WindowColumn::label_date: return rows.label_date.push_back(missing ? WindowRows::no_day : day(cell));
    case WindowColumn::date:
      rows.date.push_back(missing ? WindowRows::no_day : day(cell));
      return latest.add(rows.date.back(), cell.line);
    case WindowColumn::ignored: return;
    case WindowColumn::feature: return;
  }
}

}  // namespace premortem
