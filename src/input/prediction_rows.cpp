#include "input/prediction_rows.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "input/prediction_chunk.hpp"

namespace premortem {
namespace {

/// Joins the rows of parts that are done, in their order.
class JoinedPredictions {
 public:
  /// @param bytes  of the file; 0: not known
  void expect(std::uint64_t bytes) { bytes_ = bytes; }

  void append(PredictionChunk& chunk) {
    plain_bytes_ += chunk.plain_bytes, plain_rows_ += chunk.plain_rows;
    append_columns(chunk.rows);
    cohorts_.append(chunk.rows.cohort.index, chunk.cohorts, expected_rows());
    arms_.append(chunk.rows.arm.index, chunk.arms, expected_rows());
    chunk.rows = {};
  }

  std::shared_ptr<const ScoredRows> take() {
    rows_.cohort = cohorts_.take();
    rows_.arm = arms_.take();
    return std::make_shared<const ScoredRows>(std::move(rows_));
  }

 private:
  template <class T>
  void append_column(std::vector<T>& from, std::vector<T>& to) const {
    if (from.empty()) return;
    if (to.empty() && from.size() + from.size() / 8 >= expected_rows()) {  // about all there is
      to = std::move(from);
      return;
    }
    if (to.capacity() < to.size() + from.size()) to.reserve(std::max(to.size() + to.size() / 2 + from.size(), expected_rows()));
    to.insert(to.end(), from.begin(), from.end());
  }

  /// By the rows so far; 0 where nothing is known.
  std::size_t expected_rows() const {
    if (plain_bytes_ == 0) return 0;
    constexpr double more = 1.01;  // lines are a little shorter further down
    return static_cast<std::size_t>(static_cast<double>(bytes_) / static_cast<double>(plain_bytes_) * static_cast<double>(plain_rows_) * more);
  }

  void append_columns(ScoredRows& from) {
    append_column(from.score, rows_.score);
    append_column(from.label, rows_.label);
    append_column(from.value, rows_.value);
    append_column(from.weight, rows_.weight);
    append_column(from.baseline_score, rows_.baseline_score);
    append_column(from.outcome, rows_.outcome);
    append_column(from.label_second, rows_.label_second);
    append_column(from.date, rows_.date);
    append_column(from.label_date, rows_.label_date);
    append_column(from.count, rows_.count);
  }

  std::uint64_t bytes_ = 0, plain_bytes_ = 0, plain_rows_ = 0;
  ScoredRows rows_;
  JoinedNames cohorts_, arms_;
};

/// Whether the lines stand for no more rows than whole numbers of 128 bits hold the sums of; reported if not.
bool has_room_for(const std::vector<std::uint64_t>& counts, const std::string& file, Diagnostics& diagnostics) {
  constexpr std::uint64_t most = 1'000'000'000'000;
  std::uint64_t all = 0;
  for (const auto times : counts) {
    if (times > most - all) {
      diagnostics.error({file, 1, 0}, "count", "the counts add up to more than 1e12 rows", "take fewer days, or a sample");
      return false;
    }
    all += times;
  }
  return true;
}

}  // namespace

RowDataFile<ScoredRows> read_predictions(const CaseFile& file, const TableOptions& options, int jobs,
                                         const std::optional<std::string>& as_of, Diagnostics& diagnostics) {
  RowDataReader<PredictionChunk, JoinedPredictions> reader(file, options, diagnostics);
  reader.read(jobs);
  LatestDay latest;
  for (const auto& chunk : reader.chunks()) latest.join(chunk->latest);
  check_latest(latest, file.name, as_of, diagnostics);
  RowDataFile<ScoredRows> predictions;
  if (auto joined = reader.take(predictions)) {
    auto rows = joined->take();
    if (has_room_for(rows->count, file.name, diagnostics)) predictions.rows = std::move(rows);
  }
  return predictions;
}

}  // namespace premortem
