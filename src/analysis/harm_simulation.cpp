#include "analysis/harm_simulation.hpp"

#include <algorithm>

#include "analysis/any_assessment.hpp"
#include "analysis/harm_mode.hpp"
#include "premortem/core/error.hpp"
#include "premortem/quantity/leaf_distribution.hpp"

namespace premortem {
namespace {

/// Which reading each simulated output goes to.
struct Destination {
  std::optional<Simulated>* reading;
  std::string* why;
  CapReading* cap;
};

class SimulationRun {
 public:
  SimulationRun(const Case& subject, const HarmSettings& settings) : subject_(subject), settings_(settings) {}

  void add_harmed(const FailureMode& mode, Readings& r, CapReading* cap) {
    const Expression e = harmed_by_chain(mode, settings_.exposure());
    r.independent_why = why_not_simulated(e, subject_.leaves);
    if (!r.independent_why.empty()) return;
    outputs_.push_back({{e}, ceiling(mode), settings_.exposure(), cap ? mode.harm_cap : std::nullopt});
    destinations_.push_back({&r.independent, &r.independent_why, cap});
  }

  void add_cost(const FailureMode& mode, Readings& r) {
    const Expression cost = *cost_of(mode, settings_.exposure());
    r.independent_why = why_not_simulated(cost, subject_.leaves);
    if (!r.independent_why.empty()) return;
    const auto population = ceiling(mode);
    if (population)
      outputs_.push_back({{harmed_by_chain(mode, settings_.exposure())}, population, settings_.exposure(), std::nullopt, mode.cost_leaf});
    else
      outputs_.push_back({{cost}, std::nullopt, 1, std::nullopt});
    destinations_.push_back({&r.independent, &r.independent_why, nullptr});
  }

  void add_any(std::span<const std::size_t> modes, AnyAssessment& any) {
    if (!any.independent_why.empty()) return;
    outputs_.push_back(any_output(subject_, modes, settings_.exposure()));
    destinations_.push_back({&any.independent, &any.independent_why, nullptr});
  }

  void run() {
    if (outputs_.empty()) return;
    try {
      const auto results = simulate(subject_.leaves, outputs_, settings_.simulation);
      for (std::size_t i = 0; i < results.size(); ++i) keep(i, results[i]);
    } catch (const Refusal&) {
      run_one_by_one();
    }
  }

 private:
  /// The population, where draws could pass it: seen per share noticed, with a share next to nothing; or a mitigation
  /// that may make things worse.
  std::optional<std::size_t> ceiling(const FailureMode& mode) const {
    const bool by_incidents = !has_chain(mode) && harmed_by_evidence(mode, 1);
    if (!only_shares(mode, subject_.leaves) || mode.stages.size() == 1 || !(by_incidents || may_grow(mode))) return std::nullopt;
    return mode.stages.front().leaf;
  }

  bool may_grow(const FailureMode& mode) const {
    const auto factor = [&](std::size_t leaf) { return subject_.leaves[leaf].unit_kind != UnitKind::share; };
    return std::any_of(mode.stages.begin() + 1, mode.stages.end(), [&](const HarmStage& s) {
      return std::any_of(s.factors.begin(), s.factors.end(), factor) || std::any_of(s.planned.begin(), s.planned.end(), factor);
    });
  }

  void keep(std::size_t output, const Simulated& result) {
    *destinations_[output].reading = result;
    if (destinations_[output].cap) destinations_[output].cap->independent = result.share_above;
  }

  /// What cannot be simulated gets its reason and leaves the others as they are.
  void run_one_by_one() {
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      try {
        keep(i, simulate(subject_.leaves, std::span(&outputs_[i], 1), settings_.simulation).front());
      } catch (const Refusal& refusal) {
        *destinations_[i].why = refusal.what();
      }
    }
  }

  const Case& subject_;
  const HarmSettings& settings_;
  std::vector<SimulatedOutput> outputs_;
  std::vector<Destination> destinations_;
};

void add_mode(SimulationRun& run, const FailureMode& stated, ModeAssessment& m) {
  const FailureMode mode = as_it_stands(stated);
  if (m.with_mitigation) run.add_harmed(before_mitigation(stated), m.harmed, nullptr);
  run.add_harmed(mode, m.with_mitigation ? *m.with_mitigation : m.harmed, &m.exceeds_cap);
  if (m.with_planned) run.add_harmed(as_planned(stated), *m.with_planned, nullptr);
  if (m.cost) run.add_cost(mode, *m.cost);
}

}  // namespace

std::string why_not_simulated(const Expression& e, std::span<const Leaf> leaves) {
  if (has_unknown_overlap(e)) return "shares of everyone do not say how many people they have in common";
  for (const auto i : leaves_of(e))
    if (auto why = why_not_drawn(leaves[i]); !why.empty()) return why;
  return {};
}

void simulate_harm(const Case& subject, HarmAssessment& assessment) {
  SimulationRun run(subject, assessment.settings);
  for (auto& m : assessment.failure_modes) add_mode(run, subject.failure_modes[m.mode], m);
  for (auto& alternative : assessment.alternatives) run.add_any(alternative.modes, alternative.any);
  run.run();
}

}  // namespace premortem
