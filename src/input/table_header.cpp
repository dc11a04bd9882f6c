#include "input/table_header.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "premortem/core/nearest_name.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {

std::string_view without_blanks(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  if (!text.empty() && !is_blank(text.front()) && !is_blank(text.back())) return text;
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool TableHeader::read(const std::string& file, const CsvRow& row) {
  file_ = file;
  line_ = row.line;
  if (is_title(row.cells) || is_data(row.cells)) return false;
  names_.resize(row.cells.size());
  for (const auto cell : row.cells) headers_.emplace_back(without_blanks(cell));
  for (std::size_t i = 0; i < headers_.size(); ++i) read_known(i, headers_[i]);
  for (std::size_t i = 0; i < headers_.size(); ++i)
    if (!names_[i] && !known(our_name(headers_[i])) && !is_note(headers_[i]) && !take_other(i, headers_[i])) report_unknown(i, headers_[i]);
  for (const auto& one_of : needed_columns(schema_)) complete_ = check_present(one_of) && complete_;
  return true;
}

/// Notes are the author's own. Among features they are named, for one that happens to be called so would be missed.
bool TableHeader::is_note(const std::string& header) {
  if (!header.starts_with("note")) return false;
  if (schema_.others == OtherColumns::features) others_.push_back(header);
  return true;
}

bool TableHeader::known(std::string_view name) const {
  return std::any_of(schema_.columns.begin(), schema_.columns.end(), [&](const auto& c) { return c.name == name; });
}

std::string TableHeader::our_name(std::string_view header) const {
  for (const auto& [ours, theirs] : options_.columns)
    if (theirs == header && known(ours)) return ours;
  return std::string(header);
}

bool TableHeader::is_called(std::size_t index, std::string_view name) const {
  const auto& header = headers_[index];
  if (folded_name(header) == name) return true;
  const auto mapped = [&](const auto& column) { return column.first == name && column.second == header; };
  return std::any_of(options_.columns.begin(), options_.columns.end(), mapped);
}

std::string TableHeader::header_text() const {
  std::string text;
  for (const auto& c : schema_.columns) text += (text.empty() ? "" : ",") + c.name;
  if (schema_.others == OtherColumns::shares) text += ", and your own shares in order, such as at risk,exposed,hurt";
  if (schema_.others == OtherColumns::features) text += ", and your own features";
  return text;
}

bool TableHeader::is_title(std::span<const std::string_view> cells) {
  const auto filled = std::count_if(cells.begin(), cells.end(), [](auto c) { return !without_blanks(c).empty(); });
  if (filled != 1) return false;
  if (cells.size() == 1 && schema_.others == OtherColumns::features) return false;  // a file of one feature
  const auto text = without_blanks(*std::find_if(cells.begin(), cells.end(), [](auto c) { return !without_blanks(c).empty(); }));
  const auto near = nearest_name(text, column_names(schema_));
  if (known(our_name(text)) || text.starts_with("note") || (cells.size() == 1 && near)) return false;
  diagnostics_.error(at(0), "title_row", fmt::format("\"{}\" stands alone where the header belongs", text),
                     "delete the title; the first row names the columns: " + header_text());
  return true;
}

bool TableHeader::is_data(std::span<const std::string_view> cells) {
  const bool none_known = std::none_of(cells.begin(), cells.end(), [&](auto c) { return known(our_name(without_blanks(c))); });
  const bool some_number = std::any_of(cells.begin(), cells.end(), [](auto c) { return parse_people_number(c).value.has_value(); });
  if (!none_known || !some_number) return false;
  diagnostics_.error(at(0), "no_header", fmt::format("the first row (\"{}\", ...) holds data where the header belongs", cells.front()),
                     "add a header row above it; the columns are " + header_text());
  return true;
}

void TableHeader::read_known(std::size_t index, std::string_view header) {
  const std::string name = our_name(header);
  if (name.empty() || header.starts_with("note") || is_duplicate(index, header, name)) return;
  if (!known(name)) return;
  names_[index] = name;
  if (name != header) mapped_.push_back(name);
}

bool TableHeader::is_duplicate(std::size_t index, std::string_view header, const std::string& name) {
  const auto [before, fresh] = seen_.emplace(folded_name(name), index + 1);
  if (fresh) return false;
  const auto& first = headers_[before->second - 1];
  if (our_name(first) != first || name != header)
    diagnostics_.error(at(index), "duplicate_column",
                       fmt::format("the columns {} (\"{}\") and {} (\"{}\") are both \"{}\" by --column", before->second, first, index + 1, header, name),
                       "map one column, or rename the other");
  else if (first == header)
    diagnostics_.error(at(index), "duplicate_column", fmt::format("the column \"{}\" stands twice, in columns {} and {}", header, before->second, index + 1),
                       "delete or rename one");
  else
    diagnostics_.error(at(index), "duplicate_column",
                       fmt::format("the columns {} (\"{}\") and {} (\"{}\") differ only by capitals, blanks, hyphens or underscores", before->second, first, index + 1, header),
                       "delete or rename one");
  names_[index] = std::nullopt;
  return true;
}

/// A column that the schema leaves to the author. What nearly is a known name is taken for a slip, not for an own name.
bool TableHeader::take_other(std::size_t index, const std::string& header) {
  if (schema_.others == OtherColumns::left_alone) return true;
  if (header.empty() || seen_[folded_name(header)] != index + 1) return false;
  if (schema_.others == OtherColumns::row_data) {
    if (nearest_name(header, column_names(schema_))) return false;
    others_.push_back(header);
    return true;
  }
  if (schema_.others == OtherColumns::features) {
    if (nearest_name(header, names_not_found())) return false;
    names_[index] = header;
    return true;
  }
  const bool allowed = schema_.others == OtherColumns::metrics ? header.starts_with("metric:") && header.size() > 7
                                                               : schema_.others == OtherColumns::shares && !nearest_name(header, column_names(schema_));
  if (!allowed) return false;
  names_[index] = header;
  others_.push_back(header);
  return true;
}

/// The known names that no column has. A feature may be nearly called as a column that is there: "store" beside "score".
std::vector<std::string> TableHeader::names_not_found() const {
  std::vector<std::string> missing;
  for (const auto& c : schema_.columns)
    if (!position_of(c.name)) missing.push_back(c.name);
  return missing;
}

void TableHeader::report_unknown(std::size_t index, std::string_view header) {
  if (header.empty())
    return diagnostics_.error(at(index), "unknown_column", "a column without a name", "name it, or delete it; a column of notes begins with \"note\"");
  if (seen_[folded_name(header)] != index + 1) return;  // reported as a duplicate
  std::vector<std::string> missing;
  for (const auto& c : schema_.columns)
    if (seen_.count(folded_name(c.name)) == 0 || headers_[seen_[folded_name(c.name)] - 1] == header) missing.push_back(c.name);
  const std::string taken_for = file_ == schema_.file ? schema_.file : fmt::format("{}, which is read as {}", file_, schema_.file);
  const auto near = nearest_name(header, missing);
  const auto* advice = schema_.others == OtherColumns::features ? "if it is a feature, give it a name that is less like that one" : "(a column of notes begins with \"note\")";
  diagnostics_.error(at(index), "unknown_column", fmt::format("unknown column \"{}\" in {}", header, taken_for),
                     near ? fmt::format("did you mean {}? {}", nearest_text(header, *near, missing), advice)
                          : "a column of notes begins with \"note\"; known are " + header_text());
  if (near && std::find(names_.begin(), names_.end(), near) == names_.end()) names_[index] = *near;
}

/// The nearest name, and beside it those that may stand in its place and are near as well: "latency" may be in ms or in s.
std::string TableHeader::nearest_text(std::string_view header, const std::string& nearest, const std::vector<std::string>& missing) const {
  std::vector<std::string> near{nearest};
  for (const auto& one_of : needed_columns(schema_)) {
    if (std::find(one_of.begin(), one_of.end(), nearest) == one_of.end()) continue;
    for (const auto& name : one_of)
      if (name != nearest && std::find(missing.begin(), missing.end(), name) != missing.end() && nearest_name(header, std::vector{name})) near.push_back(name);
  }
  std::sort(near.begin(), near.end());
  return fmt::format("\"{}\"", fmt::join(near, "\" or \""));
}

std::optional<std::size_t> TableHeader::position_of(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  return found == names_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names_.begin()));
}

bool TableHeader::check_present(const std::vector<std::string>& one_of) {
  const bool found = std::any_of(one_of.begin(), one_of.end(), [&](const auto& name) { return position_of(name).has_value(); });
  if (!found)
    diagnostics_.error(place(), "missing_column", fmt::format("the column \"{}\" is missing", fmt::join(one_of, "\" or \"")),
                       fmt::format("add it, or map one with --column {0}{1}=HEADER{0}", one_of.front().find(' ') == std::string::npos ? "" : "'", one_of.front()));
  return found;
}

}  // namespace premortem
