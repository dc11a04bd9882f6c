#include "cli/locked_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "cli/atomic_file.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
void LockedFile::fail() const { throw FileError(printable(path_) + ": " + std::strerror(errno)); }

/// @return false where the file was removed before it was locked: another process ended in between
bool LockedFile::open_once() {
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0666);
  if (file_ < 0 && errno == ELOOP) throw FileError(printable(path_) + ": is a symbolic link, which is not followed");
  if (file_ < 0) fail();
  struct stat ours {};
  if (::fstat(file_, &ours) != 0) fail();
  if (!S_ISREG(ours.st_mode)) throw FileError(printable(path_) + ": is not a regular file");
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) throw FileError(printable(path_) + ": another run is writing it; wait for it, or choose another output");
    fail();
  }
  return is_named();
}

/// Whether the path leads to this file and not to none or another's.
bool LockedFile::is_named() const {
  struct stat ours {}, named {};
  if (::fstat(file_, &ours) != 0) fail();
  return ::lstat(path_.c_str(), &named) == 0 && named.st_dev == ours.st_dev && named.st_ino == ours.st_ino;
}

LockedFile::LockedFile(std::string path) : path_(std::move(path)) {
  try {
    while (!open_once()) ::close(std::exchange(file_, -1));
    if (size() == 0) sync_folder(folder_of(path_));
  } catch (...) {
    if (file_ >= 0) ::close(file_);
    throw;
  }
}

LockedFile::~LockedFile() {
  if (file_ >= 0) ::close(file_);
}

std::uint64_t LockedFile::size() const {
  struct stat found {};
  if (::fstat(file_, &found) != 0) fail();
  return static_cast<std::uint64_t>(found.st_size);
}

std::string LockedFile::read(std::uint64_t at, std::uint64_t bytes) const {
  const auto there = size();
  std::string text(at < there ? std::min(bytes, there - at) : 0, '\0');
  for (std::size_t done = 0; done < text.size();) {
    const auto n = ::pread(file_, text.data() + done, text.size() - done, static_cast<off_t>(at + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail();
    if (n == 0) text.resize(done);
    done += static_cast<std::size_t>(n);
  }
  return text;
}

void LockedFile::append(std::string_view bytes) {
  const auto end = size();
  if (::lseek(file_, static_cast<off_t>(end), SEEK_SET) < 0) fail();
  try {
    write_all(file_, bytes, path_);
  } catch (const FileError&) {
    if (::ftruncate(file_, static_cast<off_t>(end)) != 0) fail();
    throw;
  }
}

void LockedFile::truncate(std::uint64_t size) {
  if (::ftruncate(file_, static_cast<off_t>(size)) != 0) fail();
}

void LockedFile::sync() {
  if (::fdatasync(file_) != 0) fail();
}

void LockedFile::remove() {
  if (is_named() && ::unlink(path_.c_str()) != 0) fail();
}

}  // namespace premortem::cli
