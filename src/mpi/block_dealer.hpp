#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "cli/checkpoint.hpp"

namespace premortem::mpi {

/// Deals the ids that are still to be computed, in their order, in blocks that take about 50 ms each by what points took so
/// far: long enough that a message costs nothing beside it, short enough that little is lost with a rank. Towards the end the
/// blocks shrink, so that all come to an end together. No row hangs on how the ids were dealt. Used by one thread at a time.
class BlockDealer {
 public:
  struct Terms {
    std::uint64_t fixed = 0;       ///< points of every block; 0: by what they take
    std::uint64_t threads = 1;     ///< that compute, on all ranks
    std::uint64_t most_ahead = 0;  ///< blocks dealt from the first that is out on, itself counted; 0: any number
  };

  /// @param kept  ids that need not be computed, in order, not overlapping
  BlockDealer(cli::IdRange ids, std::vector<cli::IdRange> kept, Terms terms);

  /// The next block; absent where all are dealt, or where it would be too far ahead.
  std::optional<cli::IdRange> next();
  /// A block is no longer out. @param points  of it that were computed, in `seconds`, giving rows of `bytes`
  void back(cli::IdRange block, std::uint64_t points, double seconds, std::uint64_t bytes);
  bool all_dealt();
  /// Whether a rank gains by having its next blocks before it asks: they take little beside a message, and there are enough for all.
  bool is_worth_queueing() const;

 private:
  void skip_kept();
  std::uint64_t wanted() const;

  cli::IdRange ids_;
  std::vector<cli::IdRange> kept_;
  Terms terms_;
  std::uint64_t smallest_;
  std::uint64_t passed_ = 0;  ///< ids that are dealt or kept, from the first on
  std::size_t next_kept_ = 0;
  std::uint64_t dealt_ = 0;                     ///< blocks
  std::map<std::uint64_t, std::uint64_t> out_;  ///< number of each block that is out, by its first id
  double seconds_ = 0;                          ///< of a point, the latest counting most
  double bytes_ = 0;                            ///< of its row
};

}  // namespace premortem::mpi
