#include "cli/shard_file.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/input/csv.hpp"

namespace premortem::cli {
namespace {

constexpr std::string_view id_of = "id of ";

void take_header(const CsvRow& row, ShardFile& shard, Diagnostics& diagnostics) {
  const std::string first(row.cells.front());
  const auto of = first.starts_with(id_of) ? parse_count(std::string_view(first).substr(id_of.size())) : Parsed<double>{};
  if (!of.value) {
    const bool whole = first == "id";
    diagnostics.error({shard.path, row.line, 1}, "header", fmt::format("\"{}\" is not the first column of a part of a sweep, expected \"{}N\"", printable(first), id_of),
                      whole ? "this is a whole sweep, or not one at all: parts come from sweep --shard K/N --format csv" : "parts come from sweep --shard K/N --format csv");
    return;
  }
  shard.of = static_cast<std::uint64_t>(*of.value);
}

void take_row(const CsvRow& row, ShardFile& shard, Diagnostics& diagnostics) {
  const auto id = parse_count(row.cells.front());
  const auto expected = shard.first + shard.count;
  if (id.value && shard.count == 0) shard.first = static_cast<std::uint64_t>(*id.value);
  else if (!id.value || *id.value != static_cast<double>(expected))
    diagnostics.error({shard.path, row.line, 1}, "id", fmt::format("\"{}\" stands where id {} was expected", printable(std::string(row.cells.front())), expected), "the file was changed after it was written");
  ++shard.count;
}

}  // namespace

std::string shard_id_header(std::uint64_t points) { return fmt::format("{}{}", id_of, points); }

ShardFile read_shard(const std::string& path, Diagnostics& diagnostics) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored))
    throw FileError(printable(path) + " is not a regular file, and a part is read twice");
  std::ifstream in(path, std::ios::binary);
  if (!in) throw FileError(printable(path) + ": " + std::strerror(errno));
  ShardFile shard;
  shard.path = path;
  std::string header;
  std::getline(in, header);
  shard.rows_at = header.size() + 1;
  shard.columns = header.substr(std::min(header.find(','), header.size()));
  in.clear(), in.seekg(0);
  bool begun = false;
  CsvParser parser(path, {}, [&](const CsvRow& row) {
    if (begun) return take_row(row, shard, diagnostics);
    begun = true;
    take_header(row, shard, diagnostics);
  }, diagnostics);
  std::array<char, 1 << 16> piece{};
  while (in.read(piece.data(), piece.size()) || in.gcount() > 0) parser.feed({piece.data(), static_cast<std::size_t>(in.gcount())});
  if (in.bad()) throw FileError(printable(path) + ": " + std::strerror(errno));
  parser.finish();
  return shard;
}

}  // namespace premortem::cli
