#include "input/latency_cell.hpp"

#include <fmt/format.h>

#include "input/time_unit.hpp"

namespace premortem {
namespace {

/// Seconds in a column of ms are told what they are in ms, not to lose their unit.
std::optional<CellProblem> unit_beside(std::string_view cell, long shift, const char* unit) {
  const auto time = written_time(cell);
  if (!time) return std::nullopt;
  const auto number =
      time->unit->shift ? shifted_number(time->number, *time->unit->shift - shift) : shifted_number(time->number, 0);
  if (!number) return std::nullopt;
  const auto hint =
      time->unit->shift ? fmt::format("write {}", plain_number(*number.value)) : fmt::format("write how many {}", unit);
  return CellProblem{"unit",
                     fmt::format("the latency {} has a unit, expected a number of {} alone", quoted(cell), unit), hint};
}

}  // namespace

double latency_in_ms(RowChunk& chunk, const RowCell& cell, LatencyUnit unit) {
  const int shift = unit == LatencyUnit::seconds ? 3 : 0;
  auto ms = short_number(cell.text, shift);
  if (!ms) {
    const auto parsed = shifted_number(cell.text, shift);
    if (!parsed) {
      const auto problem = unit_beside(cell.text, shift, shift == 0 ? "ms" : "s").value_or(parsed.problem);
      chunk.error(cell, problem.code, problem.message, problem.hint);
      return 0;
    }
    ms = parsed.value;
  }
  if (*ms < 0)
    chunk.error(cell, "negative", fmt::format("the latency {} is negative", quoted(cell.text)),
                "a latency is 0 or more");
  else if (*ms > longest_latency_ms || (*ms != 0 && *ms < shortest_latency_ms))
    chunk.error(cell, "range", fmt::format("the latency {} is not between 1e-6 ms and 1e12 ms", quoted(cell.text)),
                "is it in another unit?");
  return *ms == 0 ? 0 : *ms;  // no -0
}

}  // namespace premortem
