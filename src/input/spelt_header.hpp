#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/input/table.hpp"

namespace premortem {

/// A row taken for a header, in whatever spelling: capitals, blanks, hyphens and underscores do not count.
class SpeltHeader {
 public:
  /// @param names  its cells without quotes and blanks around them
  SpeltHeader(std::vector<std::string> names, const FileSchema& schema, const TableOptions& options);

  /// Whether it names a required column or two of any kind; one may be a word of a title or of a row.
  bool is_header() const;
  /// Whether it names every required column.
  bool complete() const;

  const std::vector<std::string>& names() const { return names_; }
  /// How the schema spells the column, where the cell spells it otherwise and is the only one that means it.
  std::optional<std::string> right_spelling(std::size_t index) const;
  /// Cells up to the last one with a name.
  std::size_t named_cells() const;

 private:
  bool has(const std::string& column) const;

  std::vector<std::string> names_;
  std::vector<std::optional<std::string>> columns_;  // of the schema
  std::vector<bool> mapped_;                         // by --column: the file's own name stays
  const FileSchema* schema_;
};

}  // namespace premortem
