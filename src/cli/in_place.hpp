#pragma once
#include <string>
#include <string_view>

namespace premortem::cli {

/// Whether there is something that is no regular file: a device, a pipe, or a link to one. What is no output at all Output refuses.
bool is_written_in_place(const std::string& path);

/// A pipe or device, opened once and written as the bytes come.
class InPlace {
 public:
  /// @throws FileError with the system's words; so do the others
  explicit InPlace(const std::string& path);
  ~InPlace();
  InPlace(const InPlace&) = delete;
  InPlace& operator=(const InPlace&) = delete;
  void write(std::string_view bytes) const;
  void finish();

 private:
  std::string path_;
  int file_ = -1;
};

}  // namespace premortem::cli
