#pragma once
#include <optional>
#include <string>

#include "input/row_data_reader.hpp"
#include "premortem/models/window_rows.hpp"

namespace premortem {

/// Reads reference.csv or current.csv in one pass; a feature takes 8 bytes a cell. A feature is numbers if every cell with a
/// value is one, and words if more than half of them are not; anything between is reported. Empty rows are excluded and
/// counted.
/// @param jobs   threads; the same values, order and findings for any number
/// @param as_of  ISO date that no `date` may pass
/// @throws FileError, LimitError
RowDataFile<WindowRows> read_window(const CaseFile& file, const TableOptions& options, int jobs,
                                    const std::optional<std::string>& as_of, Diagnostics& diagnostics);

}  // namespace premortem
