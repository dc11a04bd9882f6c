#include "input/prediction_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <numeric>

#include "input/prediction_chunk.hpp"
#include "input/table_header.hpp"
#include "premortem/core/error.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/input/csv_stream.hpp"
#include "premortem/input/source.hpp"

namespace premortem {
namespace {

constexpr std::array<const char*, 11> column_words{"score", "label", "cohort", "value", "weight", "date", "label_date", "label_second", "baseline_score", "arm", "outcome"};
constexpr std::uint64_t most_rows = std::uint64_t{1} << 31;  // counts of the curve are 32 bits wide

using Chunks = std::vector<std::unique_ptr<PredictionChunk>>;

PredictionLayout layout_of(const TableHeader& header) {
  PredictionLayout layout;
  for (const auto& name : header.names()) {
    const auto found = std::find(column_words.begin(), column_words.end(), name.value_or(""));
    layout.push_back(found == column_words.end() ? PredictionColumn::ignored : static_cast<PredictionColumn>(found - column_words.begin()));
  }
  return layout;
}

template <class T>
void join_column(std::vector<T> ScoredRows::*column, const Chunks& chunks, ScoredRows& into) {
  auto& all = into.*column;
  std::size_t size = 0;
  for (const auto& c : chunks) size += (c->rows.*column).size();
  all.reserve(size);
  for (const auto& c : chunks) {
    all.insert(all.end(), (c->rows.*column).begin(), (c->rows.*column).end());
    std::vector<T>().swap(c->rows.*column);  // before the next column is joined, so that no more than one stands twice
  }
}

/// The names of all chunks in the order of the alphabet, so that it does not matter in which order rows come.
void join_names(NameColumn ScoredRows::*column, NameCollector PredictionChunk::*collector, const Chunks& chunks, ScoredRows& into) {
  auto& all = into.*column;
  for (const auto& c : chunks) all.names.insert(all.names.end(), ((*c).*collector).names().begin(), ((*c).*collector).names().end());
  std::sort(all.names.begin(), all.names.end());
  all.names.erase(std::unique(all.names.begin(), all.names.end()), all.names.end());
  for (const auto& c : chunks) {
    std::vector<std::uint32_t> place;
    for (const auto& name : ((*c).*collector).names())
      place.push_back(static_cast<std::uint32_t>(std::lower_bound(all.names.begin(), all.names.end(), name) - all.names.begin()));
    auto& index = (c->rows.*column).index;
    for (const auto i : index) all.index.push_back(place[i]);
    std::vector<std::uint32_t>().swap(index);
  }
}

std::shared_ptr<const ScoredRows> joined_rows(const Chunks& chunks) {
  auto all = std::make_shared<ScoredRows>();
  join_column(&ScoredRows::score, chunks, *all);
  join_column(&ScoredRows::label, chunks, *all);
  join_column(&ScoredRows::value, chunks, *all);
  join_column(&ScoredRows::weight, chunks, *all);
  join_column(&ScoredRows::baseline_score, chunks, *all);
  join_column(&ScoredRows::outcome, chunks, *all);
  join_column(&ScoredRows::label_second, chunks, *all);
  join_column(&ScoredRows::date, chunks, *all);
  join_column(&ScoredRows::label_date, chunks, *all);
  join_names(&ScoredRows::cohort, &PredictionChunk::cohorts, chunks, *all);
  join_names(&ScoredRows::arm, &PredictionChunk::arms, chunks, *all);
  return all;
}

void say_excluded(const Chunks& chunks, const std::string& file, std::uint64_t PredictionChunk::*count, long PredictionChunk::*first, const char* what,
                  Diagnostics& diagnostics) {
  std::uint64_t all = 0;
  long line = 0;
  for (const auto& c : chunks) {
    if (all == 0 && (*c).*count > 0) line = (*c).*first;
    all += (*c).*count;
  }
  if (all > 0)
    diagnostics.warn({file, line, 0}, "excluded", fmt::format("{} without a {} {} left out, this one first", all == 1 ? "1 row" : fmt::format("{} rows", all), what, all == 1 ? "is" : "are"),
                     "a row counts once both its score and its label are known");
}

void check_dates(const Chunks& chunks, const std::string& file, const std::optional<std::string>& as_of, Diagnostics& diagnostics) {
  if (!as_of || diagnostics.has_errors()) return;
  const auto limit = parse_date(*as_of);
  if (!limit.value) return;
  const auto last = static_cast<std::int32_t>(std::chrono::sys_days(*limit.value).time_since_epoch().count());
  for (const auto& c : chunks)
    if (c->latest_line > 0 && c->latest > last)
      return diagnostics.error({file, c->latest_line, 0}, "date", fmt::format("its date is after the date taken as today, {}", *as_of), "give a later --as-of, or leave the row out");
}

/// Everything read_predictions gathers while the file streams past.
class Reading {
 public:
  Reading(const CaseFile& file, const TableOptions& options, Diagnostics& diagnostics)
      : file_(file), header_(*file.schema, options, diagnostics), diagnostics_(diagnostics), errors_before_(diagnostics.error_count()) {}

  CsvRowSink sink(std::size_t chunk) {
    if (chunks_.size() <= chunk) chunks_.resize(chunk + 1);
    chunks_[chunk] = std::make_unique<PredictionChunk>(file_.name, layout_);
    return [this, c = chunks_[chunk].get()](const CsvRow& row) {
      if (header_read_) return usable_ ? c->take(row) : static_cast<void>(++c->read);
      header_read_ = true;
      usable_ = header_.read(file_.name, row) && header_.complete();
      layout_ = layout_of(header_);
    };
  }

  Predictions take(const std::optional<std::string>& as_of) {
    Predictions p;
    p.mapped = header_.mapped();
    p.provenance.file = file_.name;
    for (const auto& c : chunks_) p.provenance.rows += c->read, p.provenance.excluded += c->without_score + c->without_label + c->blank;
    p.provenance.used = p.provenance.rows - p.provenance.excluded;
    if (p.provenance.used > most_rows) throw LimitError(fmt::format("{} holds more than {} rows", file_.name, most_rows));
    say(p, as_of);
    if (usable_ && !diagnostics_.has_errors()) p.rows = joined_rows(chunks_);
    return p;
  }

 private:
  void say(const Predictions& p, const std::optional<std::string>& as_of) {
    for (const auto& c : chunks_) diagnostics_.append(c->diagnostics);
    if (!header_.others().empty())
      diagnostics_.warn({file_.name, 1, 0}, "left_alone", fmt::format("columns that are not read: {}", fmt::join(header_.others(), ", ")), "");
    say_excluded(chunks_, file_.name, &PredictionChunk::without_score, &PredictionChunk::first_without_score, "score", diagnostics_);
    say_excluded(chunks_, file_.name, &PredictionChunk::without_label, &PredictionChunk::first_without_label, "label", diagnostics_);
    check_dates(chunks_, file_.name, as_of, diagnostics_);
    if (p.provenance.used == 0 && usable_ && diagnostics_.error_count() == errors_before_)
      diagnostics_.error({file_.name, 1, 0}, "no_rows", "the file has no row with a score and a label", "add a row, or remove the file");
  }

  const CaseFile& file_;
  TableHeader header_;
  Diagnostics& diagnostics_;
  std::size_t errors_before_;
  PredictionLayout layout_;
  bool header_read_ = false, usable_ = false;
  Chunks chunks_;
};

}  // namespace

Predictions read_predictions(const CaseFile& file, const TableOptions& options, int jobs, const std::optional<std::string>& as_of, Diagnostics& diagnostics) {
  Reading reading(file, options, diagnostics);
  CsvOptions csv;
  csv.delimiter = options.delimiter;
  CsvStream stream(file.name, csv, static_cast<std::size_t>(jobs), [&](std::size_t chunk) { return reading.sink(chunk); }, diagnostics);
  const auto digest = read_source(file.path, [&](std::string_view piece) { stream.feed(piece); });
  stream.finish();
  auto predictions = reading.take(as_of);
  predictions.provenance.sha256 = digest.sha256;
  return predictions;
}

}  // namespace premortem
