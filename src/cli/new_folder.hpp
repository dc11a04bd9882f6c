#pragma once
#include <string>

namespace premortem::cli {

/// A folder that is there whole or not at all: its files are written beside it and it is renamed at the end.
class NewFolder {
 public:
  /// @throws UsageError if something is there already but an empty folder; FileError
  explicit NewFolder(const std::string& path);
  ~NewFolder();
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  /// @throws FileError
  void write(const std::string& name, const std::string& text) const;
  /// Where it is written, for files that are written otherwise.
  const std::string& temporary() const { return temporary_; }
  /// Puts it in its place. @throws FileError
  void keep();

 private:
  std::string path_, temporary_;
  bool kept_ = false;
};

}  // namespace premortem::cli
