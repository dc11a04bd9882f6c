#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

/// Where the first row of a text ends, by the same count; absent if it does not.
std::optional<std::size_t> first_row_end(std::string_view text);
/// Where the last complete row of a text ends, by the same count; absent if none does.
std::optional<std::size_t> last_row_end(std::string_view text);

/// Receives the rows of a chunk, and reads plain lines itself where `lines` is given.
struct CsvChunkSink {
  CsvChunkSink(CsvRowSink rows_sink, CsvLinesSink lines_sink = {}) : rows(std::move(rows_sink)), lines(std::move(lines_sink)) {}
  CsvRowSink rows;
  CsvLinesSink lines;
};

/// Asked for the receiver of a chunk's rows, chunks from 0; each receiver is called by one thread at a time.
/// Asked a second time for the same chunk, what its first receiver was given must be forgotten.
using CsvChunkSinks = std::function<CsvChunkSink(std::size_t chunk)>;

/// Reads rows that follow a known header, one thread a chunk.
/// @param text   starts and ends between rows
/// @param start  its first line, and the width of the header
/// @param first  number of its first chunk
/// @return chunks read soundly, and the one where reading must go on with one parser, absent if there is none
struct ParallelRows {
  std::size_t sound = 0;
  std::optional<CsvChunk> unsound;
};
ParallelRows parse_rows_parallel(std::string_view text, const std::string& file, const CsvOptions& options, std::size_t jobs, CsvStart start,
                                 const CsvChunkSinks& sinks, std::size_t first);

}  // namespace premortem
