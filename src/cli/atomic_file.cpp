#include "cli/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

[[noreturn]] void fail_with_errno(const std::string& path) { throw FileError(printable(path) + ": " + std::strerror(errno)); }

}  // namespace

void write_all(int descriptor, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const auto n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail_with_errno(name);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

std::string folder_of(const std::string& path) {
  const auto parent = std::filesystem::path(path).parent_path().string();
  return parent.empty() ? "." : parent;
}

void sync_folder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

AtomicFile::AtomicFile(std::string target) : target_(std::move(target)), name_(target_ + ".XXXXXX") {
  file_ = ::mkstemp(name_.data());
  if (file_ < 0) fail_with_errno(target_);
}

AtomicFile::AtomicFile(std::string target, std::string name) : target_(std::move(target)), name_(std::move(name)) {
  ::unlink(name_.c_str());
  file_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file_ < 0) fail_with_errno(target_);
}

AtomicFile::~AtomicFile() {
  if (file_ >= 0) ::close(file_);
  if (!kept_) ::unlink(name_.c_str());
}

void AtomicFile::write(std::string_view bytes) { write_all(file_, bytes, name_); }

void AtomicFile::finish() {
  struct stat old {};
  const bool existed = ::stat(target_.c_str(), &old) == 0;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const mode_t mode = existed ? (old.st_mode & 07777U) : (0666U & ~mask);
  if (::fchmod(file_, mode) != 0 || ::fsync(file_) != 0 || ::close(std::exchange(file_, -1)) != 0) fail_with_errno(target_);
}

void AtomicFile::keep() {
  if (file_ >= 0) finish();
  if (::rename(name_.c_str(), target_.c_str()) != 0) fail_with_errno(target_);
  kept_ = true;
}

}  // namespace premortem::cli
