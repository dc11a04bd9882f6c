#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "input/name_collector.hpp"
#include "input/row_chunk.hpp"
#include "input/table_header.hpp"

namespace premortem {

/// Where the columns of latency_samples.csv stand.
struct LatencySampleLayout {
  std::size_t option = 0, latency = 0;
  std::optional<std::size_t> ok;
};

/// What one option's requests took.
struct RequestsOfOption {
  std::vector<double> latency_ms;  ///< of those that were answered, in the order of the rows
  std::uint64_t failed = 0;
  long first_line = 0;
};

/// The rows of one part of latency_samples.csv; read by one thread.
struct LatencySampleChunk : RowChunk {
  using Layout = LatencySampleLayout;
  static constexpr RowWords words{{"an answer", nullptr},
                                  "ok is 0, or no latency, or a latency of 0: the request was not answered",
                                  "the file has a header and no rows",
                                  true};

  LatencySampleChunk(std::string file_name, const LatencySampleLayout& columns)
      : RowChunk(std::move(file_name)), layout(columns) {}
  static std::optional<LatencySampleLayout> layout_of(const TableHeader& header, Diagnostics& diagnostics);

  void take(const CsvRow& row);

  const LatencySampleLayout& layout;
  NameCollector options;
  std::vector<RequestsOfOption> requests;  ///< by option, as the collector counts them

 private:
  bool is_ok(const CsvRow& row);
};

}  // namespace premortem
