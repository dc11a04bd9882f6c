#include "premortem/input/case_folder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "input/case_files.hpp"
#include "input/case_rows.hpp"
#include "input/risk_rows.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

/// Turns the files of a case, changed by overrides, into its values.
class CaseBuilder {
 public:
  CaseBuilder(CaseFiles& files, const CaseRequest& request) : as_of_(request.as_of), files_(files), tables_(files.tables()), diagnostics_(files.diagnostics()) {
    subject_.path = request.path;
    subject_.title = files.title();
    subject_.inputs = files.inputs();
    subject_.unread = files.unread();
    subject_.predictions = files.predictions();
    subject_.latency = files.latency();
    subject_.reference = files.reference();
    subject_.current = files.current();
    subject_.latency_samples = files.latency_samples().rows;
  }

  /// @throws InputError, UsageError
  Case build(const std::vector<Override>& overrides) {
    expand_risks(tables_, diagnostics_);
    apply_overrides(overrides, tables_);
    read_rows();
    files_.report_unknown(diagnostics_);
    if (!diagnostics_.has_errors()) check_case(subject_, diagnostics_);
    if (diagnostics_.has_errors()) throw InputError(diagnostics_);
    subject_.warnings = diagnostics_.warnings();
    std::sort(subject_.inputs.begin(), subject_.inputs.end(), [](const auto& a, const auto& b) { return a.file < b.file; });
    return std::move(subject_);
  }

 private:
  const Table* table(const std::string& file) const {
    const auto found = tables_.find(file);
    return found == tables_.end() ? nullptr : &found->second;
  }

  void read_rows() {
    if (const auto* t = table("feature.csv")) read_feature(*t, subject_.feature, diagnostics_);
    if (!subject_.feature.name.empty()) subject_.title = subject_.feature.name;
    RowContext context{subject_.feature.currency, diagnostics_, subject_.conversions,
                       [this](const std::string& source, const Place& place) { return sample(source, place); }};
    context.rows_lost = diagnostics_.has_errors();
    if (const auto* t = table("assumptions.csv")) read_assumptions(*t, subject_, context);
    read_options(table("options.csv"), table("harms.csv"), subject_, context);
    if (table("options.csv")) check_sample_options(files_.latency_samples(), context.options, diagnostics_);
    if (const auto* t = table("harms.csv")) read_harms(*t, subject_, context);
    const bool chains_are_known = !diagnostics_.has_errors() || !table("harms.csv") || !subject_.failure_modes.empty();
    if (const auto* t = table("failure_modes.csv"); t && chains_are_known) read_failure_modes(*t, subject_, context);
    if (const auto* t = table("mitigations.csv"); t && chains_are_known) read_mitigations(*t, subject_, context);
    if (const auto* t = table("rollout.csv")) read_rollout(*t, subject_, context);
    if (const auto* t = table("monitors.csv")) read_monitors(*t, subject_, context);
    read_series(context);
    if (const auto* t = table("gates.csv")) read_gates(*t, subject_, diagnostics_);
    // Money that is written with its sign is shown with it.
    if (subject_.feature.currency.empty() && context.first_money) subject_.feature.currency = currency_in(context.first_money->text);
    if (const auto* t = table("hypotheses.csv")) read_hypotheses(*t, as_of_, subject_, context);
    if (const auto* t = table("interventions.csv")) read_interventions(*t, subject_, context);
    if (const auto* t = table("quantities.csv")) read_quantities(*t, subject_, context);
    if (const auto* t = table("correlations.csv")) read_correlations(*t, subject_, context);
  }

  /// What is known by date, size or epoch; floors know the metrics of the history.
  void read_series(RowContext& context) {
    if (const auto* t = table("history.csv")) read_history(*t, as_of_, subject_, context);
    if (const auto* t = table("demand.csv")) read_demand(*t, subject_, context);
    if (const auto* t = table("learning.csv")) read_learning(*t, subject_, context);
    if (const auto* t = table("floors.csv")) read_floors(*t, subject_, context);
    if (const auto* t = table("events.csv")) read_events(*t, subject_, context);
    if (const auto* t = table("training.csv")) read_training(*t, subject_, context);
  }

  std::vector<double> sample(const std::string& source, const Place& place) {
    auto column = files_.sample(source, place, diagnostics_);
    const auto same_file = [&](const auto& f) { return f.file == column.provenance.file; };
    if (!column.values.empty() && std::none_of(subject_.inputs.begin(), subject_.inputs.end(), same_file)) subject_.inputs.push_back(column.provenance);
    return std::move(column.values);
  }

  std::optional<std::string> as_of_;
  CaseFiles& files_;
  Tables tables_;
  Diagnostics diagnostics_;
  Case subject_;
};

/// The cells of `0.1%,5%,10%`. @throws UsageError for an empty one
std::vector<std::string> chain_cells(const std::string& chain) {
  std::vector<std::string> cells;
  for (std::size_t begin = 0; begin <= chain.size();) {
    const auto end = std::min(chain.find(',', begin), chain.size());
    cells.push_back(chain.substr(begin, end - begin));
    if (cells.back().find_first_not_of(" \t") == std::string::npos)
      throw UsageError(fmt::format("--chain is \"{}\", in which share {} is empty; expected shares such as 0.1%,5%,10%", printable(chain), cells.size()));
    begin = end + 1;
  }
  return cells;
}

Table chain_table(const std::string& people, const std::string& chain) {
  Table table{"harms.csv", {}, {}, {}, {}};
  const auto add = [&](const std::string& stage, const std::string& text, Place place) {
    TableRow row;
    row.file = place.file;
    row.line = place.line;
    row.cells = {{"failure_mode", {"harm", place}}, {"stage", {stage, place}}, {"best", {text, place}}};
    if (table.rows.empty()) row.cells["unit"] = {"people", place};
    table.rows.push_back(row);
  };
  if (people.find_first_not_of(" \t") == std::string::npos) throw UsageError("--people is empty, expected how many, such as 10M");
  add("people", people, {"--people", 0, 0});
  long i = 0;
  for (const auto& cell : chain_cells(chain)) {
    ++i;
    add("stage " + std::to_string(i), cell, {"--chain", i, 0});
  }
  return table;
}

CaseVariants build_variants(CaseFiles files, const CaseRequest& request) {
  CaseVariants variants;
  // First as it stands: a sample that an override replaces still belongs to the case.
  if (!request.overrides.empty()) variants.base = CaseBuilder(files, request).build({});
  variants.changed = CaseBuilder(files, request).build(request.overrides);
  return variants;
}

}  // namespace

/// The request is kept beside the files, which refer to it.
struct CaseSource::Files {
  explicit Files(const CaseRequest& asked) : request(asked), files(request) {}
  Files(const Files& other) : request(other.request), files(other.files, request) {}

  CaseRequest request;
  CaseFiles files;
};

CaseSource::CaseSource(const CaseRequest& request) : files_(new Files(request)) {}
CaseSource::~CaseSource() = default;
CaseSource::CaseSource(CaseSource&&) noexcept = default;
CaseSource::CaseSource(const CaseSource& other) : files_(new Files(*other.files_)) {}

Case CaseSource::with(const std::vector<Override>& overrides) {
  auto all = files_->request.overrides;
  all.insert(all.end(), overrides.begin(), overrides.end());
  return CaseBuilder(files_->files, files_->request).build(all);
}

void CaseSource::require_apart(const std::vector<Override>& overrides) const {
  auto all = files_->request.overrides;
  all.insert(all.end(), overrides.begin(), overrides.end());
  auto tables = files_->files.tables();
  Diagnostics reported_by_reading;
  expand_risks(tables, reported_by_reading);
  apply_overrides(all, tables);
}

CaseVariants read_case_variants(const CaseRequest& request) { return build_variants(CaseFiles(request), request); }

Case read_case(const CaseRequest& request) { return read_case_variants(request).changed; }

CaseVariants chain_case(const std::string& people, const std::string& chain, const std::vector<Override>& overrides) {
  CaseRequest request;
  request.overrides = overrides;
  auto variants = build_variants(CaseFiles(request, Tables{{"harms.csv", chain_table(people, chain)}}), request);
  variants.changed.title = "harm";
  if (variants.base) variants.base->title = "harm";
  return variants;
}

}  // namespace premortem
