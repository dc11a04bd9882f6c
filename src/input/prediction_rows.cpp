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
    const auto column = found == column_words.end() ? PredictionColumn::ignored : static_cast<PredictionColumn>(found - column_words.begin());
    if (column == PredictionColumn::score) layout.score = layout.columns.size();
    if (column == PredictionColumn::label) layout.label = layout.columns.size();
    layout.columns.push_back(column);
  }
  return layout;
}

/// Joins the rows of parts that are done, in their order, so that no more than a few parts stand twice in memory.
class JoinedRows {
 public:
  void append(PredictionChunk& chunk) {
    append_columns(chunk.rows);
    append_names(chunk.rows.cohort.index, chunk.cohorts, cohorts_, rows_.cohort.index);
    append_names(chunk.rows.arm.index, chunk.arms, arms_, rows_.arm.index);
    chunk.rows = {};
  }

  std::shared_ptr<const ScoredRows> take() {
    sort_names(cohorts_, rows_.cohort);
    sort_names(arms_, rows_.arm);
    return std::make_shared<const ScoredRows>(std::move(rows_));
  }

 private:
  template <class T>
  static void append_column(const std::vector<T>& from, std::vector<T>& to) {
    to.insert(to.end(), from.begin(), from.end());
  }

  void append_columns(const ScoredRows& from) {
    append_column(from.score, rows_.score);
    append_column(from.label, rows_.label);
    append_column(from.value, rows_.value);
    append_column(from.weight, rows_.weight);
    append_column(from.baseline_score, rows_.baseline_score);
    append_column(from.outcome, rows_.outcome);
    append_column(from.label_second, rows_.label_second);
    append_column(from.date, rows_.date);
    append_column(from.label_date, rows_.label_date);
  }

  static void append_names(const std::vector<std::uint32_t>& from, const NameCollector& names, NameCollector& all, std::vector<std::uint32_t>& to) {
    std::vector<std::uint32_t> place;
    for (const auto& name : names.names()) place.push_back(all.index_of(name));
    const auto before = to.size();
    to.resize(before + from.size());
    std::transform(from.begin(), from.end(), to.begin() + static_cast<std::ptrdiff_t>(before), [&](auto i) { return place[i]; });
  }

  /// In the order of the alphabet, so that it does not matter in which order rows come.
  static void sort_names(const NameCollector& all, NameColumn& column) {
    column.names = all.names();
    std::sort(column.names.begin(), column.names.end());
    std::vector<std::uint32_t> place;
    for (const auto& name : all.names())
      place.push_back(static_cast<std::uint32_t>(std::lower_bound(column.names.begin(), column.names.end(), name) - column.names.begin()));
    for (auto& i : column.index) i = place[i];
  }

  ScoredRows rows_;
  NameCollector cohorts_, arms_;
};

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
    join_before(chunk);
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
    if (usable_ && !diagnostics_.has_errors()) {
      while (done_ < chunks_.size()) joined_.append(*chunks_[done_++]);
      p.rows = joined_.take();
    }
    return p;
  }

 private:
  /// Parts that were read before this one is asked for are done: those of its own block are still empty.
  void join_before(std::size_t chunk) {
    for (; done_ < chunk && chunks_[done_] && (done_ == 0 || chunks_[done_]->read > 0); ++done_) joined_.append(*chunks_[done_]);
  }

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
  JoinedRows joined_;
  std::size_t done_ = 0;  // chunks that are joined
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
