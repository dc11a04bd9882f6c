#pragma once

namespace premortem::cli {

/// What the process returns; scripts rely on these.
enum ExitCode : int {
  done = 0,
  gate_failed = 1,
  usage = 2,
  bad_input = 3,
  not_computable = 4,
  file_error = 5,
  limit_passed = 6,
  own_defect = 70,
  interrupted = 130,
};

}  // namespace premortem::cli
