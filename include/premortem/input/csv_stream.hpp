#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "premortem/input/csv.hpp"

namespace premortem {

/// Gives the next bytes of a file: writes at most `size` of them, at least one. @return how many; 0: the file has ended
using CsvBytes = std::function<std::size_t(char* to, std::size_t size)>;

/// Is shown all bytes of a file once, in their order, by one thread at a time; for a digest, say, which takes longer than reading.
using CsvWitness = std::function<void(std::string_view bytes)>;

/// Receives the rows of a part of a file, and reads plain lines itself where `lines` is given.
struct CsvChunkSink {
  CsvChunkSink() = default;
  CsvChunkSink(CsvRowSink rows_sink, CsvLinesSink lines_sink = {}, std::function<void()> done_sink = {})
      : rows(std::move(rows_sink)), lines(std::move(lines_sink)), done(std::move(done_sink)) {}
  CsvRowSink rows;
  CsvLinesSink lines;
  std::function<void()> done;  ///< called when this part and all before it are read without an error; parts in their order, one at a time
};

/// Asked for the receiver of the rows of a part, parts from 0, one at a time; each receiver is called by one thread at a time.
/// Asked a second time for the same part, what its first receiver was given must be forgotten.
using CsvChunkSinks = std::function<CsvChunkSink(std::size_t chunk)>;

/// Reads a file with several threads, in memory that does not grow with it: each thread in turn takes the next part, which
/// ends where a row ends, and then reads its rows beside the others. The header is part 0; the rows of part 0, 1, ... one after
/// the other, and the diagnostics, are those of one CsvParser. From the first part with an error on, one parser reads to the end of
/// the file, for beyond an error the count of quotes proves nothing. One thread reads everything as part 0.
/// @param block_bytes  size of a part; one that stays in the cache nearest to a thread is best
/// @throws as CsvParser; whatever `bytes`, the witness or a sink throws
void stream_csv(const CsvBytes& bytes, const CsvWitness& witness, const std::string& file, const CsvOptions& options, std::size_t jobs,
                const CsvChunkSinks& sinks, Diagnostics& diagnostics, std::size_t block_bytes = std::size_t{1} << 18);

}  // namespace premortem
