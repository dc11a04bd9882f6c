#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/copy_target.hpp"
#include "premortem/core/mend.hpp"
#include "premortem/input/case_folder.hpp"

namespace premortem::cli {

/// A cleaned copy that has been written.
struct CaseCopy {
  std::vector<Mend> mends;  ///< by file, then by line
  std::string role;         ///< what its one file is to be read as
};

/// Copies the CSV files of a case: those that people write cleaned, the data of samples byte for byte. They are written
/// beside their places first and appear when all are whole: a new folder at once, the files of an old one each by a
/// rename. Nothing else in an old folder is touched.
/// @return nothing, and nothing is written, for a single workbook: there is no CSV to clean
/// @throws UsageError, FileError, LimitError, Refusal; nothing is left behind
std::optional<CaseCopy> write_case_copy(const CaseRequest& request, const CopyTarget& target);

}  // namespace premortem::cli
