#pragma once
#include <string>
#include <vector>

#include "premortem/input/clean_copy.hpp"

namespace premortem::test {

inline CleanCopy cleaned(const std::string& text, const TableOptions& options = {}) {
  return clean_copy(text, "gates.csv", schema_of("gates.csv"), options);
}

/// As a person reads them, without the name of the file: `4: an empty row removed`.
inline std::vector<std::string> mends_of(const std::string& text, const TableOptions& options = {}) {
  std::vector<std::string> all;
  for (const auto& mend : cleaned(text, options).mends) all.push_back(to_string(mend).substr(std::string("gates.csv:").size()));
  return all;
}

}  // namespace premortem::test
