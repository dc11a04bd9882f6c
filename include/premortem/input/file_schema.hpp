#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace premortem {

struct ColumnSchema {
  std::string name;
  bool required = false;
  int one_of = 0;  ///< above 0: a file needs one of the columns with this number
};

/// What a file's other columns are.
enum class OtherColumns {
  refused,  ///< errors, with the nearest known name
  shares,   ///< shares of a chain, in the order of the columns; a near miss of a known name is an error
  metrics,  ///< allowed where their name begins with `metric:`
  left_alone,  ///< not read: a table that other programs write
  row_data,  ///< not read and named once; a near miss of a known name is an error
  features,  ///< row data in which each of them is a feature; a near miss of a known name that the file lacks is an error
};

/// One kind of file a case may hold. Files that people write refuse unknown columns; a file that this version
/// knows but does not read yet has no columns here and is named on the page as not read.
struct FileSchema {
  std::string file;  ///< "harms.csv"
  std::string holds; ///< one line for help and documentation
  std::vector<ColumnSchema> columns;
  OtherColumns others = OtherColumns::refused;
  bool is_read() const { return !columns.empty(); }
  /// Rows that programs write, perhaps millions: strict in its cells, read in one pass and never kept as text.
  bool is_row_data() const { return others == OtherColumns::row_data || others == OtherColumns::features; }
};

/// Every file of the contract, in the order of its table; those without columns are not read by this version.
std::span<const FileSchema> file_schemas();

/// @throws std::out_of_range if there is no such file
const FileSchema& schema_of(std::string_view file);

std::vector<std::string> column_names(const FileSchema& schema);

/// What a file cannot be without, in the order of its columns: each entry names the columns of which it must have one, which
/// for a required column is that column alone.
std::vector<std::vector<std::string>> needed_columns(const FileSchema& schema);

}  // namespace premortem
