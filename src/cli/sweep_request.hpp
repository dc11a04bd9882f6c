#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/sweep_output.hpp"
#include "premortem/analysis/sweep_design.hpp"
#include "premortem/input/case_folder.hpp"
#include "premortem/report/sweep_outputs.hpp"

namespace premortem::cli {

/// What a sweep is asked to do, checked; the files are read and the case as it stands is computed.
struct SweepRequest {
  CaseSource source;
  std::map<std::string, double> drifts;  ///< of `--set drift_per_day.<metric>=V`
  Case base;
  HarmSettings settings;  ///< of each point, on one thread
  int jobs = 1;
  std::optional<SweepPlan> plan;       ///< absent: nothing is varied
  std::optional<SweepOutputs> outputs;  ///< absent: nothing is shown of points
  std::vector<std::string> names;      ///< of the outputs, as asked for
  std::vector<OutputValue> today;
  IdRange ids;            ///< of the part that is asked for
  std::uint64_t points = 0;  ///< of the whole sweep
  std::string path;  ///< of the output; empty: standard output
  SweepIdentity identity;
};

/// @throws UsageError, LimitError, and what reading a case throws
SweepRequest sweep_request(const Arguments& arguments, const std::string& format);

struct CaseAtPoint {
  Case subject;
  std::map<std::string, double> drifts;
};

/// What `--vary` puts in place of a cell at a point.
Override override_of(const SweepPlan& plan, const SweepSetting& setting);

/// The case with the overrides of a point on top of those of the command line.
CaseAtPoint case_at(CaseSource& source, const SweepRequest& request, std::vector<Override> overrides);

/// The cells of rows that sweep_csv_row made.
std::vector<std::vector<std::string>> cells_of(const std::string& rows, std::size_t width);

/// What is kept of an interrupted sweep, and the command that goes on.
std::vector<std::string> resume_notes(const SweepRequest& request, const Arguments& arguments, const SweepOutcome& outcome);

}  // namespace premortem::cli
