#pragma once
#include "input/row_data_reader.hpp"
#include "premortem/models/latency_rows.hpp"

namespace premortem {

/// Reads latency.csv: latencies in ms, by the columns it has as arms, sessions, or sessions with the time at which they
/// ended. Rows without a latency or an outcome, and empty ones, are excluded, counted and said. Reports every cell that
/// is not understood, columns that do not go together, and columns left alone.
/// @param jobs  threads; the same values, order and findings for any number
/// @throws FileError, LimitError
RowDataFile<LatencyRows> read_latency(const CaseFile& file, const TableOptions& options, int jobs,
                                      Diagnostics& diagnostics);

}  // namespace premortem
