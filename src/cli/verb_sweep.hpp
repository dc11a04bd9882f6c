#pragma once
#include <functional>

#include "cli/sweep_request.hpp"

namespace premortem::cli {

/// Every point is one `--set` after another on files that were read once; each thread has its own.
/// @param request  outlives it, and has a plan
PointEvaluator evaluator_of(const SweepRequest& request);

/// What computes the blocks of a request; the request outlives it.
using RunnerOf = std::function<BlockRunner(const SweepRequest& request)>;

/// The verb on parsed arguments, with checkpoint, output and progress here and the points computed wherever the runner has it.
/// @param runner_of  empty: on threads of this process @return an ExitCode
int run_sweep_verb(const Arguments& arguments, const RunnerOf& runner_of);

}  // namespace premortem::cli
