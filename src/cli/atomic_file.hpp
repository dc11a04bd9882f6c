#pragma once
#include <string>
#include <string_view>

namespace premortem::cli {

/// Writes every byte. @param name  of the file, for the message @throws FileError with the system's words
void write_all(int descriptor, std::string_view bytes, const std::string& name);

/// The folder in which a path stands; "." for a bare name.
std::string folder_of(const std::string& path);

/// Brings the names in that folder to the disk. Not every file system can; then they come when they come.
void sync_folder(const std::string& path);

/// A new file beside its target, renamed over it when it is whole: a reader sees the old bytes or the new ones.
/// It is removed again unless it is kept.
class AtomicFile {
 public:
  /// @throws FileError where no file can be made beside the target
  explicit AtomicFile(std::string target);
  /// The same with a name of its own until then, which nobody else uses at the time: what a killed run left there is removed.
  AtomicFile(std::string target, std::string name);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// @throws FileError
  void write(std::string_view bytes);
  /// All is written: gives it the target's rights and closes it. @throws FileError
  void finish();
  /// Takes the target's place, finished or not. @throws FileError
  void keep();

 private:
  std::string target_;
  std::string name_;
  int file_ = -1;
  bool kept_ = false;
};

}  // namespace premortem::cli
