#pragma once
#include <string>
#include <vector>

#include "cli/program.hpp"

namespace premortem::test {

/// Input that is refused: exactly these words on standard error, nothing on standard output, nothing changed.
struct Refused {
  const char* claim;
  Files files;
  std::string error;
  std::vector<std::string> options = {};  ///< after `<verb> case`
  int code = 3;
};

/// A harms.csv with a population of 100 and one more row, in all the columns of an estimate.
std::string chain_with(const std::string& row);

/// Runs harm and report, which say the same, and check, whose output holds the same findings.
void check_refusals(const std::vector<Refused>& table);

}  // namespace premortem::test
