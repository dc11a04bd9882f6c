#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/capability.hpp"
#include "premortem/core/diagnostic.hpp"
#include "premortem/core/mend.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

/// The cleaned copy that was checked in place of the case, with `--fix`.
struct CheckedCopy {
  std::string path;
  std::string original;
  std::vector<Mend> mends;
};

/// What `check` found: a valid case with what each verb can make of it, or the errors.
struct CheckResult {
  std::optional<Case> subject;
  std::vector<Capability> capabilities;
  Diagnostics findings;  ///< errors; the warnings of a valid case stand in it
  std::optional<CheckedCopy> copy = {};
};

std::string check_terminal(const CheckResult& result);
std::string check_markdown(const CheckResult& result);
std::string check_csv(const CheckResult& result);
std::string check_json(const CheckResult& result, const Run& run);
std::string check_junit(const CheckResult& result);   ///< one test case a finding or part
std::string check_github(const CheckResult& result);  ///< workflow commands, one a finding

}  // namespace premortem
