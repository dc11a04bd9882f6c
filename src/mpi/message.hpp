#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "cli/checkpoint_bytes.hpp"
#include "cli/failure.hpp"
#include "mpi/block_work.hpp"

namespace premortem::mpi {

/// What ranks say to each other, and its bytes: whole numbers are 8 bytes, the lowest first; a text follows its length.

/// The first words of every other rank, once: what it would compute, or why it cannot.
struct Hello {
  std::uint64_t threads = 0;
  std::string host;
  cli::SweepIdentity identity;
  std::optional<cli::Failure> failure;
};

/// A block that comes back; of what the point after its points threw only what is told of it.
struct BlockReport {
  cli::IdRange block;
  std::uint64_t done = 0;
  std::string rows;
  double seconds = 0;
  std::optional<cli::Failure> failure;
};

/// What rank 0 says to another.
struct Order {
  enum class Kind : std::uint64_t { compute = 1, end_after = 2, leave = 3 };
  Kind kind = Kind::leave;
  std::uint64_t first = 0;  ///< of the block; or the last id that is still wanted
  std::uint64_t count = 0;  ///< of the block; or 0 where no id is
};

std::string bytes_of(const Hello& hello);
std::string bytes_of(const BlockResult& result);
/// @throws std::logic_error where the bytes end too early
Hello hello_in(const std::string& bytes);
BlockReport report_in(const std::string& bytes);

}  // namespace premortem::mpi
