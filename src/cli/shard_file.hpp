#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "cli/checkpoint_bytes.hpp"
#include "premortem/core/diagnostic.hpp"

namespace premortem::cli {

/// A part of a sweep's points as CSV, as `sweep --shard` writes it. Its first header cell says of how many points and of which
/// sweep it is a part, so that a part that is missing or belongs to another sweep can be told.
struct ShardFile {
  std::string path;
  std::uint64_t of = 0;            ///< points of the whole sweep
  std::string sweep;               ///< its identity's digest
  std::uint64_t first = 0, count = 0;  ///< its own ids
  std::string columns;             ///< the rest of the header
  std::uint64_t rows_at = 0;       ///< where its rows begin
  bool has_number_last = false;    ///< some row's last cell is a number
  std::optional<Diagnostic> cut_number;  ///< of the first last cell that is a number but for its end, such as "0."
};

/// The first header cell of a part: "id of 16000 of sweep 3f9c0a1b2c3d4e5f", with the first digits of the digest of its identity
/// but for `--shard`. Two sweeps that differ in anything that rows depend on have the same digits with a probability of 2^-64.
std::string shard_id_header(std::uint64_t points, SweepIdentity identity);

/// Reads a part through: every row has all its cells and its line end, and the ids follow each other. What is wrong goes to
/// `diagnostics`; whether a cut number is an error the other parts tell. A digit that was changed into another is not seen.
/// @throws FileError, LimitError
ShardFile read_shard(const std::string& path, Diagnostics& diagnostics);

}  // namespace premortem::cli
