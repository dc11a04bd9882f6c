#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/mitigation_reading.hpp"
#include "premortem/analysis/trigger_assessment.hpp"
#include "premortem/models/case.hpp"
#include "premortem/quantity/readings.hpp"

namespace premortem {

/// The reading whatever the dependence takes a millisecond a failure mode: too long for one of thousands of points that does not show it.
enum class AnyDependence { computed, left_out };

/// The arguments every number depends on; nothing else does (no clock, no locale, no environment).
struct HarmSettings {
  double confidence = 0.95;
  SimulationSettings simulation;
  double scale = 1;  ///< `--scale`: multiplies every population
  double share = 1;  ///< of that exposure: a stage of the rollout
  std::optional<std::string> as_of;  ///< ISO date taken as today; without it nothing expires
  AnyDependence any_dependence = AnyDependence::computed;

  double exposure() const { return scale * share; }
};

/// The cells of one stage as the bound and the point take them. Absent with `why` where it has no interval.
struct StageReading {
  std::string name;
  Given given = Given::previous;
  std::size_t leaf = 0;
  std::optional<double> low, best, high;
  std::string why;
};

/// Is the cap passed? `yes`, `no`, or `undecided` where the bound straddles it; absent without a cap or a reading.
struct CapReading {
  std::optional<std::string> point, bound;
  std::optional<double> independent;  ///< probability that the simulated mean passes the cap
  std::string why;
};

/// What one more count without an event would do.
struct EvidenceNeeded {
  std::size_t leaf = 0;
  double more_trials = 0;      ///< further trials (a rate: further exposure) of that leaf without an event
  double chance = 0;           ///< of seeing none in so many, at the leaf's own best rate
  std::optional<double> reached_a_day;  ///< people who come to that stage on an average day at full exposure
  double exposure = 1;         ///< the exposure the days are for: the largest that holds today

  /// How long the trials take at that exposure if every one is checked.
  std::optional<double> days() const {
    return reached_a_day ? std::optional(more_trials / (*reached_a_day * exposure)) : std::nullopt;
  }
};

/// How far exposure can go before the bound reaches the cap, and what evidence would allow the stated exposure.
struct ExposureLimit {
  double share = 0;       ///< of the stated exposure; above 1 there is room to grow
  double population = 0;  ///< share times the population's upper limit
  std::optional<EvidenceNeeded> evidence_needed;  ///< only where the stated exposure passes the cap
};

/// The estimate that moves the result most: the output at its low and high, the others at their best
/// (at their upper limit where no best is stated).
struct Swing {
  std::size_t leaf = 0;
  double low = 0, high = 0;
  Interval range;  ///< of the estimate itself
};

/// What a single period counts, by upper limits.
struct PeriodLaw {
  double mean = 0;              ///< over many periods: the bound's high
  double worst_mean = 0;        ///< of a single period, above `mean` where samples show that periods differ
  double incidents = 0;         ///< mean number of incidents in a period, all of its samples at their mean
  double largest_incident = 1;  ///< s: how many one incident counts at most, at least 1 (or what those cost)
  std::optional<double> most;   ///< the people there are, where nobody counts twice
};

/// What the case says of one failure mode. The mitigations in place count in all but `harmed`.
struct ModeAssessment {
  std::size_t mode = 0;  ///< number in Case::failure_modes
  std::string unit;      ///< what is counted: "customers per quarter"
  PeriodLaw period;      ///< of the bound that stands; empty without one
  double exposure = 1;   ///< multiple of the stated population that all readings are for
  std::vector<StageReading> stages;
  Readings harmed;                          ///< without any mitigation
  std::optional<Readings> with_mitigation;  ///< with those in place; absent if none is
  std::optional<Readings> with_planned;     ///< with the planned ones too; absent if none is planned
  std::vector<MitigationReading> mitigations;
  std::optional<Readings> cost;
  std::string cost_why;
  CapReading exceeds_cap;
  std::optional<ExposureLimit> exposure_limit;
  std::string exposure_limit_why;
  std::vector<Swing> swings;  ///< largest first
  std::optional<Interval> overlap;  ///< with "of everyone" shares: what their best values allow
  std::optional<std::size_t> trigger;          ///< the monitor it names: position in TriggerAssessment::triggers
  std::optional<TriggeredHarm> with_trigger;  ///< the limit if the trigger ends it; changes no verdict
  std::string with_trigger_why;
  std::optional<double> audit_high;  ///< nobody watches: harmed at most until the next audit
  std::vector<std::string> expired;  ///< estimates that no longer count as evidence: "\"p\" (a.csv:3) expired on 2026-01-01"
  std::vector<std::string> cautions;

  /// The harm as things stand: with the mitigations in place.
  const Readings& standing() const { return with_mitigation ? *with_mitigation : harmed; }
};

/// People harmed by at least one of the failure modes.
struct AnyAssessment {
  BoundReading bound;
  bool counts_twice = false;  ///< the bound is a sum: somebody harmed by two modes counts twice
  std::optional<Simulated> independent;
  std::string independent_why;
};

enum class Verdict { ship, hold, stop };
std::string_view name_of(Verdict verdict);

struct Decision {
  Verdict verdict = Verdict::hold;
  std::string sentence;
  std::vector<std::string> reasons;
};

/// The harm at one stage of the rollout.
struct RolloutReading {
  std::size_t stage = 0;                      ///< number in Case::rollout
  std::vector<ModeAssessment> failure_modes;  ///< those of the option, without simulated readings
  Decision decision;                          ///< what the limits alone say at this stage
};

/// One way to ship: an option, or the only way there is.
struct Alternative {
  std::optional<std::size_t> option;  ///< number in Case::options
  std::vector<std::size_t> modes;     ///< positions in HarmAssessment::failure_modes
  AnyAssessment any;
  std::vector<RolloutReading> rollout;
  std::optional<std::size_t> largest_stage;  ///< the last stage up to which every limit holds
  Decision decision;
};

struct HarmAssessment {
  HarmSettings settings;
  std::string period;
  std::vector<ModeAssessment> failure_modes;  ///< in the order of the case, of every option
  std::vector<Alternative> alternatives;      ///< one without options; else one an option, in the order of the case
  std::size_t chosen = 0;                     ///< the alternative recommended, or the least bad one
  Decision decision;                          ///< on the chosen one, beside the others
  std::optional<TriggerAssessment> triggers;  ///< absent without monitors

  const Alternative& choice() const { return alternatives[chosen]; }
};

/// Bounds the harm of every failure mode of the case at the exposure of the settings.
/// @throws Refusal if the case has neither a failure mode nor a gate
HarmAssessment assess_harm(const Case& subject, const HarmSettings& settings);

/// The same of a page, which may have other parts than harm: without failure modes there is nothing in it.
HarmAssessment assess_harm_if_any(const Case& subject, const HarmSettings& settings);

/// The settings at the exposure the decision speaks of: the largest stage of the rollout up to which every limit holds,
/// else its first stage; the stated exposure without a rollout.
HarmSettings at_recommended_stage(const Case& subject, const HarmSettings& settings);

/// The chosen failure modes by what should be read first: irreversible before partly before reversible, then by
/// bounded cost where every mode has one, else by bounded harm; a mode without a bound comes first of all.
/// @return positions in HarmAssessment::failure_modes
std::vector<std::size_t> ranked(const Case& subject, const HarmAssessment& assessment);

}  // namespace premortem
