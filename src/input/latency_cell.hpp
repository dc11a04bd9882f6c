#pragma once
#include "input/row_chunk.hpp"

namespace premortem {

/// What a column of latencies is in.
enum class LatencyUnit { milliseconds, seconds };

/// Longest latency of row data, and the shortest but 0; in ms. More than thirty years, and a nanosecond.
constexpr double longest_latency_ms = 1e12, shortest_latency_ms = 1e-6;

/// The latency in ms, rounded once from its decimal text: 0 or more. What is none is reported to the chunk, and gives
/// 0.
double latency_in_ms(RowChunk& chunk, const RowCell& cell, LatencyUnit unit);

}  // namespace premortem
