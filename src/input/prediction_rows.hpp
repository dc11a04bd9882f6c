#pragma once
#include <optional>
#include <string>

#include "input/row_data_reader.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// Reads scored rows in one pass; memory grows with the columns that count, not with the text. Rows without a score or
/// a label, and empty ones, are excluded, counted and said. Reports every cell that is not understood, and columns left alone.
/// @param jobs   threads; the same values, order and findings for any number
/// @param as_of  ISO date that no `date` may pass
/// @throws FileError, LimitError
RowDataFile<ScoredRows> read_predictions(const CaseFile& file, const TableOptions& options, int jobs, const std::optional<std::string>& as_of, Diagnostics& diagnostics);

}  // namespace premortem
