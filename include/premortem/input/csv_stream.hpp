#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "premortem/input/csv_parallel.hpp"

namespace premortem {

/// Reads a file that is fed in pieces with several threads, in memory that does not grow with it: complete rows are
/// gathered to a block, and the block is read by one thread a chunk. The header is chunk 0; the rows of chunk 0, 1, ... one
/// after the other, and the diagnostics, are those of one CsvParser. From the first chunk with an error on, one parser reads
/// to the end of the file, for beyond an error the count of quotes proves nothing.
class CsvStream {
 public:
  /// @param block_bytes  how much is gathered before the threads start; half a megabyte a thread stays in the cache nearest to it
  CsvStream(std::string file, CsvOptions options, std::size_t jobs, CsvChunkSinks sinks, Diagnostics& diagnostics, std::size_t block_bytes = std::size_t{1} << 22);
  ~CsvStream();
  CsvStream(const CsvStream&) = delete;
  CsvStream& operator=(const CsvStream&) = delete;
  /// @throws as CsvParser
  void feed(std::string_view piece);
  /// The end of the file. Call it once, after all pieces. @throws as CsvParser
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace premortem
