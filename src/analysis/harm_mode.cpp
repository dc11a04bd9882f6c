#include "analysis/harm_mode.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/exposure_limit.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

double alpha_each(const Case& subject, std::span<const std::size_t> used, const HarmSettings& settings) {
  return alpha_of_each(grounds_of(subject.leaves, used), settings.confidence);
}

std::vector<StageReading> stage_readings(const Case& subject, const FailureMode& mode, double alpha) {
  std::vector<StageReading> readings;
  for (const auto& stage : mode.stages) {
    const Leaf& leaf = subject.leaves[stage.leaf];
    StageReading r{stage.name, stage.given, stage.leaf, {}, {}, {}, {}};
    if (const auto point = point_of(leaf)) r.best = point->value;
    try {
      const Interval interval = bound_of(leaf, alpha);
      r.low = interval.low, r.high = interval.high;
    } catch (const Refusal& refusal) {
      r.why = refusal.what();
    }
    readings.push_back(r);
  }
  return readings;
}

std::string point_why(const Expression& e, std::span<const Leaf> leaves) {
  if (has_unknown_overlap(e)) return "shares of everyone do not say how many people they have in common";
  for (const auto i : leaves_of(e)) {
    if (point_of(leaves[i])) continue;
    return fmt::format("\"{}\" ({}) has no best value", leaves[i].label, to_string(leaves[i].place));
  }
  return {};
}

void fill_point(Readings& r, const Expression& e, std::span<const Leaf> leaves) {
  r.point = point_reading(e, leaves);
  if (!r.point) r.point_why = point_why(e, leaves);
}

Readings harmed_readings(const Case& subject, const FailureMode& mode, const HarmSettings& settings, const std::string& unit) {
  Readings r;
  fill_point(r, harmed_by_chain(mode, settings.scale), subject.leaves);
  r.bound.grounds = grounds_of(subject.leaves, leaves_of_bound(mode));
  try {
    r.bound.interval = harmed_bound(mode, subject.leaves, alpha_of_each(r.bound.grounds, settings.confidence), settings.scale);
  } catch (const Refusal& refusal) {
    r.bound.why = refusal.what();
    r.one_period_why = r.bound.why;
    return r;
  }
  const double high = r.bound.interval->high;
  r.bound.sentence = bound_sentence(r.bound, number_text(high, Rounding::up) + " " + unit, subject.leaves, settings.confidence);
  r.one_period_high = poisson_quantile(high, 1 - (1 - settings.confidence) / 2);
  return r;
}

std::vector<std::size_t> with(std::vector<std::size_t> used, std::size_t leaf) {
  used.push_back(leaf);
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  return used;
}

std::optional<Readings> cost_readings(const Case& subject, const FailureMode& mode, const HarmSettings& settings,
                                      const Readings& harmed) {
  const auto e = cost_of(mode, settings.scale);
  if (!e) return std::nullopt;
  Readings r;
  fill_point(r, *e, subject.leaves);
  r.bound.grounds = grounds_of(subject.leaves, with(leaves_of_bound(mode), *mode.cost_leaf));
  try {
    const double alpha = alpha_of_each(r.bound.grounds, settings.confidence);
    const Interval each = bound_of(subject.leaves[*mode.cost_leaf], alpha);
    r.bound.interval = harmed_bound(mode, subject.leaves, alpha, settings.scale) * each;
    if (harmed.one_period_high) r.one_period_high = *harmed.one_period_high * each.high;
  } catch (const Refusal& refusal) {
    r.bound.why = refusal.what();
    r.one_period_why = r.bound.why;
    return r;
  }
  const auto amount = money_text(r.bound.interval->high, subject.feature.currency, Rounding::up);
  const std::string per = subject.feature.period.empty() ? "" : " per " + subject.feature.period;
  r.bound.sentence = bound_sentence(r.bound, amount + per, subject.leaves, settings.confidence);
  return r;
}

CapReading cap_reading(const FailureMode& mode, const Readings& harmed) {
  CapReading c;
  if (!mode.harm_cap) {
    c.why = "no harm_cap is stated";
    return c;
  }
  const double cap = *mode.harm_cap;
  if (harmed.point) c.point = *harmed.point > cap ? "yes" : "no";
  if (!harmed.bound.interval) {
    c.why = harmed.bound.why;
    return c;
  }
  const Interval& b = *harmed.bound.interval;
  c.bound = b.high <= cap ? "no" : (b.low > cap ? "yes" : "undecided");
  return c;
}

/// The output with one leaf at `x` and the others at their best, or their upper limit where none is stated.
double output_with(const Case& subject, const FailureMode& mode, const HarmSettings& settings, std::size_t moved, double x,
                   double alpha) {
  const auto value = [&](std::size_t i) {
    if (i == moved) return Interval{x, x};
    if (const auto point = point_of(subject.leaves[i])) return Interval{point->value, point->value};
    const double high = bound_of(subject.leaves[i], alpha).high;
    return Interval{high, high};
  };
  return evaluate_bound(harmed_by_chain(mode, settings.scale), value).high;
}

std::vector<Swing> swings_of(const Case& subject, const FailureMode& mode, const HarmSettings& settings) {
  std::vector<Swing> swings;
  const double alpha = alpha_each(subject, leaves_of_bound(mode), settings);
  for (const auto leaf : leaves_of(harmed_by_chain(mode, settings.scale))) {
    try {
      const Interval range = bound_of(subject.leaves[leaf], alpha);
      if (range.low == range.high) continue;
      const double a = output_with(subject, mode, settings, leaf, range.low, alpha);
      const double b = output_with(subject, mode, settings, leaf, range.high, alpha);
      if (a != b) swings.push_back({leaf, std::min(a, b), std::max(a, b)});
    } catch (const Refusal&) {
      return {};  // without an interval for some leaf there is no swing to compare
    }
  }
  std::stable_sort(swings.begin(), swings.end(), [](const Swing& a, const Swing& b) { return a.high - a.low > b.high - b.low; });
  return swings;
}

void fill_exposure_limit(ModeAssessment& m, const FailureMode& mode, const Case& subject, const HarmSettings& settings) {
  if (!mode.harm_cap) {
    m.exposure_limit_why = "no harm_cap is stated";
    return;
  }
  if (!m.harmed.bound.interval) {
    m.exposure_limit_why = m.harmed.bound.why;
    return;
  }
  try {
    m.exposure_limit = exposure_limit(mode, subject.leaves, settings);
  } catch (const Refusal& refusal) {
    m.exposure_limit_why = refusal.what();
  }
}

void add_cautions(ModeAssessment& m, const FailureMode& mode, std::span<const Leaf> leaves) {
  for (const auto& stage : mode.stages) {
    const Leaf& leaf = leaves[stage.leaf];
    if (leaf.shape == Shape::count && leaf.k == 0.0)
      m.cautions.push_back(fmt::format("None seen in {} trials of \"{}\", which does not mean never.", number_text(*leaf.n, Rounding::nearest), stage.name));
    if (leaf.shape == Shape::rate && leaf.k == 0.0)
      m.cautions.push_back(fmt::format("None seen of \"{}\", which does not mean never.", stage.name));
    if (leaf.shape == Shape::count && leaf.n == 1.0)
      m.cautions.push_back(fmt::format("One trial in \"{}\" says next to nothing.", stage.name));
    if (leaf.unknown)
      m.cautions.push_back(fmt::format("\"{}\" is unknown and counts as 0 to 100%.", stage.name));
    if (leaf.shape == Shape::sample)
      m.cautions.push_back(fmt::format("The likely range draws single values of \"{}\"; the bound limits their mean.", stage.name));
  }
  const bool best_outside = m.harmed.point && m.harmed.bound.interval && !m.harmed.bound.interval->contains(*m.harmed.point);
  if (best_outside) {
    const Interval& b = *m.harmed.bound.interval;
    const double slack = 1e-12 * *m.harmed.point;
    if (*m.harmed.point > b.high + slack || *m.harmed.point < b.low - slack)
      m.cautions.push_back("The best values multiply to " + number_text(*m.harmed.point, Rounding::nearest) +
                           ", which the evidence does not allow: one of them is off.");
  }
}

}  // namespace

std::optional<double> point_reading(const Expression& expression, std::span<const Leaf> leaves) {
  return evaluate_point(expression, [&](std::size_t i) -> std::optional<double> {
    const auto point = point_of(leaves[i]);
    return point ? std::optional<double>(point->value) : std::nullopt;
  });
}

std::optional<Expression> cost_of(const FailureMode& mode, double scale) {
  if (!mode.cost_leaf) return std::nullopt;
  Expression e = harmed_by_chain(mode, scale);
  const std::size_t harmed = e.nodes.size() - 1;
  e.product(harmed, e.leaf(*mode.cost_leaf));
  return e;
}

std::string counted_unit(const Case& subject, const FailureMode& mode) {
  const std::string& population_unit = subject.leaves[mode.stages.front().leaf].unit;
  const auto per = population_unit.find(" per ");
  std::string who = mode.affected;
  if (who.empty()) who = population_unit.substr(0, per);
  if (who.empty() || who == "amount") who = "people";
  std::string period = subject.feature.period;
  if (period.empty() && per != std::string::npos) period = population_unit.substr(per + 5);
  return period.empty() ? who : who + " per " + period;
}

ModeAssessment assess_mode(const Case& subject, std::size_t number, const HarmSettings& settings) {
  const FailureMode& mode = subject.failure_modes[number];
  ModeAssessment m;
  m.mode = number;
  m.unit = counted_unit(subject, mode);
  m.stages = stage_readings(subject, mode, alpha_each(subject, leaves_of_bound(mode), settings));
  m.harmed = harmed_readings(subject, mode, settings, m.unit);
  m.cost = cost_readings(subject, mode, settings, m.harmed);
  if (!m.cost) m.cost_why = "no cost_per_harm is stated";
  m.exceeds_cap = cap_reading(mode, m.harmed);
  fill_exposure_limit(m, mode, subject, settings);
  m.swings = swings_of(subject, mode, settings);
  add_cautions(m, mode, subject.leaves);
  return m;
}

}  // namespace premortem
