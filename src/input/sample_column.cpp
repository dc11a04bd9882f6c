#include "input/sample_column.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "premortem/core/nearest_name.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/input/source.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_shown = 20;  // columns in a message

bool is_missing(std::string_view cell) { return cell.find_first_not_of(" \t") == std::string_view::npos || cell == "NA"; }

/// Takes the rows of one file and keeps the numbers of one column.
class ColumnSink {
 public:
  ColumnSink(const SampleSource& source, const Place& place, Diagnostics& diagnostics)
      : source_(source), place_(place), diagnostics_(diagnostics) {}

  void operator()(const CsvRow& row) {
    if (!header_seen_) return read_header(row);
    ++result_.provenance.rows;
    if (!column_) return;
    const auto cell = row.cells[*column_];
    if (is_missing(cell)) {
      ++result_.provenance.excluded;
      return;
    }
    const auto number = parse_number(cell);
    if (!number.value) {
      diagnostics_.error({source_.file, row.line, static_cast<int>(*column_) + 1}, number.problem.code, number.problem.message, number.problem.hint);
      return;
    }
    ++result_.provenance.used;
    result_.values.push_back(*number.value);
  }

  SampleColumn take() {
    std::sort(result_.values.begin(), result_.values.end());
    if (result_.values.empty() && column_ && !diagnostics_.has_errors())
      diagnostics_.error(place_, "sample", fmt::format("\"{}:{}\" holds no number", source_.file, source_.column),
                         "give it rows, or state the estimate otherwise");
    return std::move(result_);
  }

 private:
  void read_header(const CsvRow& row) {
    header_seen_ = true;
    const std::vector<std::string> names(row.cells.begin(), row.cells.end());
    const auto found = std::find(names.begin(), names.end(), source_.column);
    if (found != names.end() && std::find(found + 1, names.end(), source_.column) != names.end()) {
      diagnostics_.error({source_.file, row.line, 0}, "duplicate_column", fmt::format("the column \"{}\" stands twice", source_.column), "delete or rename one");
      return;
    }
    if (found != names.end()) {
      column_ = static_cast<std::size_t>(found - names.begin());
      return;
    }
    const auto near = nearest_name(source_.column, names);
    diagnostics_.error(place_, "sample", fmt::format("{} has no column \"{}\"", source_.file, source_.column),
                       near ? fmt::format("did you mean \"{}\"?", *near) : names.size() <= most_shown ? fmt::format("its columns are {}", fmt::join(names, ", ")) : "");
  }

  const SampleSource& source_;
  const Place& place_;
  Diagnostics& diagnostics_;
  bool header_seen_ = false;
  std::optional<std::size_t> column_;
  SampleColumn result_;
};

}  // namespace

std::optional<SampleSource> parse_sample_source(const std::string& source, const Place& place, Diagnostics& diagnostics) {
  const auto colon = source.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == source.size() || !source.substr(0, colon).ends_with(".csv")) {
    diagnostics.error(place, "sample", fmt::format("the source of a sample is {}, expected file.csv:column", source.empty() ? "empty" : "\"" + source + "\""),
                      "name a data file of the case folder and its column");
    return std::nullopt;
  }
  SampleSource parsed{source.substr(0, colon), source.substr(colon + 1)};
  if (parsed.file.find('/') != std::string::npos || parsed.file.find('\\') != std::string::npos) {
    diagnostics.error(place, "sample", fmt::format("\"{}\" leaves the case folder", parsed.file), "copy the file into the folder and name it alone");
    return std::nullopt;
  }
  return parsed;
}

SampleColumn read_sample_column(const std::string& folder, const SampleSource& source, const Place& place,
                                const TableOptions& options, Diagnostics& diagnostics) {
  ColumnSink sink(source, place, diagnostics);
  CsvOptions csv;
  csv.delimiter = options.delimiter;
  CsvParser parser(source.file, csv, [&](const CsvRow& row) { sink(row); }, diagnostics);
  const auto digest = read_source(folder + "/" + source.file, [&](std::string_view piece) { parser.feed(piece); });
  parser.finish();
  auto column = sink.take();
  column.provenance.file = source.file;
  column.provenance.sha256 = digest.sha256;
  return column;
}

}  // namespace premortem
