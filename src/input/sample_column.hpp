#pragma once
#include <string>
#include <vector>

#include "premortem/input/table.hpp"

namespace premortem {

/// A `sample` leaf's source: `file.csv:column`, a file of the case folder itself.
struct SampleSource {
  std::string file;
  std::string column;
};

/// Absent (and reported) if it is not of that form or would leave the case folder.
std::optional<SampleSource> parse_sample_source(const std::string& source, const Place& place, Diagnostics& diagnostics);

/// The numbers of one column of a data file, ascending; other columns are left alone, empty cells and NA are
/// left out and counted as excluded rows. Cells are strict: no percent signs, no thousands separators.
struct SampleColumn {
  std::vector<double> values;
  InputFile provenance;
};
SampleColumn read_sample_column(const std::string& folder, const SampleSource& source, const Place& place,
                                const TableOptions& options, Diagnostics& diagnostics);

}  // namespace premortem
