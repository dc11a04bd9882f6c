#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/sensitivity.hpp"
#include "premortem/analysis/sweep_design.hpp"
#include "premortem/report/model_outputs.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

/// A search for the value at which an output reaches a target.
struct BreakEvenResult {
  std::string name, output;    ///< what moves, and what shall reach the target
  double target = 0;
  std::optional<double> value;
  std::string sentence;
};

/// What a sweep computed, and of what.
struct SweepResult {
  Case subject;                      ///< as it stands, with `--set`
  HarmSettings settings;
  std::optional<SweepPlan> plan;     ///< absent: nothing was varied, only a sensitivity was asked for
  std::vector<std::string> columns;  ///< names of the outputs
  std::vector<OutputValue> today;    ///< the outputs without any change of the sweep
  std::vector<std::vector<std::string>> rows;  ///< cells of each point in the order of the ids: id, the axes, the outputs
  std::optional<Sensitivity> sensitivity;
  std::optional<BreakEvenResult> break_even;
};

/// `id,<axes>,<outputs>` with its line feed.
std::string sweep_csv_header(const SweepPlan& plan, const std::vector<std::string>& columns);
/// The row of one point with its line feed: what was set, as it is written on the command line, and what came of it.
std::string sweep_csv_row(std::uint64_t id, const std::vector<SweepSetting>& settings, const std::vector<OutputValue>& values);

/// Two-way tables of two axes, else the points one a line; the sensitivity; and the sentence that reads them.
std::string sweep_terminal(const SweepResult& result, const Run& run);
std::string sweep_markdown(const SweepResult& result, const Run& run);
std::string sweep_html(const SweepResult& result, const Run& run);
std::string sweep_json(const SweepResult& result, const Run& run);
/// The rows of the sensitivity alone.
std::string sensitivity_csv(const SweepResult& result);

/// One sentence that says what the points show of the first output.
std::string sweep_reading(const SweepResult& result);

}  // namespace premortem
