#pragma once
#include <string>
#include <vector>

#include "premortem/input/file_schema.hpp"

namespace premortem {

/// A CSV file of a case.
struct CaseFile {
  std::string path;
  std::string name;                    ///< in the folder, and in messages; "-" for standard input
  const FileSchema* schema = nullptr;  ///< what it is read as; null for data of a sample, or a misspelt name
  bool is_read() const { return schema && schema->is_read(); }
};

/// The CSV files of a case, sorted by name: those of a folder, or the one file (or "-") that is the case.
/// @param role  what one file is taken for that has no name of a case
/// @throws Refusal where there is nothing to read, FileError
std::vector<CaseFile> list_case(const std::string& path, const std::string& role);

}  // namespace premortem
