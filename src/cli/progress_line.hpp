#pragma once
#include <string>

#include "cli/sweep_blocks.hpp"

namespace premortem::cli {

/// How far a run is, at which rate, and how long what is left takes at that rate: `1,234 of 16,000 points, 820 a
/// second, 18 s left`.
std::string progress_text(const SweepProgress& progress);

/// The progress of a run on one line of standard error, where that is a terminal and the run passes a second. After its
/// first block a run that will pass it says how many points there are and how long they will take.
class ProgressLine {
 public:
  /// @param wanted  not --quiet
  explicit ProgressLine(bool wanted);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const SweepProgress& progress);

 private:
  bool shown_;
  bool begun_ = false;
  bool on_line_ = false;
  double last_ = 0;  ///< seconds of the run when the line was last written
};

}  // namespace premortem::cli
