#include "input/case_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "input/case_limits.hpp"
#include "input/fix_hint.hpp"
#include "input/time_unit.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/clean_copy.hpp"
#include "premortem/input/source.hpp"

namespace premortem {

namespace fs = std::filesystem;

CaseFiles::CaseFiles(const CaseFiles& other, const CaseRequest& request) : CaseFiles(other) { request_ = &request; }

CaseFiles::CaseFiles(const CaseRequest& request) : request_(&request) {
  check_units(request.table.columns);
  std::error_code ignored;
  request.path != "-" && fs::is_directory(request.path, ignored) ? read_folder() : read_file();
  if (!request.history.empty()) read_other_history();
  if (!diagnostics_.has_errors()) check_mappings();
  std::sort(inputs_.begin(), inputs_.end(), [](const auto& a, const auto& b) { return a.file < b.file; });
}

void CaseFiles::read_folder() {
  folder_ = request_->path;
  title_ = fs::weakly_canonical(fs::path(folder_)).filename().string();
  for (const auto& file : list_case(request_->path, request_->role)) {
    if (file.schema && file.schema->is_row_data()) read_row_data(file);
    else if (file.is_read()) tables_[file.name] = own_table(file);
    else (file.schema ? unread_ : unknown_).push_back(file.name);
  }
}

void CaseFiles::read_file() {
  const auto file = list_case(request_->path, request_->role).front();
  title_ = request_->path == "-" ? "standard input" : fs::path(request_->path).stem().string();
  folder_ = fs::path(request_->path).parent_path().string();
  if (folder_.empty()) folder_ = ".";
  if (file.schema->is_row_data()) return read_row_data(file);
  const auto& role = file.schema->file;
  tables_[role] = own_table(file);
  tables_[role].file = role;
}

void CaseFiles::read_row_data(const CaseFile& file) {
  const auto window = [&] { return read_window(file, request_->table, request_->jobs, request_->as_of, diagnostics_); };
  if (file.schema->file == "reference.csv") keep(reference_ = window());
  else if (file.schema->file == "current.csv") keep(current_ = window());
  else if (file.schema->file == "latency.csv") keep(latency_ = read_latency(file, request_->table, request_->jobs, diagnostics_));
  else if (file.schema->file == "latency_samples.csv") keep(latency_samples_ = read_latency_samples(file, request_->table, request_->jobs, diagnostics_));
  else keep(predictions_ = read_predictions(file, request_->table, request_->jobs, request_->as_of, diagnostics_));
}

template <class Rows>
void CaseFiles::keep(const RowDataFile<Rows>& file) {
  inputs_.push_back(file.provenance);
  mapped_.insert(mapped_.end(), file.mapped.begin(), file.mapped.end());
}

/// A table of the case itself, whose history may have a column for each of its metrics.
Table CaseFiles::own_table(const CaseFile& file) {
  if (file.schema->file != "history.csv" || request_->history_metric.empty() || !request_->history.empty()) return table_of(file);
  auto wide = file;
  wide.schema = wide_history();
  auto table = table_of(wide);
  take_metric_column(table);
  return table;
}

const FileSchema* CaseFiles::wide_history() {
  wide_history_ = FileSchema{"history.csv", "one column a metric", {{"date", true}, {request_->history_metric, true}, {"n"}, {"cohort"}}, OtherColumns::left_alone};
  return &*wide_history_;
}

void CaseFiles::read_other_history() {
  std::error_code ignored;
  if (fs::is_directory(request_->history, ignored)) throw FileError(printable(request_->history) + ": is a folder, expected a file with the columns date, metric, value");
  std::erase_if(inputs_, [](const auto& f) { return f.file == "history.csv"; });
  const auto& metric = request_->history_metric;
  auto& table = tables_["history.csv"];
  table = table_of({request_->history, fs::path(request_->history).filename().string(), metric.empty() ? &schema_of("history.csv") : wide_history()});
  table.file = "history.csv";
  if (!metric.empty()) take_metric_column(table);
}

/// One row a date becomes one row a date and metric.
void CaseFiles::take_metric_column(Table& table) const {
  for (auto& row : table.rows) {
    const auto value = row.cell(request_->history_metric);
    row.cells["metric"] = {request_->history_metric, row.place()};
    row.cells["value"] = value;
  }
}

Table CaseFiles::table_of(const CaseFile& file) {
  SourceDigest digest;
  const std::string text = read_whole_source(file.path, most_bytes_people_write, digest);
  const auto errors = diagnostics_.errors().size(), warnings = diagnostics_.warnings().size();
  Table table = read_table(text, file.name, *file.schema, request_->table, diagnostics_);
  check_row_limit(file.name, table.provenance.rows);
  if (diagnostics_.errors().size() > errors || diagnostics_.warnings().size() > warnings) {
    const auto mends = clean_copy(text, file.name, *file.schema, request_->table).mends;
    diagnostics_.add_to_hints(errors, warnings, [&](const Diagnostic& finding) { return fix_hint(finding, mends); });
  }
  table.provenance.sha256 = digest.sha256;
  inputs_.push_back(table.provenance);
  return table;
}

void CaseFiles::check_mappings() const {
  for (const auto& [name, header] : request_->table.columns) {
    const auto has_it = [&, our = name](const auto& t) { return std::find(t.second.mapped.begin(), t.second.mapped.end(), our) != t.second.mapped.end(); };
    const bool in_rows = std::find(mapped_.begin(), mapped_.end(), name) != mapped_.end();
    if (name == header || in_rows || std::any_of(tables_.begin(), tables_.end(), has_it)) continue;
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
  return samples_[key] = read_sample_column(folder_, *parsed, place, request_->table, diagnostics);
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
