#include "input/window_rows.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "input/window_features.hpp"

namespace premortem {
namespace {

/// Joins the rows of parts that are done, in their order.
class JoinedWindow {
 public:
  void append(WindowChunk& chunk) {
    features_.append(chunk);
    rows_.rows += chunk.rows.rows;
    append_column(chunk.rows.score, rows_.score);
    append_column(chunk.rows.label, rows_.label);
    append_column(chunk.rows.label_second, rows_.label_second);
    append_column(chunk.rows.date, rows_.date);
    append_column(chunk.rows.label_date, rows_.label_date);
    cohorts_.append(chunk.rows.cohort.index, chunk.cohorts);
    chunk.rows = {};
  }

  std::shared_ptr<const WindowRows> take() {
    rows_.features = features_.take();
    rows_.cohort = cohorts_.take();
    return std::make_shared<const WindowRows>(std::move(rows_));
  }

 private:
  template <class T>
  static void append_column(const std::vector<T>& from, std::vector<T>& to) {
    to.insert(to.end(), from.begin(), from.end());
  }

  WindowRows rows_;
  JoinedFeatures features_;
  JoinedNames cohorts_;
};

}  // namespace

RowDataFile<WindowRows> read_window(const CaseFile& file, const TableOptions& options, int jobs,
                                    const std::optional<std::string>& as_of, Diagnostics& diagnostics) {
  RowDataReader<WindowChunk, JoinedWindow> reader(file, options, diagnostics);
  reader.read(jobs);
  std::vector<const WindowChunk*> chunks;
  LatestDay latest;
  for (const auto& chunk : reader.chunks()) chunks.push_back(chunk.get()), latest.join(chunk->latest);
  check_features(chunks, file.name, diagnostics);
  check_latest(latest, file.name, as_of, diagnostics);
  RowDataFile<WindowRows> window;
  if (auto joined = reader.take(window)) window.rows = joined->take();
  return window;
}

}  // namespace premortem
