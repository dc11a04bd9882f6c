#include "premortem/analysis/quantity_assessment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/harm_mode.hpp"
#include "analysis/harm_simulation.hpp"
#include "analysis/stated_dependence.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

/// The reason a leaf of the formula has no value, where a model should have given it.
std::string missing_output(const Case& subject, const Expression& e) {
  for (const auto& output : subject.outputs) {
    const auto used = leaves_of(e);
    if (!std::binary_search(used.begin(), used.end(), output.leaf) || !subject.leaves[output.leaf].unknown) continue;
    return fmt::format("\"{}\" has no value: {}", output.path, subject.leaves[output.leaf].source);
  }
  return {};
}

std::string point_why(const Expression& e, std::span<const Leaf> leaves) {
  if (has_unknown_overlap(e)) return "shares of everyone do not say how many people they have in common";
  for (const auto i : leaves_of(e))
    if (auto why = why_no_point(leaves[i]); !why.empty()) return why;
  return "the formula is not defined at the best values";
}

std::string amount_text(double x, const std::string& unit, Rounding rounding) {
  const std::string text = x < 0 ? "-" + number_text(-x, rounding == Rounding::up ? Rounding::down : rounding == Rounding::down ? Rounding::up : rounding)
                                 : number_text(x, rounding);
  return unit.empty() ? text : text + " " + unit;
}

std::string claim_of(const Interval& x, const std::string& unit) {
  if (!std::isfinite(x.low) && !std::isfinite(x.high)) return "nothing limits it";
  if (!std::isfinite(x.low)) return "at most " + amount_text(x.high, unit, Rounding::up);
  if (!std::isfinite(x.high)) return "at least " + amount_text(x.low, unit, Rounding::down);
  return fmt::format("between {} and {}", amount_text(x.low, "", Rounding::down), amount_text(x.high, unit, Rounding::up));
}

void fill_bound(const Case& subject, const Quantity& quantity, const HarmSettings& settings, QuantityReading& q) {
  auto& bound = q.readings.bound;
  bound.grounds = grounds_of(subject.leaves, leaves_of(quantity.expression));
  const auto interval_of = [&](std::size_t i) { return bound_in(subject.leaves[i], bound.grounds, settings); };
  try {
    constexpr double tolerance = 1e-3;  // of the width, or of the larger end
    constexpr std::size_t most_boxes = 100'000;
    bound.interval = evaluate_bound_split(quantity.expression, interval_of, tolerance, most_boxes, &q.bound_is_tight);
    bound.sentence = bounded_claim(bound, claim_of(*bound.interval, quantity.unit), amount_text(bound.interval->high, quantity.unit, Rounding::nearest),
                                   subject.leaves, settings.confidence);
  } catch (const Refusal& refusal) {
    bound.why = refusal.what();
  }
}

/// Every quantity in one run of the same draws; what cannot be simulated has its reason and leaves the others as they are.
void simulate_quantities(const Case& subject, QuantityAssessment& a, bool correlated) {
  const auto run = [&](std::span<const SimulatedOutput> outputs) {
    return correlated ? simulate_correlated(subject.leaves, outputs, a.settings.simulation, subject.correlations)
                      : simulate(subject.leaves, outputs, a.settings.simulation);
  };
  std::vector<SimulatedOutput> outputs;
  std::vector<QuantityReading*> targets;
  for (auto& q : a.quantities) {
    const auto& e = subject.quantities[q.quantity].expression;
    std::string& why = correlated ? q.readings.correlated_why : q.readings.independent_why;
    why = missing_output(subject, e);
    if (why.empty()) why = why_not_simulated(e, subject.leaves);
    if (why.empty() && correlated) why = why_not_correlated(e, subject);
    if (!why.empty()) continue;
    outputs.push_back({{e}, std::nullopt, 1, std::nullopt});
    targets.push_back(&q);
  }
  const auto keep = [&](QuantityReading& q, const Simulated& s) { (correlated ? q.readings.correlated : q.readings.independent) = s; };
  if (outputs.empty()) return;
  try {
    const auto results = run(outputs);
    for (std::size_t i = 0; i < results.size(); ++i) keep(*targets[i], results[i]);
  } catch (const Refusal&) {
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      try {
        keep(*targets[i], run(std::span(&outputs[i], 1)).front());
      } catch (const Refusal& refusal) {
        (correlated ? targets[i]->readings.correlated_why : targets[i]->readings.independent_why) = refusal.what();
      }
    }
  }
}

QuantityReading reading_of(const Case& subject, std::size_t number, const HarmSettings& settings) {
  const auto& quantity = subject.quantities[number];
  const auto& e = quantity.expression;
  QuantityReading q{number, {}, true};
  Readings& r = q.readings;
  r.one_period_why = "a formula is no count of harms in a period";
  if (const auto why = missing_output(subject, e); !why.empty()) {
    r.point_why = r.bound.why = r.independent_why = r.any_dependence_why = r.correlated_why = why;
    return q;
  }
  r.point = point_reading(e, subject.leaves);
  if (!r.point) r.point_why = point_why(e, subject.leaves);
  fill_bound(subject, quantity, settings, q);
  fill_any_dependence(r, e, subject, alpha_of_each(r.bound.grounds, settings.confidence));
  return q;
}

void add_cautions(const Case& subject, QuantityAssessment& a) {
  for (const auto& q : a.quantities) {
    const auto& quantity = subject.quantities[q.quantity];
    if (!q.bound_is_tight && q.readings.bound.interval) a.cautions.push_back(fmt::format("{}: its bound holds, but is wider than it need be: estimates that the formula names more than once could not be followed finely enough.", quantity.name));
    const auto used = leaves_of(quantity.expression);
    for (const auto& output : subject.outputs)
      if (std::binary_search(used.begin(), used.end(), output.leaf) && !subject.leaves[output.leaf].unknown)
        a.cautions.push_back(fmt::format("{}: {} is what a model computes, taken as exactly {:.6g}; how uncertain that is, is in none of the readings.", quantity.name, output.path, *subject.leaves[output.leaf].best));
    if (!repeated_leaves_of(quantity.expression).empty() && q.readings.any_dependence)
      a.cautions.push_back(fmt::format("{}: the range whatever the dependence takes each mention of an estimate that the formula names more than once as one of its own, and so is wider than it need be.", quantity.name));
  }
}

}  // namespace

QuantityAssessment assess_quantities(const Case& subject, std::span<const std::size_t> which, const HarmSettings& settings) {
  if (subject.quantities.empty()) throw Refusal("the case states no quantity; add quantities.csv with name and formula");
  QuantityAssessment a;
  a.settings = settings;
  std::vector<std::size_t> numbers(which.begin(), which.end());
  for (std::size_t i = 0; which.empty() && i < subject.quantities.size(); ++i) numbers.push_back(i);
  for (const auto i : numbers) a.quantities.push_back(reading_of(subject, i, settings));
  simulate_quantities(subject, a, false);
  simulate_quantities(subject, a, true);
  add_cautions(subject, a);
  return a;
}

std::vector<QuantitySummary> summarise_quantities(const Case& subject, std::span<const std::size_t> which, const SimulationSettings& settings, Draw draw) {
  QuantityAssessment a;
  a.settings.simulation = settings;
  for (const auto i : which) {
    a.quantities.push_back({i, {}, true});
    if (missing_output(subject, subject.quantities[i].expression).empty()) a.quantities.back().readings.point = point_reading(subject.quantities[i].expression, subject.leaves);
  }
  if (draw == Draw::yes) simulate_quantities(subject, a, false);
  std::vector<QuantitySummary> out;
  for (const auto& q : a.quantities) out.push_back({q.readings.point, q.readings.independent});
  return out;
}

std::vector<std::optional<double>> chances_above(const Case& subject, std::span<const QuantityLimit> limits, const SimulationSettings& settings) {
  std::vector<std::optional<double>> chances;
  for (const auto& l : limits) {
    const auto& e = subject.quantities.at(l.quantity).expression;
    auto& chance = chances.emplace_back();
    if (!missing_output(subject, e).empty() || !why_not_simulated(e, subject.leaves).empty()) continue;
    try {
      const SimulatedOutput output{{e}, std::nullopt, 1, l.limit};
      chance = simulate(subject.leaves, {&output, 1}, settings).front().share_above;
    } catch (const Refusal&) {
      // a sample of it is undefined: there is no such probability
    }
  }
  return chances;
}

std::vector<std::size_t> quantities_named(const Case& subject, std::span<const std::string> names) {
  std::vector<std::string> known;
  for (const auto& q : subject.quantities) known.push_back(q.name);
  std::vector<std::size_t> numbers;
  for (const auto& name : names) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) {
      const auto near = nearest_name(name, known);
      throw UsageError(fmt::format("quantities.csv has no \"{}\"{}", printable(name), near ? "; did you mean \"" + printable(*near) + "\"?" : known.empty() ? "; the case has no quantities.csv" : "; it has " + printable(known.front()) + (known.size() > 1 ? ", ..." : "")));
    }
    numbers.push_back(static_cast<std::size_t>(found - known.begin()));
  }
  return numbers;
}

}  // namespace premortem
