#include "cli/in_place.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "cli/atomic_file.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {

bool is_written_in_place(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

InPlace::InPlace(const std::string& path) : path_(path), file_(::open(path.c_str(), O_WRONLY | O_CLOEXEC)) {
  if (file_ < 0) throw FileError(printable(path) + ": " + std::strerror(errno));
}

InPlace::~InPlace() {
  if (file_ >= 0) ::close(file_);
}

void InPlace::write(std::string_view bytes) const { write_all(file_, bytes, path_); }

void InPlace::finish() {
  if (::close(std::exchange(file_, -1)) != 0) throw FileError(printable(path_) + ": " + std::strerror(errno));
}

}  // namespace premortem::cli
