#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/input/table.hpp"
#include "premortem/models/case.hpp"

namespace premortem {

/// `--set NAME=V`, `NAME*=V` or `NAME.column=V`, as written; applied before validation, so a changed cell is
/// checked like any other.
struct Override {
  std::string text;
};

struct CaseRequest {
  std::string path;  ///< a folder, one file, or "-" for standard input
  std::string role = "harms.csv";  ///< what one file is taken for
  TableOptions table;
  std::vector<Override> overrides;
};

/// Reads and validates a case. All findings are collected before it gives up.
/// @throws InputError (every finding), FileError, LimitError; UsageError for an override that names nothing
Case read_case(const CaseRequest& request);

/// A case of one failure mode without any file: `--people 10M --chain 0.1%,5%,10%`.
/// @throws InputError, UsageError
Case chain_case(const std::string& people, const std::string& chain, const std::vector<Override>& overrides);

}  // namespace premortem
