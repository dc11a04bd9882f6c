#pragma once
#include <functional>
#include <string>

#include "cli/sweep_run.hpp"

namespace premortem::cli {

/// Where the rows of a sweep go and what becomes of them.
struct SweepTarget {
  std::string path;       ///< `-o`; empty or `-`: standard output
  std::string case_path;  ///< whose files may not be written over
  bool force = false;
  bool resume = false;
  std::string header = {};  ///< what stands before the rows
  /// A form that needs all rows at once is made of them here; empty: header and rows are the output.
  std::function<std::string(const std::string& rows)> render = {};
  /// Resumed where the output is there: a quick look whether it is of this sweep. @throws UsageError if it is not
  std::function<void(const std::string& path)> require_own = {};
  std::function<void(const std::string& note)> tell = {};  ///< a person, before what may take long; may be empty
  bool names_its_sweep = false;  ///< what require_own looks at decides whose the output is: nothing need be computed again
};

/// Where the checkpoint of an output stands.
std::string checkpoint_path(const std::string& output);

/// Runs a sweep into its output. A file comes with a checkpoint beside it, appears whole and in one moment, and then the
/// checkpoint goes; its bytes do not depend on threads, blocks, or how often the run was ended and resumed. Standard output,
/// a pipe or a device have no checkpoint: the rows are written as they come, or with `render` at the end.
/// Interrupted: the checkpoint stays (that of a file), and no file appears. Resumed without a checkpoint, it begins afresh.
/// Resumed where the output is there already and `force` is not given, the output is left as it is: one that names its sweep
/// is believed (`was_done`, with a note), of any other every byte is compared with what the points give.
/// @throws UsageError and FileError of an output that may not be written, before anything is computed, or that is not what
///         the points give, the checkpoint being kept; those of the checkpoint; what a point throws; FileError where the output cannot be written, the checkpoint being kept
SweepOutcome run_sweep(const SweepJob& job, const SweepIdentity& identity, const SweepTarget& target);

}  // namespace premortem::cli
