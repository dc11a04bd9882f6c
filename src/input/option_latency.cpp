#include "input/option_latency.hpp"

#include <fmt/format.h>

#include <array>

#include "input/latency_cell.hpp"
#include "input/option_cell.hpp"
#include "input/time_unit.hpp"

namespace premortem {
namespace {

/// A stated quantile with its column, for messages.
struct Stated {
  const char* column;
  const std::optional<double>& ms;
};

/// The cell without its unit, in ms.
std::optional<double> read_ms_number(const TableCell& cell, const char* column, RowContext& context) {
  const auto time = written_time(cell.text);
  if (!time) return read_single_number(cell, context);
  const auto ms = time->unit->shift ? shifted_number(time->number, *time->unit->shift) : Parsed<double>{};
  if (!ms) {
    context.diagnostics.error(cell.place, "unit", fmt::format("{} is \"{}\", expected ms", column, cell.text),
                              "write how many ms");
    return std::nullopt;
  }
  context.conversions.push_back({cell.place, fmt::format("{} is {}", quoted(cell.text), plain_number(*ms.value))});
  return ms.value;
}

/// A time in ms, or another amount of about its size, from `least` on.
std::optional<double> checked(const TableCell& cell, const char* column, std::optional<double> value, double least,
                              const std::string& expected, RowContext& context) {
  if (!value || (*value >= least && *value <= longest_latency_ms)) return value;
  if (*value < least)
    context.diagnostics.error(cell.place, *value < 0 ? "negative" : "range",
                              fmt::format("{} is \"{}\", expected {}", column, cell.text, expected), "");
  else
    context.diagnostics.error(cell.place, "range",
                              fmt::format("{} is \"{}\", expected at most 1e12", column, cell.text),
                              "is it in another unit?");
  return std::nullopt;
}

std::optional<double> read_ms(const TableRow& row, const char* column, RowContext& context) {
  const auto cell = row.cell(column);
  if (is_share_for_amount(cell, "a latency is in ms", context.diagnostics)) return std::nullopt;
  const auto value = read_ms_number(cell, column, context);
  if (value && *value == 0) {
    context.diagnostics.error(cell.place, "range", fmt::format("{} is \"{}\", expected more than 0", column, cell.text),
                              "leave the cell empty if it is not known");
    return std::nullopt;
  }
  return checked(cell, column, value, shortest_latency_ms, "more than 0", context);
}

std::optional<double> read_tokens(const TableRow& row, RowContext& context) {
  const auto cell = row.cell("tokens");
  if (is_share_for_amount(cell, "tokens are counted", context.diagnostics)) return std::nullopt;
  return checked(cell, "tokens", read_single_number(cell, context), 1, "1 or more", context);
}

/// More requests take at most a longer time, never a shorter one.
template <std::size_t n>
void check_rising(const TableRow& row, const std::array<Stated, n>& quantiles, Diagnostics& diagnostics) {
  const Stated* before = nullptr;
  for (const auto& q : quantiles) {
    if (!q.ms) continue;
    if (before && *q.ms < *before->ms)
      diagnostics.error(row.cell(q.column).place, "order",
                        fmt::format("{} is \"{}\", below {}, which is \"{}\"", q.column, row.cell(q.column).text,
                                    before->column, row.cell(before->column).text),
                        "the time within which more requests are answered cannot be shorter");
    before = &q;
  }
}

void check_cache(const TableRow& row, const OptionLatency& latency, bool is_sampled, RowContext& context) {
  const auto hit = row.cell("cache_hit");
  for (const auto* column : {"cached_p50_ms", "cached_p99_ms"})
    if (hit.empty() && !row.cell(column).empty())
      context.diagnostics.error(row.cell(column).place, "missing_cell",
                                fmt::format("{} is stated without cache_hit", column),
                                "state cache_hit, the share of requests that the cache answers");
  if (!latency.cache_hit) return;
  if (*latency.cache_hit > 0 && row.cell("cached_p50_ms").empty())
    context.diagnostics.error(hit.place, "missing_cell", "cache_hit is stated without cached_p50_ms",
                              "state how long a request takes that the cache answers");
  const bool others = !row.cell("latency_p50_ms").empty() || !row.cell("latency_p90_ms").empty() ||
                      !row.cell("latency_p95_ms").empty() || !row.cell("latency_p99_ms").empty();
  if (*latency.cache_hit < 1 && !others && !is_sampled)
    context.diagnostics.error(hit.place, "missing_cell", "cache_hit is stated without latency_p50_ms",
                              "state how long a request takes that the cache does not answer");
}

void check_tokens(const TableRow& row, const OptionLatency& latency, bool is_sampled, RowContext& context) {
  const auto tokens = row.cell("tokens"), each = row.cell("ms_per_token");
  if (tokens.empty() != each.empty()) {
    const auto* there = tokens.empty() ? "ms_per_token" : "tokens";
    context.diagnostics.error(row.cell(there).place, "missing_cell",
                              fmt::format("{} is stated without {}", there, tokens.empty() ? "tokens" : "ms_per_token"),
                              "an answer that streams has so many tokens, and so many ms between two of them");
  } else if (!tokens.empty() && !latency.is_stated() && !is_sampled) {
    context.diagnostics.error(tokens.place, "missing_cell", "tokens are stated without latency_p50_ms",
                              "state how long the first token takes");
  }
}

}  // namespace

OptionLatency read_option_latency(const TableRow& row, bool is_sampled, RowContext& context) {
  const auto errors = context.diagnostics.error_count();
  OptionLatency latency;
  latency.p50 = read_ms(row, "latency_p50_ms", context);
  latency.p90 = read_ms(row, "latency_p90_ms", context);
  latency.p95 = read_ms(row, "latency_p95_ms", context);
  latency.p99 = read_ms(row, "latency_p99_ms", context);
  latency.cached_p50 = read_ms(row, "cached_p50_ms", context);
  latency.cached_p99 = read_ms(row, "cached_p99_ms", context);
  latency.cache_hit = read_option_share(row, "cache_hit", context);
  latency.tokens = read_tokens(row, context);
  latency.ms_per_token = read_ms(row, "ms_per_token", context);
  check_rising(row,
               std::array<Stated, 4>{{{"latency_p50_ms", latency.p50},
                                      {"latency_p90_ms", latency.p90},
                                      {"latency_p95_ms", latency.p95},
                                      {"latency_p99_ms", latency.p99}}},
               context.diagnostics);
  check_rising(row,
               std::array<Stated, 2>{{{"cached_p50_ms", latency.cached_p50}, {"cached_p99_ms", latency.cached_p99}}},
               context.diagnostics);
  if (context.diagnostics.error_count() == errors) {
    check_cache(row, latency, is_sampled, context);
    check_tokens(row, latency, is_sampled, context);
  }
  return latency;
}

}  // namespace premortem
