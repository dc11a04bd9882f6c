#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <tuple>
#include <unistd.h>

#include "cli/arguments.hpp"
#include "cli/atomic_file.hpp"
#include "cli/exit_code.hpp"
#include "cli/in_place.hpp"
#include "cli/output.hpp"
#include "cli/shard_file.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

auto sweep_of(const ShardFile& part) { return std::tie(part.of, part.sweep, part.columns); }

/// The first part of the sweep of which there are most, so that it is the stray one that is named.
const ShardFile& usual(const std::vector<ShardFile>& parts) {
  std::map<std::tuple<std::uint64_t, std::string, std::string>, std::size_t> of_each;
  for (const auto& part : parts) ++of_each[sweep_of(part)];
  return *std::max_element(parts.begin(), parts.end(), [&](const auto& a, const auto& b) { return of_each[sweep_of(a)] < of_each[sweep_of(b)]; });
}

/// In columns or points, or in what decides the numbers in them.
std::string difference(const ShardFile& part, const ShardFile& from) {
  if (part.columns != from.columns) return "its columns differ";
  if (part.of != from.of) return fmt::format("its sweep has {} points and not {}", part.of, from.of);
  return fmt::format("its sweep is {} and not {}, so that inputs, options, seed or version differ", part.sweep, from.sweep);
}

/// A cell that begins as a number does in a column of numbers, and ends before its end.
void check_numbers(const std::vector<ShardFile>& parts, Diagnostics& diagnostics) {
  if (std::none_of(parts.begin(), parts.end(), [](const auto& part) { return part.has_number_last; })) return;
  for (const auto& part : parts)
    if (part.cut_number) diagnostics.error(part.cut_number->place, part.cut_number->code, part.cut_number->message, part.cut_number->hint);
}

/// Every part once, in the order of the ids, of one and the same sweep.
void check_parts(const std::vector<ShardFile>& parts, Diagnostics& diagnostics) {
  const auto& first = usual(parts);
  std::uint64_t next = 0;
  for (const auto& part : parts) {
    const Place place{part.path, 1, 1};
    if (sweep_of(part) != sweep_of(first)) {
      diagnostics.error(place, "header", fmt::format("is a part of another sweep than {}: {}", printable(first.path), difference(part, first)), "merge the parts of one sweep, all run on the same files with the same arguments but --shard");
      continue;
    }
    if (part.count > 0 && part.first > next) diagnostics.error(place, "gap", fmt::format("begins at id {}, and no part has ids {} to {}", part.first, next, part.first - 1), "add the missing part");
    if (part.count > 0 && part.first < next) diagnostics.error(place, "twice", fmt::format("begins at id {}, which another part has too", part.first), "leave one of them out");
    next = std::max(next, part.first + part.count);
  }
  if (!diagnostics.has_errors() && next != first.of)
    diagnostics.error({parts.back().path, 1, 1}, "gap", fmt::format("is the last part and ends at id {}, but the sweep has {} points", next - (next > 0 ? 1 : 0), first.of), "add the missing part");
  check_numbers(parts, diagnostics);
}

void copy_rows(const ShardFile& part, const std::function<void(std::string_view)>& out) {
  std::ifstream in(part.path, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(part.rows_at));
  std::array<char, 1 << 16> piece{};
  while (in.read(piece.data(), piece.size()) || in.gcount() > 0) out({piece.data(), static_cast<std::size_t>(in.gcount())});
  if (!in.eof()) throw FileError(printable(part.path) + " could not be read a second time");
}

/// By any of its names; no file is the standard output's empty one.
bool is_same_file(const std::string& part, const std::string& target) {
  std::error_code ignored;
  return part == target || std::filesystem::equivalent(part, target, ignored);
}

int run_merge(const Arguments& a) {
  if (a.case_path.empty()) throw UsageError("which parts? usage: premortem merge <shards> -o FILE");
  std::vector<std::string> paths{a.case_path};
  paths.insert(paths.end(), a.names.begin(), a.names.end());
  const bool to_file = a.values.count("output") > 0 && a.values["output"].as<std::string>() != "-";
  const auto target = to_file ? a.values["output"].as<std::string>() : "";
  for (const auto& path : paths)
    if (is_same_file(path, target)) throw UsageError(printable(path) + " is a part, and cannot be the output too");
  const Output checked(to_file ? target : "-", a.values["force"].as<bool>());
  Diagnostics diagnostics;
  std::vector<ShardFile> parts;
  for (const auto& path : paths) parts.push_back(read_shard(path, diagnostics));
  std::stable_sort(parts.begin(), parts.end(), [](const auto& x, const auto& y) { return std::pair(x.first, x.count) < std::pair(y.first, y.count); });
  if (!diagnostics.has_errors()) check_parts(parts, diagnostics);
  if (diagnostics.has_errors()) throw InputError(diagnostics);
  const auto write_to = [&](const std::function<void(std::string_view)>& out) {
    out("id" + parts.front().columns + "\n");
    for (const auto& part : parts) copy_rows(part, out);
  };
  if (!to_file) {
    write_to([](std::string_view bytes) { write_all(STDOUT_FILENO, bytes, "standard output"); });
    return done;
  }
  if (is_written_in_place(target)) {
    InPlace file(target);
    write_to([&](std::string_view bytes) { file.write(bytes); });
    file.finish();
    return done;
  }
  AtomicFile file(target);
  write_to([&](std::string_view bytes) { file.write(bytes); });
  file.keep();
  return done;
}

}  // namespace

Verb merge_verb() {
  Verb verb{"merge", "<shards>", "join the shards of a sweep",
            "The parts that sweep --shard K/N wrote, on one machine or on many, in any order: the result is the same bytes as the\n"
            "whole sweep in one run. A part that is missing, stands twice or belongs to another sweep is refused.",
            "to decide and to doubt", {"csv"}, false, nullptr, run_merge};
  verb.takes_names = true;
  return verb;
}

}  // namespace premortem::cli
