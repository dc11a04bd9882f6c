#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/tradeoff_assessment.hpp"
#include "premortem/models/case.hpp"
#include "premortem/models/curve_reading.hpp"
#include "premortem/models/delay_arms.hpp"
#include "premortem/models/expected_abandonment.hpp"
#include "premortem/models/latency_preset.hpp"

namespace premortem {

/// Everything, or only what the limits of the case need: no cohorts and no hinge.
enum class LatencyDepth { full, limits };

struct LatencySettings {
  double confidence = 0.95;
  std::uint64_t seed = 1;
  std::vector<double> at_ms;             ///< latencies asked for
  std::vector<double> shares;            ///< shares of abandonment asked for
  std::optional<LatencyData> data = {};  ///< what the rows are, where the caller says so
  std::optional<LatencyPreset> preset = {};  ///< taken where the case has no latency.csv
  std::optional<std::string> as_of = {};
  std::optional<std::size_t> option = {};  ///< number in Case::options of the one that is taken elsewhere; absent: chosen here
  LatencyDepth depth = LatencyDepth::full;
};

struct CurveAt {
  double latency_ms = 0;
  CurveReading reading;
};

struct LatencyAt {
  double abandonment = 0;
  LatencyReading reading;
};

/// The curve of one cohort alone, in the family that is taken for all.
struct CohortCurve {
  std::string cohort;
  double sessions = 0, left = 0;
  CurveFit fit;
  LimitedEstimate abandonment;  ///< at the latency of the option that is taken
};

/// Whether a limit of the case is kept: by the point, and by the confidence limit.
enum class Kept { yes, no, undecided };

struct LatencyCheck {
  std::string limit;  ///< "max_latency_ms", "max_abandonment"
  Kept kept = Kept::undecided;
  std::string sentence;
};

/// What a later answer costs, the option's whole law moved by so many ms.
struct SlowerReading {
  double by_ms = 0;
  double abandonment = 0;
  std::optional<double> more_lost_per_year, more_cost_per_year;
  std::optional<double> retained, retained_change, lifetime_value_change;
  bool extrapolated = false;
};

struct LatencyOption {
  std::string name;
  std::optional<std::size_t> option;  ///< number in Case::options; absent: in latency_samples.csv alone
  std::string why;                    ///< why its latency is not known
  std::optional<LatencyDistribution> law;
  std::string law_words;              ///< "lognormal through p50 and p95"
  std::optional<double> p50_ms, p95_ms, p99_ms;
  std::optional<double> p99_high_ms;  ///< upper limit, of measured requests; absent where they are too few
  std::string p99_why;
  std::optional<double> whole_p50_ms, whole_p99_ms;  ///< of a streamed answer until its last token
  std::optional<TailBracket> p999;
  std::uint64_t requests = 0, failed = 0;  ///< measured
  LimitedEstimate abandonment;
  std::optional<double> abandonment_high;     ///< one-sided
  double extrapolated_share = 0;              ///< of its requests
  std::optional<double> lost_per_year, lost_low, lost_high, cost_per_year;  ///< sessions, and money
  std::optional<double> accuracy, worth_per_year;
  std::string worth_why;
  std::optional<double> even_at_accuracy;  ///< at which it is worth as much as the option that is taken; may pass 1
  std::optional<double> points_per_100ms;  ///< of accuracy that 100 ms more must bring here
  std::optional<double> retained, lifetime_value;
  std::vector<LatencyCheck> checks;
  std::optional<bool> passes;
  std::string passes_why;
  std::string rejected_because;
  bool chosen = false;
};

struct BudgetReading {
  LatencyBudget budget;
  std::optional<double> max_abandonment;
  std::string option;  ///< whose latency is multiplied
  std::optional<double> p50_ms, p95_ms, p99_ms;
};

struct ExchangeReading {
  ExchangeRate rate;
  std::string option;
  std::optional<double> accuracy;
};

/// How abandonment was seen.
struct LatencyEvidence {
  LatencyData data = LatencyData::delays;
  std::string words;         ///< one sentence: what the rows are and what that means
  double sessions = 0, left = 0;
  std::size_t latencies = 0; ///< distinct
  std::uint64_t at_once = 0; ///< quits: answered or gone at 0, left out since nobody waited
  std::optional<TrendTest> trend;  ///< delays
  bool effect_shown = false;       ///< abandonment rises with latency beyond chance
  std::string effect_why;
};

struct LatencyAssessment {
  LatencySettings settings;
  std::optional<LatencyEvidence> evidence;  ///< absent without rows and preset
  std::string evidence_why;
  std::vector<CurveFit> families;      ///< best first
  std::optional<std::size_t> chosen;   ///< position in families; absent: no curve
  std::optional<HingeReading> hinge;
  std::string hinge_why;
  std::optional<double> hinge_p;       ///< against a floor alone, by parametric bootstrap
  std::vector<CohortCurve> cohorts;
  std::optional<GroupDifference> cohort_difference;
  std::string cohort_why;
  std::vector<CurveAt> at;
  std::vector<CurveAt> drawn;          ///< from 0 on, ascending, as far as a drawing goes; holds both ends of what was observed
  std::vector<LatencyAt> latency_at;
  std::optional<double> max_latency_ms;
  std::vector<LatencyOption> options;
  std::string choice_why;
  std::vector<SlowerReading> slower;   ///< of the option that is taken
  BudgetReading budget;
  ExchangeReading exchange;
  std::vector<Finding> findings;
  std::vector<std::string> cautions;
  std::vector<std::size_t> used;       ///< assumptions, positions in Case::leaves
  Decision decision;
  bool decides = false;                ///< a limit is stated, or something found changes what is read, so that it counts on the page

  /// The curve that is taken; null without one.
  const AbandonmentCurve* curve() const { return chosen ? &families[*chosen].curve : nullptr; }
  /// The option that is taken, else the first whose latency is known; null without one.
  const LatencyOption* base() const;
};

/// Whether the case says anything of latency: rows, samples, or an option's quantiles.
bool states_latency(const Case& subject);

/// @throws Refusal if the case says nothing of latency, or a fit is impossible since a latency parts those who leave from those
/// who stay
LatencyAssessment assess_latency(const Case& subject, const LatencySettings& settings);

/// By option of the case, why its latency alone does not let it ship; empty where it does or where nothing limits it.
std::vector<std::string> barred_by_latency(const Case& subject, double confidence);

}  // namespace premortem
