#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "premortem/core/diagnostic.hpp"
#include "premortem/models/harm_chain.hpp"
#include "premortem/models/history.hpp"
#include "premortem/models/monitor.hpp"
#include "premortem/quantity/leaf.hpp"

namespace premortem {

/// A file of the case as it was read: rows read = rows used + rows excluded.
struct InputFile {
  std::string file;
  std::string sha256;
  std::uint64_t rows = 0, used = 0, excluded = 0;
};

/// A cell written the way people write, and what it was taken for; echoed once.
struct Conversion {
  Place place;
  std::string reading;
};

enum class GateVerdict { pass, fail, unknown };

/// A condition that no number can buy off: a failed gate stops, an unknown one holds.
struct Gate {
  std::string name, kind, evidence, owner;
  GateVerdict verdict = GateVerdict::unknown;
  Place place;
};

/// One of the ways to build the feature that exclude each other.
struct CaseOption {
  std::string name;
  std::vector<std::pair<std::string, double>> metrics;  ///< as options.csv states them, in the order of its columns
  std::optional<double> cost_per_year;
  std::string rejected_because;  ///< not empty: it is shown and never recommended
  Place place;
};

/// A stage of exposure, as a share of what the populations state.
struct RolloutStage {
  std::string name;
  double share = 1;
  std::optional<double> days;  ///< how long it is planned to last
  std::string exit_rule;
  Place place;
};

/// feature.csv: what the page says that is not computed. Empty where nothing is stated.
struct Feature {
  std::string name, owner, approver, decision_by, period, currency, summary, giving_up, protecting, betting_on;
  std::optional<double> false_alarms_per_quarter;  ///< shared by the monitors that state no budget of their own
};

/// Everything the folder says, validated: a value from which all results follow.
struct Case {
  std::string title;  ///< feature.name, else the folder's name
  std::string path;   ///< as given on the command line; for the command that reproduces the page
  Feature feature;
  std::vector<Leaf> leaves;
  std::vector<FailureMode> failure_modes;
  std::vector<Gate> gates;
  std::vector<CaseOption> options;    ///< empty: there is one way to build it
  std::vector<RolloutStage> rollout;  ///< ascending by share
  std::vector<Monitor> monitors;
  std::vector<HistoryPoint> history;  ///< ascending by date
  std::vector<InputFile> inputs;
  std::vector<std::string> unread;  ///< known files of the contract that no verb of this version reads
  std::vector<Conversion> conversions;
  std::vector<Diagnostic> warnings;

  /// The latest date in the dated files, which is today unless another day is given; absent without them.
  std::optional<std::string> latest_date() const { return history.empty() ? std::nullopt : std::optional(history.back().date); }
};

}  // namespace premortem
