// The templates of `init` and the taxonomy they are drawn from.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "premortem/input/case_folder.hpp"
#include "premortem/input/csv.hpp"

namespace {

namespace fs = std::filesystem;
const fs::path models = fs::path(PREMORTEM_SOURCE_DIR) / "models";

using Row = std::map<std::string, std::string>;

std::vector<Row> rows_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  std::vector<std::string> header;
  std::vector<Row> rows;
  premortem::Diagnostics diagnostics;
  premortem::parse_csv(text, file.string(), {}, [&](const premortem::CsvRow& row) {
    if (header.empty()) {
      header.assign(row.cells.begin(), row.cells.end());
      return;
    }
    rows.emplace_back();
    for (std::size_t i = 0; i < row.cells.size(); ++i) rows.back()[header[i]] = row.cells[i];
  }, diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  return rows;
}

std::vector<fs::path> template_folders() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(models / "templates"))
    if (fs::exists(entry.path() / "failure_modes.csv")) folders.push_back(entry.path());
  return folders;
}

}  // namespace

TEST_CASE("the taxonomy says of each failure how it hurts, how it is seen and who has described it") {
  std::set<std::string> ids;
  const auto rows = rows_of(models / "failure-modes.csv");
  CHECK(rows.size() >= 20);
  for (const auto& row : rows) {
    INFO(row.at("id"));
    CHECK(ids.insert(row.at("id")).second);
    for (const auto& [column, cell] : row) CHECK_FALSE(cell.empty());
    const std::set<std::string> undo{"yes", "partly", "no"}, seen{"easy", "delayed", "hard"};
    CHECK(undo.count(row.at("reversible")) == 1);
    CHECK(seen.count(row.at("detectability")) == 1);
  }
  for (const auto* id : {"stale_data", "prompt_injection", "batch_skew", "label_leakage", "feedback_loop"}) CHECK(ids.count(id) == 1);
}

TEST_CASE("each failure mode of a template is one of the taxonomy") {
  std::set<std::string> ids;
  for (const auto& row : rows_of(models / "failure-modes.csv")) ids.insert(row.at("id"));
  REQUIRE(template_folders().size() == 5);
  for (const auto& folder : template_folders())
    for (const auto& row : rows_of(folder / "failure_modes.csv")) {
      INFO(folder.filename() << ": " << row.at("failure_mode"));
      CHECK(ids.count(row.at("note_taxonomy")) == 1);
    }
}

TEST_CASE("each number of a template says that it is a placeholder, or who published it") {
  for (const auto& folder : template_folders()) {
    premortem::CaseRequest request;
    request.path = folder.string();
    const auto subject = premortem::read_case(request);
    for (const auto& leaf : subject.leaves) {
      INFO(folder.filename() << ": " << leaf.name);
      if (leaf.name.ends_with("//cost_per_harm")) continue;
      const bool placeholder = leaf.source.starts_with("placeholder");
      CHECK((placeholder || leaf.evidence == premortem::Evidence::benchmark));
      if (!placeholder) CHECK(leaf.source.size() > 20);
    }
    const auto unwatched = [](const auto& mode) { return mode.monitor.empty() && !mode.telemetry.empty() && mode.audit_every_days; };
    CHECK(std::any_of(subject.failure_modes.begin(), subject.failure_modes.end(), unwatched));
  }
}
