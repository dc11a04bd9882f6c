#include "cli/shard_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/input/csv.hpp"

namespace premortem::cli {
namespace {

constexpr std::string_view id_of = "id of ", of_sweep = " of sweep ";
constexpr std::size_t sweep_digits = 16;

bool is_digest(std::string_view text) { return text.size() == sweep_digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

/// @param header  the line as it stands: what a sweep writes there needs no quotes
void take_header(const std::string& header, ShardFile& shard, Diagnostics& diagnostics) {
  const auto first = header.substr(0, header.find(','));
  const auto middle = first.find(of_sweep);
  const auto of = first.starts_with(id_of) && middle != std::string::npos ? parse_count(std::string_view(first).substr(id_of.size(), middle - id_of.size())) : Parsed<double>{};
  if (of.value) shard.of = static_cast<std::uint64_t>(*of.value), shard.sweep = first.substr(middle + of_sweep.size());
  if (of.value && is_digest(shard.sweep)) return;
  const bool whole = first == "id";
  diagnostics.error({shard.path, 1, 1}, "header", fmt::format("\"{}\" is not the first column of a part of a sweep, expected \"{}N{}\" and {} digits", printable(first), id_of, of_sweep, sweep_digits),
                    whole ? "this is a whole sweep, or not one at all: parts come from sweep --shard K/N --format csv" : "parts come from sweep --shard K/N --format csv");
}

bool is_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// The last column is an output's, whose numbers end in a digit.
void look_at_last(const CsvRow& row, ShardFile& shard) {
  const auto cell = row.cells.back();
  if (cell.empty()) return;
  const bool may_be_cut = std::string_view(".e+-").find(cell.back()) != std::string_view::npos;
  if (!may_be_cut) shard.has_number_last = shard.has_number_last || is_number(cell);
  else if (!shard.cut_number && is_number(std::string(cell) + "1"))
    shard.cut_number = Diagnostic{Severity::error, {shard.path, row.line, static_cast<int>(row.cells.size())}, "number",
                                  fmt::format("\"{}\" is a number that was cut off", printable(std::string(cell))), "the file was changed after it was written; run this part again"};
}

void take_row(const CsvRow& row, ShardFile& shard, Diagnostics& diagnostics) {
  const std::string text(row.cells.front());
  const auto id = shard.count == 0 ? parse_count(text) : Parsed<double>{};
  if (id.value) shard.first = static_cast<std::uint64_t>(*id.value);
  const auto expected = shard.first + shard.count;
  if (text != std::to_string(expected))
    diagnostics.error({shard.path, row.line, 1}, "id", fmt::format("\"{}\" stands where id {} was expected", printable(text), expected), "the file was changed after it was written");
  ++shard.count;
  look_at_last(row, shard);
}

/// A part is its header and its rows, each with one line feed, and nothing else: merge copies it as it stands.
void check_lines(const ShardFile& shard, std::uint64_t line_feeds, bool ends_a_line, bool has_returns, bool has_errors, Diagnostics& diagnostics) {
  const Place end{shard.path, static_cast<long>(line_feeds) + (ends_a_line ? 0 : 1), 1};
  if (!ends_a_line) diagnostics.error(end, "torn", "ends without a line end: its last row may be a part of one", "the file is torn; copy it or run this part again");
  else if (has_errors) return;
  else if (has_returns) diagnostics.error({shard.path, 1, 1}, "line_ends", "has carriage returns, which no sweep writes", "the file was changed after it was written");
  else if (line_feeds != shard.count + 1) diagnostics.error({shard.path, 1, 1}, "line_ends", fmt::format("has {} lines for a header and {} rows", line_feeds, shard.count), "the file was changed after it was written");
}

}  // namespace

std::string shard_id_header(std::uint64_t points, SweepIdentity identity) {
  std::erase_if(identity, [](const auto& part) { return part.first == "shard"; });
  return fmt::format("{}{}{}{}", id_of, points, of_sweep, identity_digest(identity).substr(0, sweep_digits));
}

ShardFile read_shard(const std::string& path, Diagnostics& diagnostics) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored))
    throw FileError(printable(path) + " is not a regular file, and a part is read twice");
  std::ifstream in(path, std::ios::binary);
  if (!in) throw FileError(printable(path) + ": " + std::strerror(errno));
  const auto errors_before = diagnostics.error_count();
  ShardFile shard;
  shard.path = path;
  std::string header;
  std::getline(in, header);
  shard.rows_at = header.size() + 1;
  shard.columns = header.substr(std::min(header.find(','), header.size()));
  in.clear(), in.seekg(0);
  bool begun = false, ends_a_line = false, has_returns = false;
  std::uint64_t line_feeds = 0;
  CsvParser parser(path, {}, [&](const CsvRow& row) {
    if (begun) return take_row(row, shard, diagnostics);
    begun = true;
    take_header(header, shard, diagnostics);
  }, diagnostics);
  std::array<char, 1 << 16> piece{};
  while (in.read(piece.data(), piece.size()) || in.gcount() > 0) {
    const std::string_view bytes(piece.data(), static_cast<std::size_t>(in.gcount()));
    line_feeds += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    ends_a_line = bytes.back() == '\n', has_returns = has_returns || bytes.find('\r') != std::string_view::npos;
    parser.feed(bytes);
  }
  if (in.bad()) throw FileError(printable(path) + ": " + std::strerror(errno));
  parser.finish();
  if (begun) check_lines(shard, line_feeds, ends_a_line, has_returns, diagnostics.error_count() > errors_before, diagnostics);
  return shard;
}

}  // namespace premortem::cli
