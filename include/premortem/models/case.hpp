#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "premortem/core/diagnostic.hpp"
#include "premortem/models/harm_chain.hpp"
#include "premortem/models/history.hpp"
#include "premortem/models/known_event.hpp"
#include "premortem/models/latency_rows.hpp"
#include "premortem/models/metric_floor.hpp"
#include "premortem/models/monitor.hpp"
#include "premortem/models/quantity.hpp"
#include "premortem/models/scored_rows.hpp"
#include "premortem/models/training_point.hpp"
#include "premortem/models/window_rows.hpp"
#include "premortem/quantity/leaf.hpp"
#include "premortem/quantity/simulation.hpp"

namespace premortem {

/// A file of the case as it was read: rows read = rows used + rows excluded, all of them lines where lines have counts.
struct InputFile {
  std::string file;
  std::string sha256;
  std::uint64_t rows = 0, used = 0, excluded = 0;
  std::optional<std::uint64_t> stands_for = std::nullopt;  ///< how many rows its used lines stand for, where lines have counts
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
  bool operator==(const Gate&) const = default;
};

/// What options.csv says of how long an option takes; in ms, absent where not stated.
struct OptionLatency {
  std::optional<double> p50, p90, p95, p99;       ///< of requests that no cache answers; where an answer streams, of its first token
  std::optional<double> cached_p50, cached_p99;   ///< of those that it does
  std::optional<double> cache_hit;                ///< share of requests that the cache answers
  std::optional<double> tokens, ms_per_token;     ///< of an answer that streams: the rest of it comes after the first token

  bool is_stated() const { return p50 || p90 || p95 || p99 || cached_p50 || cached_p99 || cache_hit; }
  bool operator==(const OptionLatency&) const = default;
};

/// One of the ways to build the feature that exclude each other.
struct CaseOption {
  std::string name;
  std::vector<std::pair<std::string, double>> metrics;  ///< as options.csv states them, in the order of its columns
  std::optional<double> cost_per_year;
  std::string rejected_because;  ///< not empty: it is shown and never recommended
  Place place;
  std::optional<double> threshold = {}, review_share = {}, value_per_year = {}, delay_weeks = {};
  std::string launch_date = {};  ///< ISO; empty where none is stated
  OptionLatency latency = {};

  /// A metric by its name; absent where the option does not state it.
  std::optional<double> metric(std::string_view metric_name) const;
  bool operator==(const CaseOption&) const = default;
};

/// demand.csv: items that come on a date, or in the period that begins with it.
struct DemandPoint {
  std::string date;
  double volume = 0;
  Place place;
  bool operator==(const DemandPoint&) const = default;
};

/// learning.csv: the error of a model that was trained with so many examples.
struct LearningPoint {
  double examples = 0, error = 0;
  std::optional<double> n;  ///< size of the test set it was measured on
  Place place;
  bool operator==(const LearningPoint&) const = default;
};

/// Which side of its threshold a hypothesis says a metric will be.
enum class HypothesisDirection { at_least, at_most };

/// hypotheses.csv: what somebody expects, written before it can be known.
struct Hypothesis {
  std::string id, written, text, metric, due;  ///< dates are ISO; empty where not stated
  std::optional<HypothesisDirection> direction;
  std::optional<double> threshold;
  std::optional<double> probability;  ///< that it will hold
  std::optional<bool> held;           ///< absent: not known yet
  std::optional<double> measured;     ///< the metric's value, where the outcome states it
  std::string checked;                ///< ISO date; empty: never
  Place place;
  bool operator==(const Hypothesis&) const = default;
};

enum class InterventionKind { killed, paused, guarded };

/// interventions.csv: a feature that was stopped, paused or guarded, and the harm that was avoided by it.
struct Intervention {
  std::string date, feature, evidence;
  InterventionKind kind = InterventionKind::guarded;
  std::optional<double> harm_low, harm_best, harm_high;  ///< absent where not stated
  Place place;
  bool operator==(const Intervention&) const = default;
};

/// A stage of exposure, as a share of what the populations state.
struct RolloutStage {
  std::string name;
  double share = 1;
  std::optional<double> days;  ///< how long it is planned to last
  std::string exit_rule;
  Place place;
  bool operator==(const RolloutStage&) const = default;
};

/// feature.csv: what the page says that is not computed. Empty where nothing is stated.
struct Feature {
  std::string name, owner, approver, decision_by, period, currency, summary, giving_up, protecting, betting_on;
  std::optional<double> false_alarms_per_quarter;  ///< shared by the monitors that state no budget of their own
  bool operator==(const Feature&) const = default;
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
  std::vector<DemandPoint> demand;    ///< ascending by date
  std::vector<LearningPoint> learning;  ///< ascending by examples
  std::vector<Hypothesis> hypotheses;
  std::vector<Intervention> interventions;  ///< ascending by date
  std::vector<MetricFloor> floors;
  std::vector<KnownEvent> events;     ///< ascending by date
  std::vector<TrainingPoint> training;  ///< ascending by epoch
  std::vector<Quantity> quantities;   ///< in the order of the file
  std::vector<ModelOutput> outputs;   ///< those that formulas name, each once
  std::vector<RankCorrelation> correlations;  ///< between leaves
  std::shared_ptr<const WindowRows> reference, current;  ///< null: there are none
  std::shared_ptr<const ScoredRows> predictions;  ///< null: there are none
  std::shared_ptr<const LatencyRows> latency;     ///< null: there are none
  std::shared_ptr<const std::vector<LatencySample>> latency_samples;  ///< by option in the order of the alphabet; null: there are none
  std::vector<InputFile> inputs;
  std::vector<std::string> unread;  ///< known files of the contract that no verb of this version reads
  std::vector<Conversion> conversions;
  std::vector<Diagnostic> warnings;

  /// The latest date in the dated files (history, predictions, reference, current, and when hypotheses were checked), which
  /// is today unless another day is given; absent without them.
  std::optional<std::string> latest_date() const;
};

/// Whether two cases state the same but for their leaves, of which both have as many by the same names. Warnings and conversions,
/// which no result depends on, are not looked at; row data are the same where they are shared.
bool same_but_for_leaves(const Case& a, const Case& b);

}  // namespace premortem
