#include "premortem/input/case_listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "input/cell_decimal.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

namespace fs = std::filesystem;

const FileSchema* find_schema(const std::string& file) {
  const auto schemas = file_schemas();
  const auto found = std::find_if(schemas.begin(), schemas.end(), [&](const auto& s) { return s.file == file; });
  return found == schemas.end() ? nullptr : &*found;
}

bool has_workbook(const fs::path& folder) {
  std::error_code ignored;
  for (fs::directory_iterator it(folder, ignored), end; !ignored && it != end; it.increment(ignored))
    if (it->path().extension() == ".xlsx" || it->path().extension() == ".xls") return true;
  return false;
}

/// Also `gates.CSV`: a name in capitals is no name of a case, and is told so.
bool ends_in_csv(const fs::path& path) { return lower_case(path.extension().string()) == ".csv"; }

/// The names of the folder's CSV files, sorted. A pipe or a device among them would never end.
std::vector<std::string> csv_names(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  for (fs::directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure)) {
    if (!ends_in_csv(it->path())) continue;
    std::error_code ignored;
    const auto kind = it->status(ignored).type();
    if (kind == fs::file_type::fifo || kind == fs::file_type::character || kind == fs::file_type::block || kind == fs::file_type::socket)
      throw FileError(printable(it->path().string()) + ": error[file]: is not a regular file");
    names.push_back(it->path().filename().string());
  }
  if (failure) throw FileError(printable(folder) + ": " + failure.message());
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<CaseFile> list_folder(const std::string& folder) {
  const auto names = csv_names(folder);
  if (names.empty())
    throw Refusal(fmt::format("{} holds no .csv file; {}", printable(folder),
                              has_workbook(folder) ? "save each sheet of the workbook as CSV UTF-8, under the names of a case: harms.csv, ..."
                                                   : "premortem init writes a case into a new or empty folder; it starts with risks.csv, or with harms.csv (columns failure_mode,stage,best)"));
  std::vector<CaseFile> files;
  for (const auto& name : names) files.push_back({folder + "/" + name, name, find_schema(name)});
  return files;
}

CaseFile one_file(const std::string& path, const std::string& role) {
  const std::string name = path == "-" ? path : fs::path(path).filename().string();
  const auto* schema = find_schema(name);
  if (schema && !schema->is_read()) throw Refusal(fmt::format("{} is known, but no verb of this version reads it", name));
  return {path, name, schema ? schema : &schema_of(role)};
}

}  // namespace

std::vector<CaseFile> list_case(const std::string& path, const std::string& role) {
  std::error_code ignored;
  if (path != "-" && fs::is_directory(path, ignored)) return list_folder(path);
  return {one_file(path, role)};
}

}  // namespace premortem
