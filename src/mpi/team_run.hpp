#pragma once
#include <chrono>
#include <limits>
#include <map>
#include <optional>

#include "mpi/block_ledger.hpp"
#include "mpi/crew.hpp"

namespace premortem::mpi {

/// run_blocks over all ranks, on rank 0: the thread that calls run() deals blocks to the others and takes them back, and
/// `job.jobs` threads beside it compute too, so that no processor is there for the dealing alone. Returns and throws as
/// run_blocks does. Interrupted, it waits half a second for what the others have in work: mpirun kills all ranks a second
/// after it asked them to end.
class TeamRun {
 public:
  /// @param crew  gathered, and found to compute the same
  TeamRun(Crew& crew, const cli::SweepJob& job, const std::vector<cli::IdRange>& kept, const cli::BlockSink& sink);
  bool run();

 private:
  void lead();
  void deal_and_collect();
  bool collect();
  void deal();
  bool deal_to(int who, std::uint64_t most);
  void tell_of_end();
  bool is_over();
  void compute_here();

  Crew& crew_;
  const cli::SweepJob& job_;
  BlockLedger ledger_;
  std::map<int, std::uint64_t> out_;  ///< blocks that each of the others has
  std::optional<std::chrono::steady_clock::time_point> deadline_;
  std::uint64_t told_ = std::numeric_limits<std::uint64_t>::max();  ///< the last id that the others know to be wanted
};

}  // namespace premortem::mpi
