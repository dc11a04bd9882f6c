#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace premortem::test {

/// Names, relative to the case folder, and contents.
using Files = std::map<std::string, std::string>;

/// A folder of its own for one run, with the case in `case/`; removed at the end.
class Workplace {
 public:
  explicit Workplace(const Files& files = {});
  ~Workplace();
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path in_case(const std::string& name) const { return path_ / "case" / name; }
  void write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;
  /// Every entry with its kind, its rights and its SHA-256, so that two equal texts mean an unchanged folder.
  std::string fingerprint() const;

 private:
  std::filesystem::path path_;
};

struct Invocation {
  std::vector<std::string> words;
  std::string input = "";  ///< what stands on standard input
  std::map<std::string, std::string> environment = {};
  std::string standard_output = "";  ///< a file or device instead of the capture
};

struct Outcome {
  int code = -1;  ///< 128 + signal where a signal ended it, as a shell says
  std::string out, err;
  bool unchanged = false;  ///< the folder is the same, byte for byte, as before
};

/// Runs the built program in the workplace, for at most 60 seconds.
Outcome run(const Workplace& place, const Invocation& invocation);
Outcome run(const Workplace& place, const std::vector<std::string>& words);
/// The same in a workplace of its own.
Outcome run(const Files& files, const std::vector<std::string>& words);

/// A command line of a shell in the workplace, with `$premortem` for the program.
Outcome run_shell(const Workplace& place, const std::string& command);

/// A valid case: one failure mode, one population, one share.
inline const std::string refund_chain =
    "failure_mode,stage,best,unit\n"
    "refund,users,10M,people per year\n"
    "refund,wrong,5%,share\n";
/// What the program says on standard error about it.
inline const std::string refund_echo =
    "Read as:\n"
    "  harms.csv:2:3  \"10M\" is 10000000\n"
    "  harms.csv:3:3  \"5%\" is 0.05\n";

}  // namespace premortem::test
