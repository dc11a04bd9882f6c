#include "input/latency_sample_chunk.hpp"

#include <fmt/format.h>

#include "input/cell_decimal.hpp"
#include "input/latency_cell.hpp"
#include "input/row_kind.hpp"

namespace premortem {

std::optional<LatencySampleLayout> LatencySampleChunk::layout_of(const TableHeader& header, Diagnostics&) {
  return LatencySampleLayout{header.position_of("option").value_or(0), header.position_of("latency_ms").value_or(0),
                             header.position_of("ok")};
}

bool LatencySampleChunk::is_ok(const CsvRow& row) {
  if (!layout.ok) return true;
  const auto cell = cell_of(row, *layout.ok);
  if (const auto value = zero_or_one(cell.text)) return *value == 1;
  error(cell, "ok", fmt::format("ok is {}, which is neither 0 nor 1", quoted(cell.text)),
        "1: the request was answered; 0: it failed");
  return true;
}

void LatencySampleChunk::take(const CsvRow& row) {
  ++read;
  const auto option = cell_of(row, layout.option), latency = cell_of(row, layout.latency);
  if (option.text.empty()) {
    if (all_blank(row.cells))
      ++blank;
    else
      error(option, "missing_cell", "the cell option is empty", "write the name of the option");
    return;
  }
  const auto index = options.index_of(option.text);
  if (index == requests.size()) requests.push_back({{}, 0, row.line});
  const double ms = is_missing(latency.text) ? 0 : latency_in_ms(*this, latency, LatencyUnit::milliseconds);
  if (is_ok(row) && ms > 0) return requests[index].latency_ms.push_back(ms);
  ++requests[index].failed;
  left_out[0].add(row.line, 1);
}

}  // namespace premortem
