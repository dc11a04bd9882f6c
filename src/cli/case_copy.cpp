#include "cli/case_copy.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <memory>

#include "cli/atomic_file.hpp"
#include "cli/new_folder.hpp"
#include "cli/output.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/case_listing.hpp"
#include "premortem/input/clean_copy.hpp"
#include "premortem/input/source.hpp"

namespace premortem::cli {
namespace {

namespace fs = std::filesystem;

using Files = std::vector<std::unique_ptr<AtomicFile>>;

void refuse_link(const std::string& path) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) == 0 && S_ISLNK(found.st_mode))
    throw FileError(printable(path) + ": is a symbolic link, which is not followed; name its target");
}

/// Writes the copy of one file. @return what was mended
std::vector<Mend> write_copy(const CaseFile& original, const TableOptions& options, AtomicFile& file) {
  if (!original.is_read()) {
    read_source(original.path, [&](std::string_view piece) { file.write(piece); });
    return {};
  }
  auto copy = clean_source(original, options);
  file.write(copy.text);
  return std::move(copy.mends);
}

/// Every file of the copy beside its place in `folder`, none of them in it yet.
Files write_files(const CaseRequest& request, const std::string& folder, std::vector<Mend>& mends) {
  Files files;
  for (const auto& original : list_case(request.path, request.role)) {
    const auto place = folder + "/" + original.name;
    refuse_link(place);
    files.push_back(std::make_unique<AtomicFile>(place));
    const auto more = write_copy(original, request.table, *files.back());
    mends.insert(mends.end(), more.begin(), more.end());
    files.back()->finish();
  }
  return files;
}

void keep_all(const Files& files) {
  for (const auto& file : files) file->keep();
}

CaseCopy copy_folder(const CaseRequest& request, const CopyTarget& target) {
  CaseCopy copy{{}, request.role};
  if (fs::exists(target.path)) {
    keep_all(write_files(request, target.path, copy.mends));
    return copy;
  }
  NewFolder folder(target.path);
  keep_all(write_files(request, folder.temporary(), copy.mends));
  folder.keep();
  return copy;
}

std::optional<CaseCopy> copy_file(const CaseRequest& request, const CopyTarget& target) {
  const auto original = list_case(request.path, request.role).front();
  const Output output(target.path, target.is_default ? "" : request.path, target.force);
  const auto copy = clean_source(original, request.table);
  if (copy.is_workbook) return std::nullopt;
  output.write(copy.text);
  return CaseCopy{copy.mends, original.schema->file};
}

}  // namespace

std::optional<CaseCopy> write_case_copy(const CaseRequest& request, const CopyTarget& target) {
  if (target.is_folder) return copy_folder(request, target);
  return copy_file(request, target);
}

}  // namespace premortem::cli
