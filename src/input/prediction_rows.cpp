#include "input/prediction_rows.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "input/prediction_chunk.hpp"

namespace premortem {
namespace {

/// Joins the rows of parts that are done, in their order.
class JoinedPredictions {
 public:
  void append(PredictionChunk& chunk) {
    append_columns(chunk.rows);
    cohorts_.append(chunk.rows.cohort.index, chunk.cohorts);
    arms_.append(chunk.rows.arm.index, chunk.arms);
    chunk.rows = {};
  }

  std::shared_ptr<const ScoredRows> take() {
    rows_.cohort = cohorts_.take();
    rows_.arm = arms_.take();
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

  ScoredRows rows_;
  JoinedNames cohorts_, arms_;
};

}  // namespace

RowDataFile<ScoredRows> read_predictions(const CaseFile& file, const TableOptions& options, int jobs,
                                         const std::optional<std::string>& as_of, Diagnostics& diagnostics) {
  RowDataReader<PredictionChunk, JoinedPredictions> reader(file, options, diagnostics);
  reader.read(jobs);
  LatestDay latest;
  for (const auto& chunk : reader.chunks()) latest.join(chunk->latest);
  check_latest(latest, file.name, as_of, diagnostics);
  RowDataFile<ScoredRows> predictions;
  if (auto joined = reader.take(predictions)) predictions.rows = joined->take();
  return predictions;
}

}  // namespace premortem
