#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/input/csv.hpp"

namespace premortem {

/// A part of a file that ends where a row ends.
struct CsvChunk {
  std::string_view text;
  long first_line = 1;  ///< physical line on which it starts
};

/// Cuts a text into at most `count` parts of about the same size. Whether a line feed ends a row is told by the
/// number of quotes before it: odd means inside a quoted cell. True of well-formed text; elsewhere a cut may be
/// wrong, and the chunk before it then ends with an error.
std::vector<CsvChunk> csv_chunks(std::string_view text, std::size_t count);

/// Asked for the receiver of a chunk's rows, chunks from 0; each receiver is called by one thread at a time.
/// Asked a second time for the same chunk, what its first receiver was given must be forgotten.
using CsvChunkSinks = std::function<CsvRowSink(std::size_t chunk)>;

/// Reads a whole text with `jobs` threads, one chunk each. The rows of chunk 0, chunk 1, ... one after the other
/// and the diagnostics are those of parse_csv, for any number of jobs: from the first chunk that has an error on, the
/// text is read once more by one parser, for beyond an error the count of quotes proves nothing.
/// @throws as parse_csv
void parse_csv_parallel(std::string_view text, const std::string& file, const CsvOptions& options, std::size_t jobs,
                        const CsvChunkSinks& sinks, Diagnostics& diagnostics);

}  // namespace premortem
