#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/harm_mode.hpp"
#include "analysis/one_period.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/core/rounding.hpp"

namespace premortem {
namespace {

constexpr const char* too_large = "the result passes the largest number";

std::string point_why(const Expression& e, std::span<const Leaf> leaves) {
  if (has_unknown_overlap(e)) return "shares of everyone do not say how many people they have in common";
  for (const auto i : leaves_of(e))
    if (auto why = why_no_point(leaves[i]); !why.empty()) return why;
  return "the share that would have been noticed is 0 at its best value";
}

void fill_point(Readings& r, const Expression& e, std::span<const Leaf> leaves) {
  r.point = point_reading(e, leaves);
  if (!r.point) r.point_why = point_why(e, leaves);
  if (!r.point || std::isfinite(*r.point)) return;
  r.point.reset();
  r.point_why = too_large;
}

/// Best values that harm more people than there are contradict each other: seen, but hardly ever noticed.
void refuse_more_than_all(Readings& r, const Case& subject, const FailureMode& mode, const HarmSettings& settings) {
  const auto population = point_of(subject.leaves[mode.stages.front().leaf]);
  if (!r.point || !population || !only_shares(mode, subject.leaves)) return;
  if (within_cap(*r.point, population->value * settings.exposure())) return;
  r.point_why = fmt::format("the best values harm {:.6g}, more than there are", *r.point);
  r.point.reset();
}

void fill_one_period(Readings& r, const PeriodLaw& law, const HarmSettings& settings) {
  r.one_period_high = counted_at_most(law, settings.confidence);
  if (!r.one_period_high) r.one_period_why = "the average is too large to say how a single period differs from it";
}

}  // namespace

Readings harmed_readings(const Case& subject, const FailureMode& mode, const HarmSettings& settings, const std::string& unit) {
  Readings r;
  fill_point(r, harmed_by_chain(mode, settings.exposure()), subject.leaves);
  refuse_more_than_all(r, subject, mode, settings);
  r.bound.grounds = grounds_of(subject.leaves, leaves_of_bound(mode));
  try {
    r.bound.interval = harmed_at_most(mode, subject.leaves, r.bound.grounds, settings.confidence, settings.exposure());
  } catch (const Refusal& refusal) {
    r.bound.why = refusal.what();
    r.one_period_why = r.bound.why;
    return r;
  }
  const double high = r.bound.interval->high;
  r.bound.sentence = bound_sentence(r.bound, number_text(high, Rounding::up) + " " + unit, subject.leaves, settings.confidence);
  try {
    fill_one_period(r, period_law(subject, mode, high, r.bound.grounds, settings), settings);
  } catch (const Refusal& refusal) {
    r.one_period_why = refusal.what();
  }
  return r;
}

std::vector<std::size_t> with_leaf(std::vector<std::size_t> used, std::size_t leaf) {
  used.push_back(leaf);
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  return used;
}

std::optional<Readings> cost_readings(const Case& subject, const FailureMode& mode, const HarmSettings& settings,
                                      const Readings& harmed_by_mode) {
  const auto e = cost_of(mode, settings.exposure());
  if (!e) return std::nullopt;
  Readings r;
  fill_point(r, *e, subject.leaves);
  if (!harmed_by_mode.point) r.point.reset(), r.point_why = harmed_by_mode.point_why;
  r.bound.grounds = grounds_of(subject.leaves, with_leaf(leaves_of_bound(mode), *mode.cost_leaf));
  try {
    const Interval each = bound_in(subject.leaves[*mode.cost_leaf], r.bound.grounds, settings);
    const Interval harmed = harmed_at_most(mode, subject.leaves, r.bound.grounds, settings.confidence, settings.exposure());
    const Interval cost = harmed * each;
    if (!std::isfinite(cost.high)) throw Refusal(too_large);
    r.bound.interval = cost;
    const PeriodLaw law = period_law(subject, mode, harmed.high, r.bound.grounds, settings);
    const double dearest = largest_value(subject.leaves[*mode.cost_leaf], each.high);
    fill_one_period(r, dearest > each.high ? in_money(law, each.high, dearest) : law, settings);
    if (r.one_period_high && dearest == each.high) r.one_period_high = multiply_up(*r.one_period_high, each.high);
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

std::optional<double> point_reading(const Expression& expression, std::span<const Leaf> leaves) {
  return evaluate_point(expression, [&](std::size_t i) -> std::optional<double> {
    const auto point = point_of(leaves[i]);
    return point ? std::optional<double>(point->value) : std::nullopt;
  });
}

Interval bound_in(const Leaf& leaf, const BoundGrounds& grounds, const HarmSettings& settings) {
  return bound_of(leaf, alpha_of(leaf, grounds, settings.confidence));
}

std::optional<Expression> cost_of(const FailureMode& mode, double scale) {
  if (!mode.cost_leaf) return std::nullopt;
  Expression e = harmed_by_chain(mode, scale);
  const std::size_t harmed = e.nodes.size() - 1;
  e.product(harmed, e.leaf(*mode.cost_leaf));
  return e;
}

}  // namespace premortem
