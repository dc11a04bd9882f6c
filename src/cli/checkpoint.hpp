#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/checkpoint_bytes.hpp"
#include "cli/locked_file.hpp"

namespace premortem::cli {

/// Ids from `first` on.
struct IdRange {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  bool operator==(const IdRange&) const = default;
};

/// What to do with a checkpoint that is there.
enum class CheckpointStart { fresh, resume, replace };

/// The rows of a sweep as far as they are computed, in a file that only grows, so that at any moment whatever ends the
/// process it holds every block whose append returned. Against a failing machine it is brought to the disk at most a
/// second later, by the next append or sync(). One process at a time has it.
class Checkpoint {
 public:
  /// Opens or makes it. A torn tail is cut off, and so is all from the first flipped byte on: note() says what was lost.
  /// @param all  the ids of the sweep
  /// @throws UsageError where there is one and `start` is fresh, or it is of another sweep, naming what differs;
  ///         FileError where another run has it, or the file is no checkpoint (which is never touched), and the system's
  Checkpoint(const std::string& path, const SweepIdentity& identity, IdRange all, CheckpointStart start);

  /// What it holds, in the order of the ids; ranges do not overlap.
  std::vector<IdRange> kept() const;
  std::uint64_t kept_points() const { return kept_points_; }
  bool is_complete() const { return kept_points_ == all_.count; }
  /// What of a damaged file was cut off; empty where nothing was.
  const std::string& note() const { return note_; }

  /// @param rows  of the ids of the range, none of which it holds @throws FileError; then it is as it was before
  void append(IdRange ids, std::string_view rows);
  void sync();
  /// The rows of every block in the order of the ids, block by block. @throws FileError where the file has changed
  void read(const std::function<void(std::string_view)>& rows) const;
  /// The sweep is finished and its output in place.
  void remove() { file_.remove(); }

 private:
  struct Block {
    std::uint64_t count = 0;
    std::uint64_t at = 0;  ///< where the record begins
    std::uint64_t bytes = 0;  ///< of the rows
  };

  void begin(const SweepIdentity& identity);
  void go_on(const SweepIdentity& identity);
  void require_same(const SweepIdentity& theirs, const SweepIdentity& ours) const;
  std::string rows_at(std::uint64_t at, const RecordHead& head, bool& good) const;
  bool keep(const RecordHead& head, std::uint64_t at);

  LockedFile file_;
  IdRange all_;
  std::string header_digest_;
  std::map<std::uint64_t, Block> blocks_;  ///< by first id
  std::uint64_t kept_points_ = 0;
  std::string note_;
  std::chrono::steady_clock::time_point synced_ = std::chrono::steady_clock::now();
};

}  // namespace premortem::cli
