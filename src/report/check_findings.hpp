#pragma once
#include <vector>

#include "premortem/report/check_report.hpp"

namespace premortem {

/// The errors, then the warnings.
std::vector<Diagnostic> all_findings(const CheckResult& result);

/// What was mended; empty where no copy was asked for.
std::vector<Mend> all_mends(const CheckResult& result);

}  // namespace premortem
