#pragma once
#include <cstdint>
#include <string>

#include "premortem/core/diagnostic.hpp"

namespace premortem::cli {

/// A part of a sweep's points as CSV, as `sweep --shard` writes it. Its first header cell says of how many points it is a part,
/// so that a part that is missing can be told.
struct ShardFile {
  std::string path;
  std::uint64_t of = 0;            ///< points of the whole sweep
  std::uint64_t first = 0, count = 0;  ///< its own ids
  std::string columns;             ///< the rest of the header
  std::uint64_t rows_at = 0;       ///< where its rows begin
};

/// The first header cell of a part: "id of 16000".
std::string shard_id_header(std::uint64_t points);

/// Reads a part through and checks that its ids follow each other. What is wrong goes to `diagnostics`.
/// @throws FileError, LimitError
ShardFile read_shard(const std::string& path, Diagnostics& diagnostics);

}  // namespace premortem::cli
