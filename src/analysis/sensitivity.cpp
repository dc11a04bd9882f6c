#include "premortem/analysis/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/harm_mode.hpp"
#include "analysis/harm_simulation.hpp"
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

/// Where every estimate stands and how far it reaches. Of one without a best value its upper limit stands in, as in the swings of harm.
struct Ground {
  std::vector<double> best;
  std::vector<Interval> ranges;
  std::vector<bool> can_be_set;       ///< false: nothing says what value it would take
  std::vector<std::string> why_none;  ///< why an estimate has no range
};

Ground ground_of(const Case& subject, double alpha) {
  Ground g;
  for (const auto& leaf : subject.leaves) {
    const auto point = point_of(leaf);
    std::optional<Interval> range;
    std::string why;
    try {
      range = bound_of(leaf, alpha);
    } catch (const Refusal& refusal) {
      why = refusal.what();
    }
    const std::optional<double> value = point ? std::optional(point->value) : range && std::isfinite(range->high) ? std::optional(range->high) : std::nullopt;
    g.best.push_back(value.value_or(0));
    g.ranges.push_back(range && value ? *range : Interval{g.best.back(), g.best.back()});
    g.can_be_set.push_back(value.has_value());
    g.why_none.push_back(why);
  }
  return g;
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
    unsigned passed = 0;  // which of them, as the bits of a number
    for (std::size_t i = 0; i < chains.size(); ++i) {
      const auto harmed = value_at(chains[i].first, leaves);
      if (harmed && !within_cap(*harmed, chains[i].second)) passed ^= 1U << (i % 31U);
    }
    return static_cast<int>(passed);
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

OutputOfInputs output_at(const Case& subject, const SensitiveOutput& output, const Ground& ground) {
  if (output.expression) return [e = *output.expression](std::span<const double> leaves) { return value_at(e, leaves); };
  return [&subject, &ground, compute = output.computed](std::span<const double> leaves) -> std::optional<double> {
    Case changed = subject;
    for (std::size_t i = 0; i < changed.leaves.size(); ++i) {
      if (!ground.can_be_set[i] || leaves[i] == ground.best[i]) continue;  // as it is stated
      Leaf& leaf = changed.leaves[i];
      leaf.shape = Shape::point, leaf.best = leaves[i], leaf.multiplier = 1, leaf.unknown = false;
      leaf.low = leaf.high = leaf.k = leaf.n = std::nullopt;
    }
    return compute(changed);
  };
}

std::string shortened(double x) { return x < 0 ? "-" + number_text(-x, Rounding::nearest) : number_text(x, Rounding::nearest); }

/// From the least to the largest that an estimate makes of the output, with where it stands between.
Interval reach(const SensitivityRow& row, double point) { return {std::min({*row.low, *row.high, point}), std::max({*row.low, *row.high, point})}; }

bool moves(const SensitivityRow& row, double point) {
  constexpr double rounding = 1e-12;
  const Interval r = reach(row, point);
  return r.high - r.low > rounding * std::max(std::abs(r.low), std::abs(r.high));
}

std::string tornado_reading(const Case& subject, const Sensitivity& s, const std::string& decision) {
  if (s.rows.empty()) return "No estimate that has a range moves " + s.output + ".";
  const auto& first = s.rows.front();
  const Interval r = reach(first, *s.point);
  std::string text = fmt::format("\"{}\" moves {} most: from {} to {} ({} {})", estimate_label(subject, first.leaf), s.output, shortened(r.low), shortened(r.high), shortened(*s.point), s.point_is);
  const auto flips = std::find_if(s.rows.begin(), s.rows.end(), [](const auto& row) { return row.flip.has_value(); });
  if (flips != s.rows.end()) text += fmt::format("; {} becomes another at \"{}\" {}", decision, estimate_label(subject, flips->leaf), shortened(*flips->flip));
  else if (!decision.empty()) text += fmt::format("; {} stays the same over every range", decision);
  return text + ".";
}

}  // namespace

std::string estimate_label(const Case& subject, std::size_t number) {
  const Leaf& leaf = subject.leaves[number];
  const auto name = addressable_name(subject, number);
  const bool assumption = name == leaf.name;
  return assumption || leaf.label.empty() ? name : leaf.label + " (" + name + ")";
}

std::string addressable_name(const Case& subject, std::size_t leaf) {
  for (const auto& mode : subject.failure_modes) {
    const auto of_mode = [&](const std::string& file, const std::string& what) {
      return file + "." + folded_name(mode.name) + "." + folded_name(what) + (mode.option.empty() || file != "harms" ? "" : "." + folded_name(mode.option));
    };
    for (const auto& stage : mode.stages)
      if (stage.leaf == leaf && subject.leaves[leaf].place.file != "assumptions.csv") return of_mode("harms", stage.name);
    for (const auto& m : mode.mitigations)
      if (m.leaf == leaf) return of_mode("mitigations", m.name);
    if (mode.cost_leaf == leaf) return "failure_modes." + folded_name(mode.name) + ".cost_per_harm";
  }
  return subject.leaves[leaf].name;
}

std::string_view name_of(SensitivityKind kind) {
  switch (kind) {
    case SensitivityKind::tornado: return "tornado";
    case SensitivityKind::sobol: return "sobol";
    case SensitivityKind::evppi: return "evppi";
  }
  return "";
}

namespace {

/// Whether a name is `harm.<mode>.<what>`, of one option's `harm.<mode>.<option>.<what>` or `harm.<mode>_(<option>).<what>`; with or without
/// `.point`.
bool names_harm(const std::string& name, const FailureMode& mode, const std::string& what) {
  std::vector<std::string> modes{title_of(mode)};
  if (!mode.option.empty()) modes.push_back(mode.name + "." + mode.option);
  return std::any_of(modes.begin(), modes.end(), [&](const auto& own) {
    const auto whole = folded_name("harm." + own + "." + what);
    return folded_name(name) == whole || folded_name(name) == whole + ".point";
  });
}

}  // namespace

std::optional<Expression> expression_named(const Case& subject, const std::string& name) {
  for (const auto& q : subject.quantities)
    if (q.name == name || q.name + ".point" == name) return q.expression;
  for (const auto& mode : subject.failure_modes) {
    if (names_harm(name, mode, "harmed")) return harmed_by_chain(before_mitigation(mode), 1);
    if (names_harm(name, mode, "standing") || (names_harm(name, mode, "with_mitigation") && !in_place(mode).empty())) return harmed_by_chain(as_it_stands(mode), 1);
  }
  return std::nullopt;
}

Sensitivity tornado_sensitivity(const Case& subject, const SensitiveOutput& output, const HarmSettings& settings) {
  auto ground = ground_of(subject, 1 - settings.confidence);
  Sensitivity s;
  s.kind = SensitivityKind::tornado, s.output = output.name;
  s.point_is = output.expression ? "at the best values" : "as the case stands";
  const auto used = output.expression ? leaves_of(*output.expression) : std::vector<std::size_t>();
  if (output.expression) {
    for (const auto i : used) {
      if (const auto why = why_no_point(subject.leaves[i]); !why.empty() && !ground.can_be_set[i]) throw Refusal(why);
      if (!ground.why_none[i].empty()) s.notes.push_back(fmt::format("\"{}\" has no bar: {}.", estimate_label(subject, i), ground.why_none[i]));
      if (!point_of(subject.leaves[i])) s.notes.push_back(fmt::format("\"{}\" has no best value; its upper limit stands in while others move.", estimate_label(subject, i)));
    }
    for (std::size_t i = 0; i < ground.ranges.size(); ++i)
      if (!std::binary_search(used.begin(), used.end(), i)) ground.ranges[i] = {ground.best[i], ground.best[i]};
  }
  const auto compute = output_at(subject, output, ground);
  s.point = compute(ground.best);
  if (!s.point) throw Refusal(fmt::format("{} has no value {}", output.name, s.point_is));
  const auto choice = output.expression ? choice_of(subject, settings) : Choice{};
  std::vector<MissingBar> missing;
  for (const auto& bar : tornado(ground.best, ground.ranges, compute, choice.at, &missing)) {
    SensitivityRow row{bar.input, bar.range, bar.at_low, bar.at_high, bar.flip, choice.at ? bar.flip_why : "nothing in the case decides", {}, {}};
    if (moves(row, *s.point) || row.flip) s.rows.push_back(std::move(row));
  }
  const auto width = [&](const SensitivityRow& row) { return reach(row, *s.point).high - reach(row, *s.point).low; };
  std::stable_sort(s.rows.begin(), s.rows.end(), [&](const auto& a, const auto& b) { return width(a) > width(b); });
  for (const auto& bar : missing) s.notes.push_back(fmt::format("\"{}\" has no bar: {}.", estimate_label(subject, bar.input), bar.why));
  if (!output.expression) s.notes.emplace_back("Flips are looked for where the output is a formula or people harmed.");
  s.decides = static_cast<bool>(choice.at);
  s.reading = tornado_reading(subject, s, choice.what);
  return s;
}

Sensitivity sobol_sensitivity(const Case& subject, const SensitiveOutput& output, const HarmSettings& settings) {
  if (!output.expression) throw Refusal(fmt::format("Sobol' indices need a formula of estimates; \"{}\" is computed by a model. Take a quantity of quantities.csv, or harm.<mode>.standing, of one option's harm.<mode>.<option>.standing", output.name));
  if (const auto why = why_not_simulated(*output.expression, subject.leaves); !why.empty()) throw Refusal(why);
  constexpr std::uint64_t fewest = 64;
  if (settings.simulation.samples < fewest) throw Refusal(fmt::format("Sobol' indices need at least {} samples; --samples is {}", fewest, settings.simulation.samples));
  SobolSettings sobol;
  sobol.samples = settings.simulation.samples, sobol.seed = settings.simulation.seed, sobol.jobs = settings.simulation.jobs, sobol.confidence = settings.confidence;
  const auto result = sobol_indices(*output.expression, subject.leaves, sobol, subject.correlations);
  Sensitivity s;
  s.kind = SensitivityKind::sobol, s.output = output.name;
  s.point = point_reading(*output.expression, subject.leaves);
  for (const auto& index : result.indices) s.rows.push_back({index.leaf, {}, {}, {}, {}, "not looked for", index, {}});
  std::stable_sort(s.rows.begin(), s.rows.end(), [](const auto& a, const auto& b) { return a.indices->total > b.indices->total; });
  const auto& first = s.rows.front();
  s.reading = fmt::format("\"{}\" alone makes {} of the variance of {}, and {} with what it does together with others.", estimate_label(subject, first.leaf),
                          percent_text(std::max(0.0, first.indices->first), Rounding::nearest), output.name, percent_text(std::max(0.0, first.indices->total), Rounding::nearest));
  s.notes.push_back(fmt::format("Intervals are percentiles of {} bootstrap replicates: nominal.", sobol.replicates));
  return s;
}

Sensitivity information_sensitivity(const Case& subject, const HarmSettings& settings) {
  const auto result = value_of_information(subject, {std::min(settings.simulation.samples, most_information_samples), settings.simulation.seed, settings.exposure()});
  Sensitivity s;
  if (settings.simulation.samples > most_information_samples) s.notes.push_back(fmt::format("Of {} samples; more of them are not held.", most_information_samples));
  s.kind = SensitivityKind::evppi, s.output = "net benefit", s.perfect = result.perfect;
  s.point = result.expected[result.best];
  for (const auto& e : result.measure_first) s.rows.push_back({e.leaf, {}, {}, {}, {}, "not looked for", {}, e.worth});
  for (const auto& h : result.held)
    if (!h.why.empty()) s.notes.push_back(fmt::format("\"{}\" is held at {}: {}.", estimate_label(subject, h.leaf), shortened(h.value), h.why));
  s.notes.insert(s.notes.end(), result.left_out.begin(), result.left_out.end());
  const auto& currency = subject.feature.currency;
  const auto& option = result.options[result.best].name;
  if (s.rows.empty() || s.rows.front().evppi->value <= 0) {
    s.reading = fmt::format("No single estimate is worth measuring before deciding: \"{}\" is best on average and none of them alone would change that often enough to show.", option);
    return s;
  }
  s.reading = fmt::format("Measure \"{}\" first: knowing it exactly is worth at most {} a year; knowing everything, {}. On average \"{}\" is best.", estimate_label(subject, s.rows.front().leaf),
                          money_text(s.rows.front().evppi->value, currency, Rounding::nearest), money_text(s.perfect->value, currency, Rounding::nearest), option);
  return s;
}

}  // namespace premortem
