#include "analysis/harm_simulation.hpp"

#include <algorithm>
#include <limits>

#include "analysis/any_assessment.hpp"
#include "analysis/harm_mode.hpp"
#include "analysis/stated_dependence.hpp"
#include "core/in_parallel.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/rounding.hpp"
#include "premortem/quantity/leaf_distribution.hpp"

namespace premortem {
namespace {

bool may_grow(const FailureMode& mode, const Case& subject) {
  const auto factor = [&](std::size_t leaf) { return subject.leaves[leaf].unit_kind != UnitKind::share; };
  return std::any_of(mode.stages.begin() + 1, mode.stages.end(), [&](const HarmStage& s) {
    return std::any_of(s.factors.begin(), s.factors.end(), factor) || std::any_of(s.planned.begin(), s.planned.end(), factor);
  });
}

/// The population, where draws could pass it: seen per share noticed, with a share next to nothing; or a mitigation
/// that may make things worse.
std::optional<std::size_t> ceiling_of(const FailureMode& mode, const Case& subject) {
  const bool by_incidents = !has_chain(mode) && harmed_by_evidence(mode, 1);
  if (!only_shares(mode, subject.leaves) || mode.stages.size() == 1 || !(by_incidents || may_grow(mode, subject))) return std::nullopt;
  return mode.stages.front().leaf;
}

/// Which reading each simulated output goes to.
struct Destination {
  std::optional<Simulated>* reading;
  std::string* why;
  CapReading* cap;
};

enum class Ranks { unrelated, as_stated };

class SimulationRun {
 public:
  SimulationRun(const Case& subject, const HarmSettings& settings, Ranks ranks) : subject_(subject), settings_(settings), ranks_(ranks) {}

  void add_harmed(const FailureMode& mode, Readings& r, CapReading* cap) {
    const Expression e = harmed_by_chain(mode, settings_.exposure());
    if (!may_run(e, r)) return;
    outputs_.push_back({{e}, ceiling_of(mode, subject_), settings_.exposure(), cap ? mode.harm_cap : std::nullopt});
    destinations_.push_back({&reading_of(r), &why_of(r), cap});
  }

  void add_cost(const FailureMode& mode, Readings& r) {
    const Expression cost = *cost_of(mode, settings_.exposure());
    if (!may_run(cost, r)) return;
    const auto population = ceiling_of(mode, subject_);
    if (population)
      outputs_.push_back({{harmed_by_chain(mode, settings_.exposure())}, population, settings_.exposure(), std::nullopt, mode.cost_leaf});
    else
      outputs_.push_back({{cost}, std::nullopt, 1, std::nullopt});
    destinations_.push_back({&reading_of(r), &why_of(r), nullptr});
  }

  void add_any(std::span<const std::size_t> modes, AnyAssessment& any) {
    if (!any.independent_why.empty()) return;
    outputs_.push_back(any_output(subject_, modes, settings_.exposure()));
    destinations_.push_back({&any.independent, &any.independent_why, nullptr});
  }

  void run() {
    if (outputs_.empty()) return;
    try {
      const auto results = simulated(outputs_);
      for (std::size_t i = 0; i < results.size(); ++i) keep(i, results[i]);
    } catch (const Refusal&) {
      run_one_by_one();
    }
  }

 private:
  std::vector<Simulated> simulated(std::span<const SimulatedOutput> outputs) const {
    if (ranks_ == Ranks::unrelated) return simulate(subject_.leaves, outputs, settings_.simulation);
    return simulate_correlated(subject_.leaves, outputs, settings_.simulation, subject_.correlations);
  }

  std::optional<Simulated>& reading_of(Readings& r) const { return ranks_ == Ranks::unrelated ? r.independent : r.correlated; }
  std::string& why_of(Readings& r) const { return ranks_ == Ranks::unrelated ? r.independent_why : r.correlated_why; }

  bool may_run(const Expression& e, Readings& r) const {
    std::string& why = why_of(r);
    why = why_not_simulated(e, subject_.leaves);
    if (why.empty() && ranks_ == Ranks::as_stated) why = why_not_correlated(e, subject_);
    return why.empty();
  }

  void keep(std::size_t output, const Simulated& result) {
    *destinations_[output].reading = result;
    if (destinations_[output].cap && ranks_ == Ranks::unrelated) destinations_[output].cap->independent = result.share_above;
  }

  /// What cannot be simulated gets its reason and leaves the others as they are.
  void run_one_by_one() {
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      try {
        keep(i, simulated(std::span(&outputs_[i], 1)).front());
      } catch (const Refusal& refusal) {
        *destinations_[i].why = refusal.what();
      }
    }
  }

  const Case& subject_;
  const HarmSettings& settings_;
  Ranks ranks_;
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

/// What an estimate passes with a probability of 2.5% at most, so that its product with another such stays above the p95 of theirs
/// whatever their dependence.
double hardly_passed(const Leaf& leaf) {
  constexpr double two_sided = 0.05;
  if (leaf.shape == Shape::sample || leaf.shape == Shape::pool) return std::numeric_limits<double>::infinity();  // its bound is of a mean
  try {
    return bound_of(leaf, two_sided).high;
  } catch (const Refusal&) {
    return std::numeric_limits<double>::infinity();  // nothing is known that it hardly passes
  }
}

/// Nobody is harmed twice where every stage is a share.
void keep_below(DependenceReading& d, double most) {
  for (auto* x : {&d.p05, &d.p50, &d.p95}) x->low = std::min(x->low, most), x->high = std::min(x->high, most);
  if (d.p95_found) d.p95_found = std::min(*d.p95_found, most);
}

void bound_harmed(const Case& subject, const HarmSettings& settings, const FailureMode& mode, Readings& r) {
  fill_any_dependence(r, harmed_by_chain(mode, settings.exposure()), subject, alpha_of_each(r.bound.grounds, settings.confidence));
  if (!r.any_dependence || !ceiling_of(mode, subject)) return;
  keep_below(*r.any_dependence, multiply_up(hardly_passed(subject.leaves[mode.stages.front().leaf]), settings.exposure()));
}

/// What holds whatever the dependence between the estimates of a mode.
void bound_mode(const Case& subject, const HarmSettings& settings, ModeAssessment& m) {
  const FailureMode& stated = subject.failure_modes[m.mode];
  const FailureMode mode = as_it_stands(stated);
  if (m.with_mitigation) bound_harmed(subject, settings, before_mitigation(stated), m.harmed);
  bound_harmed(subject, settings, mode, m.with_mitigation ? *m.with_mitigation : m.harmed);
  if (m.with_planned) bound_harmed(subject, settings, as_planned(stated), *m.with_planned);
  if (!m.cost) return;
  fill_any_dependence(*m.cost, *cost_of(mode, settings.exposure()), subject, alpha_of_each(m.cost->bound.grounds, settings.confidence));
  if (!m.cost->any_dependence || !ceiling_of(mode, subject)) return;
  const auto& leaves = subject.leaves;
  keep_below(*m.cost->any_dependence, multiply_up(multiply_up(hardly_passed(leaves[mode.stages.front().leaf]), settings.exposure()), hardly_passed(leaves[*mode.cost_leaf])));
}

void leave_out_dependence(ModeAssessment& m) {
  const std::string why = "not asked for";
  m.harmed.any_dependence_why = why;
  if (m.with_mitigation) m.with_mitigation->any_dependence_why = why;
  if (m.with_planned) m.with_planned->any_dependence_why = why;
  if (m.cost) m.cost->any_dependence_why = why;
}

void simulate_as(const Case& subject, HarmAssessment& assessment, Ranks ranks) {
  SimulationRun run(subject, assessment.settings, ranks);
  for (auto& m : assessment.failure_modes) add_mode(run, subject.failure_modes[m.mode], m);
  for (auto& alternative : assessment.alternatives)
    if (ranks == Ranks::unrelated) run.add_any(alternative.modes, alternative.any);
  run.run();
}

}  // namespace

std::string why_not_simulated(const Expression& e, std::span<const Leaf> leaves) {
  if (has_unknown_overlap(e)) return "shares of everyone do not say how many people they have in common";
  for (const auto i : leaves_of(e)) {
    if (auto why = why_not_drawn(leaves[i]); !why.empty()) return why;
    if (auto why = why_cut_off(leaves[i]); !why.empty()) return why;
  }
  return {};
}

void simulate_harm(const Case& subject, HarmAssessment& assessment) {
  const int jobs = assessment.settings.simulation.jobs;
  const bool bounds = assessment.settings.any_dependence == AnyDependence::computed;
  const auto bound_all = [&] {
    if (!bounds) return std::for_each(assessment.failure_modes.begin(), assessment.failure_modes.end(), leave_out_dependence), void();
    in_parallel(assessment.failure_modes.size(), jobs, [&](std::size_t i, std::size_t) { bound_mode(subject, assessment.settings, assessment.failure_modes[i]); });
  };
  const auto simulate_all = [&] {
    simulate_as(subject, assessment, Ranks::unrelated);
    simulate_as(subject, assessment, Ranks::as_stated);
  };
  // They fill different readings, and neither asks for the other's: the bounds of a single mode need not hold up every other thread.
  in_parallel(2, jobs, [&](std::size_t i, std::size_t) { i == 0 ? bound_all() : simulate_all(); });
}

}  // namespace premortem
