#pragma once
#include <string>
#include <vector>

#include "cli/verb.hpp"

namespace premortem::cli {

/// Where a run's output goes. Checked before anything is computed, written in one go at the end: beside its
/// target and renamed, so that a reader sees the old bytes or the new ones; a device or pipe in place.
class Output {
 public:
  /// Standard output.
  Output() = default;
  /// @throws UsageError (exists without --force, or is an input), FileError (no such folder, read-only, a link)
  explicit Output(const Arguments& arguments);
  /// A file that is no input of the run. @throws as above
  Output(const std::string& path, bool force);
  /// A file that will be read again, which a pipe or device cannot be. @throws as above, and FileError for those
  Output(const std::string& path, const std::string& case_path, bool force);
  /// @throws FileError; nothing is left behind
  void write(const std::string& text) const;

 private:
  void check(const std::string& case_path, bool force);

  std::string path_;  ///< empty: standard output
  bool in_place_ = false;
};

/// @throws FileError
void write_to_standard_output(const std::string& text);

/// Notes for a person: conversions and warnings, on standard error unless --quiet.
void write_notes(const std::vector<std::string>& notes, const Arguments& arguments);

}  // namespace premortem::cli
