#include "input/spelt_header.hpp"

#include <algorithm>
#include <utility>

#include "premortem/core/nearest_name.hpp"

namespace premortem {
namespace {

constexpr std::size_t longest_name = 200;  // in bytes; no column is called so

/// As `folded_name`, with the no-break spaces of a word processor taken for blanks.
std::string folded(std::string name) {
  constexpr std::string_view no_break = "\xC2\xA0";
  for (auto at = name.find(no_break); at != std::string::npos; at = name.find(no_break)) name.replace(at, no_break.size(), " ");
  return folded_name(name);
}

std::optional<std::string> column_spelt(const std::string& name, const FileSchema& schema) {
  if (name.size() > longest_name) return std::nullopt;
  for (const auto& column : schema.columns)
    if (folded(name) == folded_name(column.name)) return column.name;
  return std::nullopt;
}

std::optional<std::string> column_mapped(const std::string& name, const FileSchema& schema, const TableOptions& options) {
  for (const auto& [ours, theirs] : options.columns)
    if (theirs == name && std::any_of(schema.columns.begin(), schema.columns.end(), [&, our = ours](const auto& c) { return c.name == our; })) return ours;
  return std::nullopt;
}

}  // namespace

SpeltHeader::SpeltHeader(std::vector<std::string> names, const FileSchema& schema, const TableOptions& options)
    : names_(std::move(names)), schema_(&schema) {
  for (const auto& name : names_) {
    const auto mapped = column_mapped(name, schema, options);
    columns_.push_back(mapped ? mapped : column_spelt(name, schema));
    mapped_.push_back(mapped.has_value());
  }
}

bool SpeltHeader::has(const std::string& column) const { return std::find(columns_.begin(), columns_.end(), column) != columns_.end(); }

bool SpeltHeader::is_header() const {
  const auto known = std::count_if(columns_.begin(), columns_.end(), [](const auto& c) { return c.has_value(); });
  return known > 1 || std::any_of(schema_->columns.begin(), schema_->columns.end(), [&](const auto& c) { return (c.required || c.one_of > 0) && has(c.name); });
}

bool SpeltHeader::complete() const {
  const auto needed = needed_columns(*schema_);
  return std::all_of(needed.begin(), needed.end(), [&](const auto& names) { return std::any_of(names.begin(), names.end(), [&](const auto& n) { return has(n); }); });
}

std::optional<std::string> SpeltHeader::right_spelling(std::size_t index) const {
  const auto& column = columns_[index];
  if (!column || mapped_[index] || *column == names_[index]) return std::nullopt;
  return std::count(columns_.begin(), columns_.end(), column) == 1 ? column : std::nullopt;
}

std::size_t SpeltHeader::named_cells() const {
  const auto last = std::find_if(names_.rbegin(), names_.rend(), [](const auto& name) { return !name.empty(); });
  return static_cast<std::size_t>(names_.rend() - last);
}

}  // namespace premortem
