#include "input/case_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/source.hpp"

namespace premortem {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_bytes = std::uint64_t{64} << 20;  // of a file that people write
constexpr std::uint64_t most_rows = 1'000'000;

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

/// The names of the folder's CSV files, sorted. A pipe or a device among them would never end.
std::vector<std::string> csv_names(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  for (fs::directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure)) {
    if (it->path().extension() != ".csv") continue;
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

}  // namespace

CaseFiles::CaseFiles(const CaseRequest& request) : request_(request) {
  std::error_code ignored;
  request.path != "-" && fs::is_directory(request.path, ignored) ? read_folder() : read_file();
  if (!diagnostics_.has_errors()) check_mappings();
  std::sort(inputs_.begin(), inputs_.end(), [](const auto& a, const auto& b) { return a.file < b.file; });
}

void CaseFiles::read_folder() {
  folder_ = request_.path;
  title_ = fs::weakly_canonical(fs::path(folder_)).filename().string();
  const auto names = csv_names(folder_);
  if (names.empty())
    throw Refusal(fmt::format("{} holds no .csv file; {}", printable(folder_),
                              has_workbook(folder_) ? "save each sheet of the workbook as CSV UTF-8, under the names of a case: harms.csv, ..."
                                                    : "a case starts with harms.csv (columns failure_mode,stage,best)"));
  for (const auto& name : names) read_known(name);
}

void CaseFiles::read_known(const std::string& name) {
  const auto* schema = find_schema(name);
  if (!schema) unknown_.push_back(name);
  else if (!schema->is_read()) unread_.push_back(name);
  else tables_[name] = table_of(folder_ + "/" + name, name, *schema);
}

void CaseFiles::read_file() {
  const std::string own_name = request_.path == "-" ? "" : fs::path(request_.path).filename().string();
  const auto* schema = find_schema(own_name);
  if (schema && !schema->is_read()) throw Refusal(fmt::format("{} is known, but no verb of this version reads it", own_name));
  const std::string role = schema ? schema->file : request_.role;
  title_ = request_.path == "-" ? "standard input" : fs::path(request_.path).stem().string();
  folder_ = fs::path(request_.path).parent_path().string();
  if (folder_.empty()) folder_ = ".";
  tables_[role] = table_of(request_.path, own_name.empty() ? "-" : own_name, schema_of(role));
  tables_[role].file = role;
}

Table CaseFiles::table_of(const std::string& path, const std::string& name, const FileSchema& schema) {
  SourceDigest digest;
  const std::string text = read_whole_source(path, most_bytes, digest);
  Table table = read_table(text, name, schema, request_.table, diagnostics_);
  if (table.provenance.rows > most_rows)
    throw LimitError(fmt::format("{} has {} rows; the limit for a file that people write is {}", printable(name), table.provenance.rows, most_rows));
  table.provenance.sha256 = digest.sha256;
  inputs_.push_back(table.provenance);
  return table;
}

void CaseFiles::check_mappings() const {
  for (const auto& [name, header] : request_.table.columns) {
    const auto has_it = [&, our = name](const auto& t) { return std::find(t.second.mapped.begin(), t.second.mapped.end(), our) != t.second.mapped.end(); };
    if (name == header || std::any_of(tables_.begin(), tables_.end(), has_it)) continue;
    throw UsageError(fmt::format("--column {}={}: no file that was read has a column \"{}\" to take for \"{}\"", printable(name), printable(header),
                                 printable(header), printable(name)));
  }
}

SampleColumn CaseFiles::sample(const std::string& source, const Place& place, Diagnostics& diagnostics) {
  const auto parsed = parse_sample_source(source, place, diagnostics);
  if (!parsed) return {};
  sampled_.insert(parsed->file);
  const auto key = std::pair(parsed->file, parsed->column);
  if (const auto read = samples_.find(key); read != samples_.end()) return read->second;
  std::error_code ignored;
  if (!fs::exists(fs::path(folder_) / parsed->file, ignored)) {
    const auto near = nearest_name(parsed->file, unknown_);
    diagnostics.error(place, "sample", fmt::format("the case folder has no file \"{}\"", parsed->file), near ? fmt::format("did you mean {}?", *near) : "copy it there");
    if (near) sampled_.insert(*near);
    return {};
  }
  return samples_[key] = read_sample_column(folder_, *parsed, place, request_.table, diagnostics);
}

void CaseFiles::report_unknown(Diagnostics& diagnostics) const {
  std::vector<std::string> known;
  for (const auto& s : file_schemas()) known.push_back(s.file);
  for (const auto& name : unknown_) {
    if (sampled_.count(name) > 0) continue;
    const auto near = nearest_name(name, known);
    diagnostics.error({name, 0, 0}, "unknown_file", "no file of a case has this name, and no sample names it",
                      near ? fmt::format("did you mean {}?", *near) : "rename it to end other than .csv, or move it away");
  }
}

}  // namespace premortem
