#pragma once
#include <string>

#include "cli/sweep_request.hpp"

namespace premortem::cli {

/// Whether a finished CSV has the header, the first row and the last one of a sweep, which hang on seed, samples, files and cells.
/// Reads no more of it than its ends. @throws UsageError where it has others, and what a point throws
void require_own_ends(const SweepRequest& request, const std::string& header, const std::string& path);

}  // namespace premortem::cli
