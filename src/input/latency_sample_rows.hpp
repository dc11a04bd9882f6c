#pragma once
#include <vector>

#include "input/row_data_reader.hpp"
#include "premortem/models/latency_rows.hpp"

namespace premortem {

/// latency_samples.csv as it was read: its rows by option, options in the order of the alphabet.
struct LatencySampleFile : RowDataFile<std::vector<LatencySample>> {
  std::vector<long> first_line;  ///< of each option
};

/// Reads what requests took. A request that failed (ok is 0, no latency, or a latency of 0) has none: it is excluded,
/// counted by option, and said once. An option of nothing but failures stays, without latencies. Reports every cell
/// that is not understood, and options that differ only in spelling.
/// @param jobs  threads; the same values, order and findings for any number
/// @throws FileError, LimitError
LatencySampleFile read_latency_samples(const CaseFile& file, const TableOptions& options, int jobs,
                                       Diagnostics& diagnostics);

/// Reports an option of the samples that options.csv lacks, and that nearly has the name of one there without samples.
/// @param options  of the case
void check_sample_options(const LatencySampleFile& samples, const std::vector<std::string>& options,
                          Diagnostics& diagnostics);

}  // namespace premortem
