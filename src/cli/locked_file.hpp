#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace premortem::cli {

/// A regular file that one process at a time has open, made where there is none: flock, which ends with the process
/// however it ends. Links are not followed.
class LockedFile {
 public:
  /// @throws FileError with the system's words, also where another process has the file
  explicit LockedFile(std::string path);
  ~LockedFile();
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;

  const std::string& path() const { return path_; }
  std::uint64_t size() const;
  /// Up to `bytes` bytes from `at`; fewer at the end. @throws FileError
  std::string read(std::uint64_t at, std::uint64_t bytes) const;
  /// At the end of the file. Where it cannot all be written, nothing is. @throws FileError
  void append(std::string_view bytes);
  void truncate(std::uint64_t size);
  /// To the disk. @throws FileError
  void sync();
  /// The file and its lock; where it was removed by someone, what has its name now is left alone. @throws FileError
  void remove();

 private:
  [[noreturn]] void fail() const;
  bool open_once();
  bool is_named() const;

  std::string path_;
  int file_ = -1;
};

}  // namespace premortem::cli
