#include "input/latency_rows.hpp"

#include <memory>
#include <utility>

#include "input/latency_chunk.hpp"

namespace premortem {
namespace {

/// Joins the rows of parts that are done, in their order.
class JoinedLatencies {
 public:
  void append(LatencyChunk& chunk) {
    rows_.form = chunk.layout.form;
    append_column(chunk.rows.latency_ms, rows_.latency_ms);
    append_column(chunk.rows.sessions, rows_.sessions);
    append_column(chunk.rows.left, rows_.left);
    append_column(chunk.rows.abandoned, rows_.abandoned);
    cohorts_.append(chunk.rows.cohort.index, chunk.cohorts);
    chunk.rows = {};
  }

  std::shared_ptr<const LatencyRows> take() {
    rows_.cohort = cohorts_.take();
    return std::make_shared<const LatencyRows>(std::move(rows_));
  }

 private:
  template <class T>
  static void append_column(const std::vector<T>& from, std::vector<T>& to) {
    to.insert(to.end(), from.begin(), from.end());
  }

  LatencyRows rows_;
  JoinedNames cohorts_;
};

}  // namespace

RowDataFile<LatencyRows> read_latency(const CaseFile& file, const TableOptions& options, int jobs,
                                      Diagnostics& diagnostics) {
  RowDataReader<LatencyChunk, JoinedLatencies> reader(file, options, diagnostics);
  reader.read(jobs);
  RowDataFile<LatencyRows> latency;
  if (auto joined = reader.take(latency)) latency.rows = joined->take();
  return latency;
}

}  // namespace premortem
