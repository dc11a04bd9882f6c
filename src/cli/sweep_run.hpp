#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "cli/checkpoint.hpp"
#include "cli/sweep_blocks.hpp"

namespace premortem::cli {

/// Takes the rows of all points in the order of the ids, in pieces, by one thread at a time.
using RowSink = std::function<void(std::string_view rows)>;

/// How a sweep ended, with the points that it had from an earlier run and those of this one.
struct SweepOutcome {
  enum class End { done, was_done, interrupted };
  End end = End::done;
  std::uint64_t kept = 0;
  std::uint64_t done = 0;
  std::string note = {};  ///< for a person, on standard error; may be empty
};

/// Every point into the checkpoint, from which the rows can be read. @throws as run_blocks and Checkpoint::append; what
/// was done by then is in the checkpoint
SweepOutcome run_sweep(const SweepJob& job, Checkpoint& checkpoint);

/// Without a checkpoint, straight into the sink: what is done too early waits, in memory, and a thread that is far ahead
/// waits with it. Interrupted or failed, the sink has got the rows of the first points, without a gap.
SweepOutcome run_sweep(const SweepJob& job, const RowSink& sink);

}  // namespace premortem::cli
