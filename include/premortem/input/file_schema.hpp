#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace premortem {

struct ColumnSchema {
  std::string name;
  bool required = false;
};

/// One kind of file a case may hold. Files that people write refuse unknown columns; a file that this version
/// knows but does not read yet has no columns here and is named on the page as not read.
struct FileSchema {
  std::string file;  ///< "harms.csv"
  std::string holds; ///< one line for help and documentation
  std::vector<ColumnSchema> columns;
  bool is_read() const { return !columns.empty(); }
};

/// Every file of the contract, in the order of its table; those without columns are not read by this version.
std::span<const FileSchema> file_schemas();

/// @throws std::out_of_range if there is no such file
const FileSchema& schema_of(std::string_view file);

std::vector<std::string> column_names(const FileSchema& schema);

}  // namespace premortem
