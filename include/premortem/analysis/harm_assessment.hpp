#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/case.hpp"
#include "premortem/quantity/readings.hpp"

namespace premortem {

/// The arguments every number depends on; nothing else does (no clock, no locale, no environment).
struct HarmSettings {
  double confidence = 0.95;
  SimulationSettings simulation;
  double scale = 1;  ///< multiplies every population
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

/// How far exposure can go before the bound reaches the cap, and what evidence would allow the stated exposure.
struct ExposureLimit {
  double share = 0;       ///< of the stated exposure; above 1 there is room to grow
  double population = 0;  ///< share times the population's upper limit
  struct Evidence {
    std::size_t leaf = 0;
    double more_trials = 0;  ///< further trials of that leaf without an event
  };
  std::optional<Evidence> evidence_needed;  ///< only where the stated exposure passes the cap
};

/// The estimate that moves the result most: the output at its low and high, the others at their best
/// (at their upper limit where no best is stated).
struct Swing {
  std::size_t leaf = 0;
  double low = 0, high = 0;
};

struct ModeAssessment {
  std::size_t mode = 0;  ///< number in Case::failure_modes
  std::string unit;      ///< what is counted: "customers per quarter"
  std::vector<StageReading> stages;
  Readings harmed;
  std::optional<Readings> cost;
  std::string cost_why;
  CapReading exceeds_cap;
  std::optional<ExposureLimit> exposure_limit;
  std::string exposure_limit_why;
  std::vector<Swing> swings;  ///< largest first
  std::optional<Interval> overlap;  ///< with "of everyone" shares: what their best values allow
  std::vector<std::string> cautions;
};

/// People harmed by at least one of the failure modes.
struct AnyAssessment {
  BoundReading bound;
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

struct HarmAssessment {
  HarmSettings settings;
  std::string period;
  std::vector<ModeAssessment> failure_modes;  ///< in the order of the case
  AnyAssessment any;
  Decision decision;
};

/// Bounds the harm of every failure mode of the case.
/// @throws Refusal if the case has no failure mode
HarmAssessment assess_harm(const Case& subject, const HarmSettings& settings);

/// stop: a gate failed or the point reading passes a cap; hold: only the bound passes it, a gate is unknown, or
/// a needed input is missing; otherwise ship.
Decision decide(const Case& subject, const HarmAssessment& assessment);

/// The failure modes by what should be read first: irreversible before partly before reversible, then by
/// bounded cost where every mode has one, else by bounded harm; a mode without a bound comes first of all.
std::vector<std::size_t> ranked(const Case& subject, const HarmAssessment& assessment);

}  // namespace premortem
