#include "premortem/analysis/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/harm_mode.hpp"
#include "premortem/analysis/option_benefit.hpp"
#include "premortem/analysis/tornado.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

std::optional<double> value_at(const Expression& e, std::span<const double> leaves) {
  return evaluate_point(e, [&](std::size_t i) { return std::optional<double>(leaves[i]); });
}

/// Best values; of an estimate without one, its upper limit stands in, as in the swings of harm.
std::vector<double> best_values(const Case& subject, double alpha) {
  std::vector<double> best;
  for (const auto& leaf : subject.leaves) {
    const auto point = point_of(leaf);
    double value = point ? point->value : 0;
    try {
      if (!point) value = bound_of(leaf, alpha).high;
    } catch (const Refusal&) {
      value = 0;  // nothing that is computed may rest on it; an expression that does is refused before
    }
    best.push_back(std::isfinite(value) ? value : 0);
  }
  return best;
}

std::vector<Interval> ranges_of(const Case& subject, std::span<const double> best, double alpha) {
  std::vector<Interval> ranges;
  for (std::size_t i = 0; i < subject.leaves.size(); ++i) {
    Interval range{best[i], best[i]};
    try {
      range = bound_of(subject.leaves[i], alpha);
    } catch (const Refusal&) {
      // an estimate without an interval has no bar
    }
    ranges.push_back(range);
  }
  return ranges;
}

/// Which option has the largest net benefit at the inputs, the first of equal ones.
ChoiceAtInputs best_option(const OptionBenefits& benefits) {
  return [options = benefits.options](std::span<const double> leaves) {
    int best = 0;
    double most = -INFINITY;
    for (std::size_t i = 0; i < options.size(); ++i) {
      const auto value = value_at(options[i].net_benefit, leaves);
      if (value && *value > most) most = *value, best = static_cast<int>(i);
    }
    return best;
  };
}

/// Which caps are passed at the inputs.
ChoiceAtInputs caps_passed(const Case& subject, const HarmSettings& settings) {
  std::vector<std::pair<Expression, double>> chains;
  for (const auto& mode : subject.failure_modes)
    if (mode.harm_cap) chains.emplace_back(harmed_by_chain(as_it_stands(mode), settings.exposure()), *mode.harm_cap);
  if (chains.empty()) return {};
  return [chains](std::span<const double> leaves) {
    int passed = 0;
    for (const auto& [chain, cap] : chains) {
      const auto harmed = value_at(chain, leaves);
      if (harmed && !within_cap(*harmed, cap)) ++passed;
    }
    return passed;
  };
}

struct Choice {
  ChoiceAtInputs at;
  std::string what;  ///< "the best option"; empty: there is nothing to decide
};

Choice choice_of(const Case& subject, const HarmSettings& settings) {
  try {
    return {best_option(option_benefits(subject, settings.exposure())), "the option with the largest net benefit"};
  } catch (const Refusal&) {
    const auto caps = caps_passed(subject, settings);
    return {caps, caps ? "whether a cap is passed" : ""};
  }
}

OutputOfInputs output_at(const Case& subject, const SensitiveOutput& output) {
  if (output.expression) return [e = *output.expression](std::span<const double> leaves) { return value_at(e, leaves); };
  return [&subject, compute = output.computed, before = std::vector<double>()](std::span<const double> leaves) mutable -> std::optional<double> {
    Case changed = subject;
    for (std::size_t i = 0; i < changed.leaves.size(); ++i) {
      const auto point = point_of(subject.leaves[i]);
      if (!point || point->value == leaves[i]) continue;
      Leaf& leaf = changed.leaves[i];
      leaf.shape = Shape::point, leaf.best = leaves[i], leaf.multiplier = 1;
      leaf.low = leaf.high = leaf.k = leaf.n = std::nullopt;
    }
    return compute(changed);
  };
}

std::string shortened(double x) { return x < 0 ? "-" + number_text(-x, Rounding::nearest) : number_text(x, Rounding::nearest); }
std::string label(const Case& subject, std::size_t leaf) { return subject.leaves[leaf].label.empty() ? subject.leaves[leaf].name : subject.leaves[leaf].label; }

std::string tornado_reading(const Case& subject, const Sensitivity& s, const std::string& decision) {
  if (s.rows.empty()) return "No estimate moves " + s.output + ".";
  const auto& first = s.rows.front();
  std::string text = fmt::format("\"{}\" moves {} most: from {} to {} ({} at the best values)", label(subject, first.leaf), s.output,
                                 shortened(std::min(*first.low, *first.high)), shortened(std::max(*first.low, *first.high)), shortened(*s.point));
  const auto flips = std::find_if(s.rows.begin(), s.rows.end(), [](const auto& r) { return r.flip.has_value(); });
  if (flips != s.rows.end()) text += fmt::format("; {} becomes another at \"{}\" {}", decision, label(subject, flips->leaf), shortened(*flips->flip));
  else if (!decision.empty()) text += fmt::format("; {} stays the same over every range", decision);
  return text + ".";
}

}  // namespace

std::string_view name_of(SensitivityKind kind) {
  switch (kind) {
    case SensitivityKind::tornado: return "tornado";
    case SensitivityKind::sobol: return "sobol";
    case SensitivityKind::evppi: return "evppi";
  }
  return "";
}

std::optional<Expression> expression_named(const Case& subject, const std::string& name) {
  for (const auto& q : subject.quantities)
    if (q.name == name || q.name + ".point" == name) return q.expression;
  for (const auto& mode : subject.failure_modes)
    for (const auto* reading : {".harmed", ".harmed.point"})
      if (folded_name("harm." + title_of(mode) + reading) == folded_name(name)) return harmed_by_chain(as_it_stands(mode), 1);
  return std::nullopt;
}

Sensitivity tornado_sensitivity(const Case& subject, const SensitiveOutput& output, const HarmSettings& settings) {
  const double alpha = 1 - settings.confidence;
  const auto best = best_values(subject, alpha);
  auto ranges = ranges_of(subject, best, alpha);
  if (output.expression) {
    const auto used = leaves_of(*output.expression);
    for (const auto i : used)
      if (const auto why = why_no_point(subject.leaves[i]); !why.empty()) throw Refusal(why);
    for (std::size_t i = 0; i < ranges.size(); ++i)
      if (!std::binary_search(used.begin(), used.end(), i)) ranges[i] = {best[i], best[i]};
  }
  const auto compute = output_at(subject, output);
  Sensitivity s;
  s.kind = SensitivityKind::tornado, s.output = output.name, s.point = compute(best);
  if (!s.point) throw Refusal(fmt::format("{} has no value at the best values", output.name));
  const auto choice = output.expression ? choice_of(subject, settings) : Choice{};
  std::vector<MissingBar> missing;
  for (const auto& bar : tornado(best, ranges, compute, choice.at, &missing)) {
    if (bar.swing == 0 && !bar.flip) continue;
    s.rows.push_back({bar.input, bar.range, bar.at_low, bar.at_high, bar.flip, choice.at ? bar.flip_why : "nothing in the case decides", {}, {}});
  }
  for (const auto& bar : missing) s.notes.push_back(fmt::format("\"{}\" has no bar: {}.", label(subject, bar.input), bar.why));
  if (!output.expression) s.notes.emplace_back("Flips are looked for where the output is a formula or people harmed.");
  s.reading = tornado_reading(subject, s, choice.what);
  return s;
}

Sensitivity sobol_sensitivity(const Case& subject, const SensitiveOutput& output, const HarmSettings& settings) {
  if (!output.expression) throw Refusal(fmt::format("Sobol' indices need a formula of estimates; \"{}\" is computed by a model. Take a quantity of quantities.csv, or harm.<mode>.harmed", output.name));
  SobolSettings sobol;
  sobol.samples = settings.simulation.samples, sobol.seed = settings.simulation.seed, sobol.jobs = settings.simulation.jobs, sobol.confidence = settings.confidence;
  const auto result = sobol_indices(*output.expression, subject.leaves, sobol, subject.correlations);
  Sensitivity s;
  s.kind = SensitivityKind::sobol, s.output = output.name;
  s.point = point_reading(*output.expression, subject.leaves);
  for (const auto& index : result.indices) s.rows.push_back({index.leaf, {}, {}, {}, {}, "not looked for", index, {}});
  std::stable_sort(s.rows.begin(), s.rows.end(), [](const auto& a, const auto& b) { return a.indices->total > b.indices->total; });
  const auto& first = s.rows.front();
  s.reading = fmt::format("\"{}\" alone makes {} of the variance of {}, and {} with what it does together with others.", label(subject, first.leaf),
                          percent_text(std::max(0.0, first.indices->first), Rounding::nearest), output.name, percent_text(std::max(0.0, first.indices->total), Rounding::nearest));
  s.notes.push_back(fmt::format("Intervals are percentiles of {} bootstrap replicates: nominal.", sobol.replicates));
  return s;
}

Sensitivity information_sensitivity(const Case& subject, const HarmSettings& settings) {
  constexpr std::uint64_t most_samples = 100'000;  // all of them stand in memory
  const auto result = value_of_information(subject, {std::min(settings.simulation.samples, most_samples), settings.simulation.seed, settings.exposure()});
  Sensitivity s;
  s.kind = SensitivityKind::evppi, s.output = "net benefit", s.perfect = result.perfect;
  s.point = result.expected[result.best];
  for (const auto& e : result.measure_first) s.rows.push_back({e.leaf, {}, {}, {}, {}, "not looked for", {}, e.worth});
  for (const auto& h : result.held)
    if (!h.why.empty()) s.notes.push_back(fmt::format("\"{}\" is held at {}: {}.", label(subject, h.leaf), shortened(h.value), h.why));
  s.notes.insert(s.notes.end(), result.left_out.begin(), result.left_out.end());
  const auto& currency = subject.feature.currency;
  const auto& option = result.options[result.best].name;
  if (s.rows.empty() || s.rows.front().evppi->value <= 0) {
    s.reading = fmt::format("No single estimate is worth measuring before deciding: \"{}\" is best on average and none of them alone would change that often enough to show.", option);
    return s;
  }
  s.reading = fmt::format("Measure \"{}\" first: knowing it exactly is worth at most {} a year; knowing everything, {}. On average \"{}\" is best.", label(subject, s.rows.front().leaf),
                          money_text(s.rows.front().evppi->value, currency, Rounding::nearest), money_text(s.perfect->value, currency, Rounding::nearest), option);
  return s;
}

}  // namespace premortem
