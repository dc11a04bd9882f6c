#include "premortem/input/case_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "input/case_rows.hpp"
#include "input/sample_column.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/input/source.hpp"

namespace premortem {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_bytes = std::uint64_t{64} << 20;  // of a file that people write
constexpr std::uint64_t most_rows = 1'000'000;

class CaseReader {
 public:
  explicit CaseReader(const CaseRequest& request) : request_(request) { subject_.path = request.path; }

  Case read() {
    std::error_code ignored;
    const bool folder = request_.path != "-" && fs::is_directory(request_.path, ignored);
    folder ? read_folder() : read_file();
    return finish();
  }

  /// A case from tables that were made, not read.
  Case read(Tables tables) {
    tables_ = std::move(tables);
    return finish();
  }

  Diagnostics& diagnostics() { return diagnostics_; }

 private:
  void read_folder() {
    folder_ = request_.path;
    subject_.title = fs::weakly_canonical(fs::path(folder_)).filename().string();
    std::vector<std::string> names;
    std::error_code failure;
    for (fs::directory_iterator it(folder_, failure), end; !failure && it != end; it.increment(failure))
      if (it->path().extension() == ".csv") names.push_back(it->path().filename().string());
    if (failure) throw FileError(request_.path + ": " + failure.message());
    std::sort(names.begin(), names.end());
    if (names.empty())
      throw Refusal(fmt::format("{} holds no .csv file; a case starts with harms.csv (columns {})", printable(request_.path), "failure_mode,stage,best"));
    for (const auto& name : names) read_known(name);
  }

  void read_known(const std::string& name) {
    const auto schemas = file_schemas();
    const auto schema = std::find_if(schemas.begin(), schemas.end(), [&](const auto& s) { return s.file == name; });
    if (schema == schemas.end()) unknown_files_.push_back(name);
    else if (!schema->is_read()) subject_.unread.push_back(name);
    else tables_[name] = table_of(folder_ + "/" + name, name, *schema);
  }

  void read_file() {
    const std::string own_name = request_.path == "-" ? "" : fs::path(request_.path).filename().string();
    const auto schemas = file_schemas();
    const auto schema = std::find_if(schemas.begin(), schemas.end(), [&](const auto& s) { return s.file == own_name && s.is_read(); });
    const std::string role = schema == schemas.end() ? request_.role : schema->file;
    subject_.title = request_.path == "-" ? "standard input" : fs::path(request_.path).stem().string();
    folder_ = fs::path(request_.path).parent_path().string();
    if (folder_.empty()) folder_ = ".";
    tables_[role] = table_of(request_.path, own_name.empty() ? "-" : own_name, schema_of(role));
    tables_[role].file = role;
  }

  Table table_of(const std::string& path, const std::string& name, const FileSchema& schema) {
    SourceDigest digest;
    const std::string text = read_whole_source(path, most_bytes, digest);
    Table table = read_table(text, name, schema, request_.table, diagnostics_);
    if (table.provenance.rows > most_rows)
      throw LimitError(fmt::format("{} has {} rows; the limit for a file that people write is {}", name, table.provenance.rows, most_rows));
    table.provenance.sha256 = digest.sha256;
    subject_.inputs.push_back(table.provenance);
    return table;
  }

  std::vector<double> sample(const std::string& source, const Place& place) {
    const auto parsed = parse_sample_source(source, place, diagnostics_);
    if (!parsed) return {};
    const auto unknown = std::find(unknown_files_.begin(), unknown_files_.end(), parsed->file);
    if (unknown != unknown_files_.end()) unknown_files_.erase(unknown);
    const bool known_before = std::any_of(subject_.inputs.begin(), subject_.inputs.end(), [&](const auto& f) { return f.file == parsed->file; });
    auto column = read_sample_column(folder_, *parsed, place, request_.table, diagnostics_);
    if (!known_before) subject_.inputs.push_back(column.provenance);
    return column.values;
  }

  const Table* table(const std::string& file) const {
    const auto found = tables_.find(file);
    return found == tables_.end() ? nullptr : &found->second;
  }

  void give_up_on_errors() const {
    if (diagnostics_.has_errors()) throw InputError(diagnostics_);
  }

  void report_unknown_files() {
    std::vector<std::string> known;
    for (const auto& s : file_schemas()) known.push_back(s.file);
    for (const auto& name : unknown_files_) {
      const auto near = nearest_name(name, known);
      diagnostics_.error({name, 0, 0}, "unknown_file", fmt::format("\"{}\" is no file of a case and no sample names it", name),
                         near ? fmt::format("did you mean {}?", *near) : "rename it to end other than .csv, or move it away");
    }
  }

  Case finish() {
    for (const auto& o : request_.overrides) apply_override(o, tables_);
    if (const auto* t = table("feature.csv")) read_feature(*t, subject_.feature, diagnostics_);
    if (!subject_.feature.name.empty()) subject_.title = subject_.feature.name;
    RowContext context{subject_.feature.currency, diagnostics_, subject_.conversions,
                       [this](const std::string& source, const Place& place) { return sample(source, place); }};
    if (const auto* t = table("assumptions.csv")) read_assumptions(*t, subject_, context);
    if (const auto* t = table("harms.csv")) read_harms(*t, subject_, context);
    const bool chains_are_known = !diagnostics_.has_errors() || !table("harms.csv") || !subject_.failure_modes.empty();
    if (const auto* t = table("failure_modes.csv"); t && chains_are_known) read_failure_modes(*t, subject_, context);
    if (const auto* t = table("gates.csv")) read_gates(*t, subject_, diagnostics_);
    report_unknown_files();
    give_up_on_errors();
    subject_.warnings = diagnostics_.warnings();
    std::sort(subject_.inputs.begin(), subject_.inputs.end(), [](const auto& a, const auto& b) { return a.file < b.file; });
    return std::move(subject_);
  }

  const CaseRequest& request_;
  std::string folder_;
  Tables tables_;
  std::vector<std::string> unknown_files_;
  Diagnostics diagnostics_;
  Case subject_;
};

}  // namespace

Case read_case(const CaseRequest& request) { return CaseReader(request).read(); }

Case chain_case(const std::string& people, const std::string& chain, const std::vector<Override>& overrides) {
  Table table{"harms.csv", {}, {}};
  const auto add = [&](const std::string& stage, const std::string& text, Place place) {
    TableRow row;
    row.file = place.file;
    row.line = place.line;
    row.cells = {{"failure_mode", {"harm", place}}, {"stage", {stage, place}}, {"best", {text, place}}};
    if (table.rows.empty()) row.cells["unit"] = {"people", place};
    table.rows.push_back(row);
  };
  add("people", people, {"--people", 0, 0});
  std::size_t begin = 0;
  for (long i = 1; begin <= chain.size(); ++i) {
    const auto end = std::min(chain.find(',', begin), chain.size());
    add("stage " + std::to_string(i), chain.substr(begin, end - begin), {"--chain", i, 0});
    begin = end + 1;
  }
  const CaseRequest request{"", "harms.csv", {}, overrides};
  CaseReader reader(request);
  Case subject = reader.read(Tables{{"harms.csv", table}});
  subject.title = "harm";
  return subject;
}

}  // namespace premortem
