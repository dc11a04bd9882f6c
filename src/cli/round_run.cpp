#include "cli/round_run.hpp"

#include <algorithm>
#include <filesystem>

#include "cli/case_run.hpp"
#include "premortem/core/diagnostic.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

namespace fs = std::filesystem;

/// What `premortem report` takes next: the folder of the case, seen from here.
std::string next_case(const std::string& path) {
  std::error_code ignored;
  if (path == "-") return "-";
  const bool folder_given = fs::is_directory(path, ignored);
  const fs::path folder = folder_given ? fs::path(path) : fs::path(path).parent_path();
  return folder.empty() ? "." : folder.lexically_normal().string();
}

/// A file with a name of its own is no part of its folder's case until it is called risks.csv.
std::string next_command(const std::string& path) {
  const std::string report = "premortem report " + shell_word(next_case(path));
  std::error_code ignored;
  const fs::path file(path);
  if (path == "-" || fs::is_directory(path, ignored) || file.filename() == "risks.csv" || file.filename() == "harms.csv") return report;
  return "mv " + shell_word(path) + " " + shell_word((file.parent_path() / "risks.csv").string()) + " && " + report;
}

/// The errors of one case of several, each with the case's folder before its file.
[[noreturn]] void rethrow_in(const std::string& folder, const InputError& e) {
  Diagnostics placed;
  const auto& errors = e.diagnostics().errors();
  for (std::size_t i = 0; i < e.diagnostics().error_count(); ++i) {
    const Diagnostic& d = errors[std::min(i, errors.size() - 1)];  // beyond those that are kept they are only counted
    placed.error({folder + "/" + d.place.file, d.place.line, d.place.column}, d.code, d.message, d.hint);
  }
  throw InputError(placed);
}

bool holds_csv(const fs::path& folder) {
  std::error_code failure;
  for (fs::directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure))
    if (it->path().extension() == ".csv") return true;
  return false;
}

/// The folders of cases in a folder that is none itself; sorted by name.
std::vector<std::string> cases_in(const std::string& path) {
  std::vector<std::string> cases;
  std::error_code failure;
  if (!fs::is_directory(path, failure) || holds_csv(path)) return cases;
  for (fs::directory_iterator it(path, failure), end; !failure && it != end; it.increment(failure))
    if (fs::is_directory(it->path(), failure) && holds_csv(it->path())) cases.push_back(it->path().string());
  std::sort(cases.begin(), cases.end());
  return cases;
}

RoundResult round_of(CaseRequest request, const Arguments& a, std::vector<std::string>& notes) {
  request.role = "risks.csv";
  auto variants = read_case_variants(request);
  const auto own = reading_notes(variants.changed);
  notes.insert(notes.end(), own.begin(), own.end());
  auto settings = settings_of(a);
  settings.simulation.samples = 1;  // a round shows no simulated reading
  RoundResult result;
  result.outcome = assess(std::move(variants), settings, Exposure::stated);
  if (result.outcome.changed.subject.failure_modes.empty()) throw Refusal(printable(request.path) + " states no risk; add risks.csv with one row a risk");
  result.round = assess_round(result.outcome.changed.subject, result.outcome.changed.assessment);
  result.next = next_command(request.path);
  return result;
}

std::string rendered(const RoundResult& result, const Run& run, const std::string& format) {
  if (format == "json") return round_json(result, run);
  if (format == "csv") return round_csv(result);
  if (format == "md") return round_markdown(result, run);
  return round_terminal(result, run);
}

std::string rendered(const std::vector<RoundResult>& results, const Run& run, const std::string& format) {
  if (format == "json") return rounds_json(results, run);
  if (format == "csv") return rounds_csv(results);
  if (format == "md") return rounds_markdown(results);
  return rounds_terminal(results);
}

}  // namespace

std::string round_text(const Arguments& a, const std::string& format, std::vector<std::string>& notes) {
  const Run run = run_of(a);
  const auto request = case_request_of(a);
  const auto cases = cases_in(request.path);
  if (cases.empty()) {
    const auto result = round_of(request, a, notes);
    return rendered(result, dated(run, result.outcome.changed.subject), format);
  }
  std::vector<RoundResult> results;
  for (const auto& path : cases) {
    CaseRequest one = request;
    one.path = path;
    const auto folder = fs::path(path).filename().string();
    std::vector<std::string> own;
    try {
      results.push_back(round_of(one, a, own));
    } catch (const InputError& e) {
      rethrow_in(folder, e);
    } catch (const Refusal& refusal) {
      throw Refusal(printable(folder) + ": " + refusal.what());
    }
    if (!own.empty()) own.front() = folder + ": " + own.front();
    notes.insert(notes.end(), own.begin(), own.end());
  }
  std::stable_sort(results.begin(), results.end(), [](const auto& x, const auto& y) { return comes_before(x.round, y.round); });
  return rendered(results, run, format);
}

}  // namespace premortem::cli
