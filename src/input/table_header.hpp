#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/input/table.hpp"

namespace premortem {

/// Without spaces and tabs around it.
std::string_view without_blanks(std::string_view text);

/// Reads a header row: which column of the file is which column of the schema. A near miss of a known name is
/// reported and then taken for that name, so that one slip is one error and not a row of them.
class TableHeader {
 public:
  TableHeader(const FileSchema& schema, const TableOptions& options, Diagnostics& diagnostics)
      : schema_(schema), options_(options), diagnostics_(diagnostics) {}

  /// False if the row is no header at all (a title, or data), so that nothing after it can be judged.
  bool read(const std::string& file, const CsvRow& row);

  /// Where the header stands.
  Place place() const { return {file_, line_, 0}; }
  /// Where the column of this name stands, from 0.
  std::optional<std::size_t> position_of(std::string_view name) const;
  /// Whether every needed column was found.
  bool complete() const { return complete_; }
  /// By column of the file: the column of the schema, absent for notes and for what was reported.
  const std::vector<std::optional<std::string>>& names() const { return names_; }
  /// Whether the column of the file, from 0, is called `name`: in whatever spelling, or by a `--column` for another file.
  bool is_called(std::size_t index, std::string_view name) const;
  /// The columns that the schema does not name but allows, in the order of the file; of a file of features its notes alone.
  const std::vector<std::string>& others() const { return others_; }
  /// Which of the caller's `--column` mappings the file has.
  const std::vector<std::string>& mapped() const { return mapped_; }

 private:
  Place at(std::size_t index) const { return {file_, line_, static_cast<int>(index) + 1}; }
  bool known(std::string_view name) const;
  bool is_note(const std::string& header);
  std::vector<std::string> names_not_found() const;
  std::string our_name(std::string_view header) const;
  std::string header_text() const;
  bool is_title(std::span<const std::string_view> cells);
  bool is_data(std::span<const std::string_view> cells);
  void read_known(std::size_t index, std::string_view header);
  bool is_duplicate(std::size_t index, std::string_view header, const std::string& name);
  bool take_other(std::size_t index, const std::string& header);
  void report_unknown(std::size_t index, std::string_view header);
  std::string nearest_text(std::string_view header, const std::string& nearest, const std::vector<std::string>& missing) const;
  bool check_present(const std::vector<std::string>& one_of);

  const FileSchema& schema_;
  const TableOptions& options_;
  Diagnostics& diagnostics_;
  std::string file_;
  long line_ = 0;
  bool complete_ = true;
  std::map<std::string, std::size_t> seen_;  // folded name to column from 1
  std::vector<std::string> headers_;
  std::vector<std::optional<std::string>> names_;
  std::vector<std::string> mapped_;
  std::vector<std::string> others_;
};

}  // namespace premortem
