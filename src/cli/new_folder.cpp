#include "cli/new_folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "cli/output.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, int code) { throw FileError(printable(path) + ": " + std::strerror(code)); }

void refuse_what_is_there(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) {
    if (errno != ENOENT) fail(path, errno);
    return;
  }
  std::error_code failure;
  if (S_ISDIR(found.st_mode) && fs::is_empty(path, failure) && !failure) return;
  if (failure) fail(path, failure.value());
  throw UsageError(printable(path) + (S_ISDIR(found.st_mode) ? " holds files already; name a new or empty folder, such as " + printable(path) + "-2"
                                                             : " is a file; name a new or empty folder"));
}

}  // namespace

NewFolder::NewFolder(const std::string& path) : path_(path) {
  refuse_what_is_there(path);
  std::error_code ignored;
  // "." and a link cannot be renamed onto: the folder they lead to can.
  if (const auto real = fs::canonical(path, ignored); !ignored && fs::is_directory(real, ignored)) path_ = real.string();
  while (path_.size() > 1 && path_.ends_with('/')) path_.pop_back();
  temporary_ = path_ + ".XXXXXX";
  if (::mkdtemp(temporary_.data()) == nullptr) fail(path_, errno);
}

NewFolder::~NewFolder() {
  std::error_code ignored;
  if (!kept_) fs::remove_all(temporary_, ignored);
}

void NewFolder::write(const std::string& name, const std::string& text) const { Output(temporary_ + "/" + name, false).write(text); }

void NewFolder::keep() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (::chmod(temporary_.c_str(), 0777U & ~mask) != 0 || ::rename(temporary_.c_str(), path_.c_str()) != 0) fail(path_, errno);
  kept_ = true;
}

}  // namespace premortem::cli
