#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "premortem/core/diagnostic.hpp"
#include "premortem/input/case_listing.hpp"
#include "premortem/input/table.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// predictions.csv as it was read.
struct Predictions {
  std::shared_ptr<const ScoredRows> rows;
  InputFile provenance;
  std::vector<std::string> mapped;  ///< our names that a `--column` mapping found here
};

/// Reads scored rows in one pass; memory grows with the columns that count, not with the text. Rows without a score or
/// a label, and empty ones, are excluded, counted and said. Reports every cell that is not understood, and columns left alone.
/// @param jobs   threads; the same values, order and findings for any number
/// @param as_of  ISO date that no `date` may pass
/// @throws FileError, LimitError
Predictions read_predictions(const CaseFile& file, const TableOptions& options, int jobs, const std::optional<std::string>& as_of, Diagnostics& diagnostics);

}  // namespace premortem
