#include "premortem/analysis/harm_assessment.hpp"

#include <algorithm>
#include <set>

#include "analysis/harm_mode.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/core/rounding.hpp"
#include "premortem/quantity/leaf_distribution.hpp"

namespace premortem {
namespace {

/// Why an expression cannot be simulated; empty if it can.
std::string why_not_simulated(const Expression& e, std::span<const Leaf> leaves) {
  if (has_unknown_overlap(e)) return "shares of everyone do not say how many people they have in common";
  for (const auto i : leaves_of(e))
    if (auto why = why_not_drawn(leaves[i]); !why.empty()) return why;
  return {};
}

/// Which reading each simulated output goes to.
struct Destination {
  std::optional<Simulated>* reading;
  std::string* why;
  CapReading* cap;
};

class SimulationRun {
 public:
  SimulationRun(const Case& subject, const HarmSettings& settings) : subject_(subject), settings_(settings) {}

  void add_harmed(const FailureMode& mode, Readings& r, CapReading& cap) {
    const Expression e = harmed_by_chain(mode, settings_.scale);
    r.independent_why = why_not_simulated(e, subject_.leaves);
    if (!r.independent_why.empty()) return;
    outputs_.push_back({{e}, ceiling(mode), settings_.scale, mode.harm_cap});
    destinations_.push_back({&r.independent, &r.independent_why, &cap});
  }

  void add_cost(const FailureMode& mode, Readings& r) {
    const Expression cost = *cost_of(mode, settings_.scale);
    r.independent_why = why_not_simulated(cost, subject_.leaves);
    if (!r.independent_why.empty()) return;
    const auto population = ceiling(mode);
    if (population) outputs_.push_back({{harmed_by_chain(mode, settings_.scale)}, population, settings_.scale, std::nullopt, mode.cost_leaf});
    else outputs_.push_back({{cost}, std::nullopt, 1, std::nullopt});
    destinations_.push_back({&r.independent, &r.independent_why, nullptr});
  }

  void add(SimulatedOutput output, AnyAssessment& any) {
    outputs_.push_back(std::move(output));
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
  /// The population, where draws could pass it: seen per share noticed, with a share next to nothing.
  std::optional<std::size_t> ceiling(const FailureMode& mode) const {
    if (has_chain(mode) || !harmed_by_evidence(mode, 1) || !only_shares(mode, subject_.leaves)) return std::nullopt;
    return mode.stages.front().leaf;
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

bool same_population(const Case& subject) {
  const auto& first = subject.failure_modes.front().stages.front();
  return std::all_of(subject.failure_modes.begin(), subject.failure_modes.end(),
                     [&](const FailureMode& m) { return m.stages.front().leaf == first.leaf; });
}

/// Why the modes' people cannot be counted together; empty if they can.
std::string why_not_together(const Case& subject) {
  std::set<std::string> units;
  for (const auto& mode : subject.failure_modes) units.insert(counted_unit(subject, mode));
  if (units.size() > 1) return "the failure modes count different things (" + *units.begin() + ", " + *units.rbegin() + ")";
  return {};
}

/// True if everyone harmed is one of the same people: then no more than those can be harmed by any of the modes.
bool within_one_population(const Case& subject) {
  return same_population(subject) && std::all_of(subject.failure_modes.begin(), subject.failure_modes.end(),
                                                 [&](const auto& mode) { return only_shares(mode, subject.leaves); });
}

/// max of the lows to the sum of the highs; with shares of one population, at most that population.
void fill_any_bound(const Case& subject, const HarmSettings& settings, AnyAssessment& any) {
  any.bound.why = why_not_together(subject);
  if (!any.bound.why.empty()) return;
  std::set<std::size_t> used;
  for (const auto& mode : subject.failure_modes)
    for (const auto leaf : leaves_of_bound(mode)) used.insert(leaf);
  any.bound.grounds = grounds_of(subject.leaves, std::vector<std::size_t>(used.begin(), used.end()));
  std::vector<double> highs;
  Interval total{0, 0};
  try {
    for (const auto& mode : subject.failure_modes) {
      const Interval b = harmed_bound(mode, subject.leaves, any.bound.grounds, settings.confidence, settings.scale);
      total.low = std::max(total.low, b.low);
      highs.push_back(b.high);
    }
    std::sort(highs.begin(), highs.end());  // the same bits in whatever order the modes stand
    for (const double high : highs) total.high = add_up(total.high, high);
    if (within_one_population(subject)) {
      const Leaf& everyone = subject.leaves[subject.failure_modes.front().stages.front().leaf];
      const double alpha = alpha_of(everyone, any.bound.grounds, settings.confidence);
      total.high = std::min(total.high, multiply_up(bound_of(everyone, alpha).high, settings.scale));
    }
  } catch (const Refusal& refusal) {
    any.bound.why = refusal.what();
    return;
  }
  any.bound.interval = total;
  const auto amount = number_text(total.high, Rounding::up) + " " + counted_unit(subject, subject.failure_modes.front());
  any.bound.sentence = bound_sentence(any.bound, amount, subject.leaves, settings.confidence);
}

/// Only shares of one population combine as independent events.
std::string why_any_not_simulated(const Case& subject, double scale) {
  if (auto why = why_not_together(subject); !why.empty()) return why;
  if (!same_population(subject)) return "the failure modes do not share one population";
  for (const auto& mode : subject.failure_modes) {
    for (std::size_t i = 1; i < mode.stages.size(); ++i)
      if (subject.leaves[mode.stages[i].leaf].unit_kind != UnitKind::share)
        return "\"" + mode.stages[i].name + "\" of \"" + mode.name + "\" is not a share, so people may be counted twice";
    if (auto why = why_not_simulated(harmed_by_chain(mode, scale), subject.leaves); !why.empty()) return why;
  }
  return {};
}

SimulatedOutput any_output(const Case& subject, double scale) {
  SimulatedOutput output;
  std::vector<const FailureMode*> by_name;
  for (const auto& mode : subject.failure_modes) by_name.push_back(&mode);
  std::sort(by_name.begin(), by_name.end(), [](auto* a, auto* b) { return a->name < b->name; });
  for (const auto* mode : by_name) output.expressions.push_back(harmed_by_chain(*mode, scale));
  output.population = subject.failure_modes.front().stages.front().leaf;
  output.population_scale = scale;
  return output;
}

}  // namespace

HarmAssessment assess_harm(const Case& subject, const HarmSettings& settings) {
  if (subject.failure_modes.empty()) throw Refusal("the case states no failure mode; add harms.csv");
  HarmAssessment a{settings, subject.feature.period, {}, {}, {}};
  for (std::size_t i = 0; i < subject.failure_modes.size(); ++i) a.failure_modes.push_back(assess_mode(subject, i, settings));
  SimulationRun run(subject, settings);
  for (auto& m : a.failure_modes) {
    const FailureMode& mode = subject.failure_modes[m.mode];
    run.add_harmed(mode, m.harmed, m.exceeds_cap);
    if (m.cost) run.add_cost(mode, *m.cost);
  }
  fill_any_bound(subject, settings, a.any);
  a.any.independent_why = why_any_not_simulated(subject, settings.scale);
  if (a.any.independent_why.empty()) run.add(any_output(subject, settings.scale), a.any);
  run.run();
  a.decision = decide(subject, a);
  return a;
}

}  // namespace premortem
