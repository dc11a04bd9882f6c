#include "cli/round_run.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "cli/case_run.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

namespace fs = std::filesystem;

/// The folder that `premortem report` takes next: the case's, seen from here.
std::string folder_of_case(const std::string& path) {
  std::error_code ignored;
  if (path == "-") return "-";
  const fs::path folder = fs::is_directory(path, ignored) ? fs::path(path) : fs::path(path).parent_path();
  return folder.empty() ? "." : folder.lexically_normal().string();
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
  HarmOutcome outcome = assess(std::move(variants), settings, Exposure::stated);
  result.harm = std::move(outcome.changed);
  if (result.harm.subject.failure_modes.empty()) throw Refusal(printable(request.path) + " states no risk; add risks.csv with one row a risk");
  result.round = assess_round(result.harm.subject, result.harm.assessment);
  result.next = "premortem report " + shell_word(folder_of_case(request.path));
  return result;
}

/// Worst first: what cannot be undone, then what harms most.
void rank_cases(std::vector<RoundResult>& results) {
  const auto key = [](const RoundResult& r) {
    const auto& first = r.round.risks.front();
    return std::tuple(first.severity, first.at_most ? 1 : 0, -first.at_most.value_or(0));
  };
  std::stable_sort(results.begin(), results.end(), [&](const auto& x, const auto& y) { return key(x) < key(y); });
}

std::string rendered(const RoundResult& result, const Run& run, const std::string& format) {
  if (format == "json") return round_json(result, run);
  if (format == "csv") return round_csv(result);
  if (format == "md") return round_markdown(result);
  return round_terminal(result);
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
  if (cases.empty()) return rendered(round_of(request, a, notes), run, format);
  std::vector<RoundResult> results;
  for (const auto& path : cases) {
    CaseRequest one = request;
    one.path = path;
    results.push_back(round_of(one, a, notes));
  }
  rank_cases(results);
  return rendered(results, run, format);
}

}  // namespace premortem::cli
