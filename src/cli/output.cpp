#include "cli/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "cli/atomic_file.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::string& what) { throw FileError(printable(path) + ": " + what); }

[[noreturn]] void refuse_input(const std::string& path) { throw UsageError(printable(path) + " is an input of this run; choose another output"); }

bool is_standard_input(const std::string& path) {
  struct stat in {}, out {};
  return ::fstat(STDIN_FILENO, &in) == 0 && ::stat(path.c_str(), &out) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino;
}

/// An output that is one of the case's files, by any name, would destroy what it was made from. Beside a single
/// file stand the data files that its samples name.
bool is_input(const std::string& path, const std::string& case_path) {
  if (case_path.empty()) return false;
  if (case_path == "-") return is_standard_input(path);
  std::error_code ignored;
  if (fs::equivalent(path, case_path, ignored)) return true;
  const auto folder = fs::is_directory(case_path, ignored) ? case_path : folder_of(case_path);
  for (fs::directory_iterator it(folder, ignored), end; !ignored && it != end; it.increment(ignored)) {
    std::error_code other;
    if (it->path().extension() == ".csv" && fs::equivalent(path, it->path(), other)) return true;
  }
  return false;
}

/// The same of the files that other options than the case name; most verbs have none of these.
void refuse_to_replace_named_inputs(const std::string& path, const Arguments& a) {
  for (const auto* option : {"on", "against"}) {
    if (a.values.count(option) == 0) continue;
    const auto named = a.values[option].as<std::string>();
    std::error_code ignored;
    if (named == "-" ? is_standard_input(path) : fs::equivalent(path, named, ignored)) refuse_input(path);
  }
}

/// A new .csv in the case's own folder would be taken for a part of the case by the next run.
void refuse_to_join_the_case(const std::string& path, const std::string& case_path) {
  std::error_code ignored;
  if (fs::path(path).extension() == ".csv" && fs::is_directory(case_path, ignored) && fs::equivalent(folder_of(path), case_path, ignored))
    throw UsageError(printable(path) + " would be read as a part of the case; write it outside its folder");
}

}  // namespace

Output::Output(const Arguments& a) {
  if (a.values.count("output") == 0) return;
  path_ = a.values["output"].as<std::string>();
  if (path_.empty()) throw UsageError("-o needs a file");
  if (path_ == "-") {
    path_.clear();
    return;
  }
  refuse_to_replace_named_inputs(path_, a);
  check(a.case_path, a.values["force"].as<bool>());
}

Output::Output(const std::string& path, bool force) : path_(path) { check("", force); }

Output::Output(const std::string& path, const std::string& case_path, bool force) : path_(path) {
  check(case_path, force);
  if (in_place_) fail(path_, "is not a regular file");
}

void Output::check(const std::string& case_path, bool force) {
  struct stat found {};
  if (::lstat(path_.c_str(), &found) != 0) {
    if (errno != ENOENT) fail(path_, std::strerror(errno));
    refuse_to_join_the_case(path_, case_path);
    if (::access(folder_of(path_).c_str(), W_OK) != 0) fail(folder_of(path_), std::strerror(errno));
    return;
  }
  struct stat target {};
  const bool leads_to_pipe = S_ISLNK(found.st_mode) && ::stat(path_.c_str(), &target) == 0 && !S_ISREG(target.st_mode) && !S_ISDIR(target.st_mode);
  if (leads_to_pipe) found = target;  // /dev/stdout, and what a shell writes for >(...)
  if (S_ISDIR(found.st_mode)) fail(path_, std::strerror(EISDIR));
  if (S_ISLNK(found.st_mode)) fail(path_, "is a symbolic link, which is not followed; name its target");
  in_place_ = !S_ISREG(found.st_mode);
  if (in_place_) return;
  if (is_input(path_, case_path)) refuse_input(path_);
  if (!force) throw UsageError(printable(path_) + " exists; add --force to replace it");
  if (::access(folder_of(path_).c_str(), W_OK) != 0) fail(folder_of(path_), std::strerror(errno));
}

void Output::write(const std::string& text) const {
  if (path_.empty()) return write_to_standard_output(text);
  if (in_place_) {
    const int file = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0) fail(path_, std::strerror(errno));
    try {
      write_all(file, text, path_);
    } catch (...) {
      ::close(file);
      throw;
    }
    if (::close(file) != 0) fail(path_, std::strerror(errno));
    return;
  }
  AtomicFile file(path_);
  file.write(text);
  file.keep();
}

void write_to_standard_output(const std::string& text) { write_all(STDOUT_FILENO, text, "standard output"); }

void write_notes(const std::vector<std::string>& notes, const Arguments& a) {
  if (a.values["quiet"].as<bool>()) return;
  std::string text;
  for (const auto& note : notes) text += printable(note) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace premortem::cli
