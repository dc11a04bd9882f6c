#include "input/row_data_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>

#include "premortem/core/error.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

constexpr std::uint64_t most_rows = std::uint64_t{1} << 31;  // of lines: what stands for a row among sorted ones is 32 bits wide

LeftOut all_left_out(const std::vector<const RowChunk*>& chunks, std::size_t reason) {
  LeftOut all;
  for (const auto* chunk : chunks) {
    const auto& more = chunk->left_out[reason];
    if (all.rows == 0) all.first_line = more.first_line;
    all.rows += more.rows;
    all.stands_for = added_rows(all.stands_for, more.stands_for);
  }
  return all;
}

bool have_counts(const std::vector<const RowChunk*>& chunks) {
  return std::any_of(chunks.begin(), chunks.end(), [](const auto* chunk) { return chunk->has_counts; });
}

std::string rows_text(std::uint64_t rows) { return rows == 1 ? "1 row" : fmt::format("{} rows", rows); }

/// As many as they stand for, with their lines where that is not the same.
std::string left_out_text(const LeftOut& all, bool by_counts) {
  if (!by_counts) return rows_text(all.rows);
  const auto rows = all.stands_for == uncounted_rows ? "1e18 rows or more" : rows_text(all.stands_for);
  return fmt::format("{} ({} line{})", rows, all.rows, all.rows == 1 ? "" : "s");
}

}  // namespace

InputFile row_provenance(const std::string& file, const std::vector<const RowChunk*>& chunks) {
  InputFile p{file, "", 0, 0, 0};
  for (const auto* chunk : chunks) p.rows += chunk->read, p.excluded += chunk->excluded();
  p.used = p.rows - p.excluded;
  if (have_counts(chunks)) {
    p.stands_for = 0;
    for (const auto* chunk : chunks) p.stands_for = added_rows(*p.stands_for, chunk->stands_for);
  }
  if (p.used > most_rows) throw LimitError(fmt::format("{} holds more than {} rows", file, most_rows));
  return p;
}

void say_rows(const std::string& file, const std::vector<const RowChunk*>& chunks,
              const std::vector<std::string>& other_columns, const RowWords& words, Diagnostics& diagnostics) {
  for (const auto* chunk : chunks) diagnostics.append(chunk->diagnostics);
  if (!other_columns.empty())
    diagnostics.warn({file, 1, 0}, "left_alone",
                     fmt::format("columns that are not read: {}", fmt::join(other_columns, ", ")), "");
  for (std::size_t reason = 0; reason < words.left_out.size(); ++reason) {
    const auto all = all_left_out(chunks, reason);
    if (all.rows == 0) continue;
    const bool by_counts = have_counts(chunks);
    diagnostics.warn({file, all.first_line, 0}, "excluded",
                     fmt::format("{} without {} {} left out, this one first", left_out_text(all, by_counts), words.left_out[reason],
                                 (by_counts ? all.stands_for : all.rows) == 1 ? "is" : "are"),
                     words.counts);
  }
}

std::uint64_t file_bytes(const std::string& path) {
  std::error_code unknown;
  const auto bytes = std::filesystem::is_regular_file(path, unknown) ? std::filesystem::file_size(path, unknown) : 0;
  return unknown ? 0 : bytes;
}

void check_latest(const LatestDay& latest, const std::string& file, const std::optional<std::string>& as_of,
                  Diagnostics& diagnostics) {
  if (!as_of || diagnostics.has_errors()) return;
  const auto limit = parse_date(*as_of);
  if (!limit.value || latest.day <= std::chrono::sys_days(*limit.value).time_since_epoch().count()) return;
  diagnostics.error({file, latest.line, 0}, "date",
                    fmt::format("its date is after the date taken as today, {}", *as_of),
                    "give a later --as-of, or leave the row out");
}

}  // namespace premortem
