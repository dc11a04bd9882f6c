#include "cli/copy_target.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/file_schema.hpp"

namespace premortem::cli {
namespace {

namespace fs = std::filesystem;

std::string without_last_slashes(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

/// The case under a path that ends in its name, which `.` and `..` do not.
fs::path named(const std::string& case_path) {
  const fs::path path = without_last_slashes(case_path);
  const auto name = path.filename().string();
  std::error_code ignored;
  return name == "." || name == ".." ? fs::canonical(path, ignored) : path;
}

/// A file of a case by its own name: a copy beside it would be a stray file of the case, so it gets a folder.
bool is_case_file(const std::string& case_path) {
  const auto name = fs::path(case_path).filename().string();
  const auto schemas = file_schemas();
  return std::any_of(schemas.begin(), schemas.end(), [&](const auto& s) { return s.file == name; });
}

std::string default_target(const std::string& case_path, bool is_folder) {
  const auto path = named(case_path);
  if (path.filename().empty()) throw UsageError("there is no place beside " + printable(case_path) + "; say with -o where the copy goes");
  if (is_case_file(case_path) && is_folder) return (path.parent_path() / (path.stem().string() + "-fixed")).string();
  const auto name = is_folder ? path.filename().string() + "-fixed" : path.stem().string() + "-fixed" + path.extension().string();
  return (path.parent_path() / name).string();
}

void refuse_other_options(const Arguments& a) {
  if (a.values.count("set") > 0) throw UsageError("--set changes no file and --fix copies files; give one of them");
  if (a.values["delimiter"].as<std::string>() != ",")
    throw UsageError("--fix finds out by itself what parts the cells, and writes commas; leave --delimiter out");
}

/// Whether a path leads to the folder or below it.
bool lies_in(const std::string& path, const std::string& folder) {
  std::error_code ignored;
  const auto inner = fs::weakly_canonical(fs::absolute(path, ignored), ignored), outer = fs::weakly_canonical(fs::absolute(folder, ignored), ignored);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

void check_folder(const CopyTarget& target, const std::string& case_path) {
  std::error_code failure;
  if (fs::equivalent(target.path, case_path, failure))
    throw UsageError(printable(target.path) + " is the case itself, which stays as it is; choose another target");
  if (lies_in(target.path, without_last_slashes(case_path)))
    throw UsageError(printable(target.path) + " lies in the case, which stays as it is; choose a target outside");
  const auto kind = fs::symlink_status(target.path, failure).type();
  if (kind == fs::file_type::not_found) return;
  if (kind == fs::file_type::none) throw FileError(printable(target.path) + ": " + failure.message());
  if (kind == fs::file_type::symlink) throw FileError(printable(target.path) + ": is a symbolic link, which is not followed; name its target");
  if (kind != fs::file_type::directory) throw FileError(printable(target.path) + ": " + std::strerror(ENOTDIR));
  if (!target.force) throw UsageError(printable(target.path) + " exists; add --force to replace its files of the same names");
}

}  // namespace

CopyTarget copy_target_of(const Arguments& a) {
  refuse_other_options(a);
  CopyTarget target;
  target.force = a.values["force"].as<bool>();
  std::error_code ignored;
  const bool of_folder = a.case_path != "-" && fs::is_directory(a.case_path, ignored);
  const bool given = a.values.count("output") > 0;
  const auto path = given ? a.values["output"].as<std::string>() : "";
  if (given && path.empty()) throw UsageError("-o needs a path");
  if (path == "-") throw UsageError("--fix writes a copy, which standard output cannot take beside the findings; name a path with -o");
  if (a.case_path == "-" && !given) throw UsageError("standard input has no name; say with -o where the copy goes");
  target.is_folder = of_folder || (!given && is_case_file(a.case_path));
  const auto beside = a.case_path == "-" ? "" : default_target(a.case_path, target.is_folder);
  target.path = given ? without_last_slashes(path) : beside;
  target.is_default = fs::path(target.path).lexically_normal() == fs::path(beside).lexically_normal();
  if (target.is_folder) check_folder(target, a.case_path);
  return target;
}

}  // namespace premortem::cli
