#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace premortem::testing {

/// What the program answered.
struct Answer {
  int code = -1;
  std::string output;  ///< standard output
};

/// Runs the program that was built, with these words, standing in `folder`.
Answer run_program(const std::vector<std::string>& words, const std::filesystem::path& folder = ".");

/// Runs a line of a shell in `folder`, where `premortem` is the program that was built.
Answer run_shell(const std::string& line, const std::filesystem::path& folder);

/// A folder that is removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  /// Writes the files of a case into it: text by name.
  void write(const std::map<std::string, std::string>& files) const;

 private:
  std::filesystem::path path_;
};

}  // namespace premortem::testing
