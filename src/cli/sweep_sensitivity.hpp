#pragma once
#include "cli/arguments.hpp"
#include "cli/sweep_request.hpp"
#include "premortem/report/sweep_report.hpp"

namespace premortem::cli {

/// What --sensitivity and --break-even ask for.
void add_sensitivity(const SweepRequest& request, const Arguments& arguments, SweepResult& result);

}  // namespace premortem::cli
