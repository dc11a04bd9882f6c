#include "premortem/models/harm_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include "premortem/core/error.hpp"
#include "premortem/core/rounding.hpp"

namespace premortem {
namespace {

const HarmStage* stage_given(const FailureMode& mode, Given given) {
  const auto found = std::find_if(mode.stages.begin(), mode.stages.end(), [&](const auto& s) { return s.given == given; });
  return found == mode.stages.end() ? nullptr : &*found;
}

/// The stage's leaf times its factors.
std::size_t stage_value(Expression& e, const HarmStage& stage) {
  std::size_t value = e.leaf(stage.leaf);
  for (const auto* list : {&stage.factors, &stage.planned})
    for (const auto factor : *list) value = e.product(value, e.leaf(factor));
  return value;
}

std::string rows_of(const FailureMode& mode, bool chain) {
  std::vector<Place> places;
  for (std::size_t i = 1; i < mode.stages.size(); ++i)
    if (in_chain(mode.stages[i]) == chain) places.push_back(mode.stages[i].place);
  return row_list(places);
}

Interval everyone(const FailureMode& mode, const Interval& population, std::span<const Leaf> leaves, double scale) {
  const double high = only_shares(mode, leaves) ? multiply_up(population.high, scale) : std::numeric_limits<double>::infinity();
  return {0, high};
}

Interval within(const FailureMode& mode, const Interval& harmed, const Interval& limit) {
  const bool by_incidents = stage_given(mode, Given::incidents) != nullptr;
  if (harmed.low > limit.high && !by_incidents) return {limit.high, limit.high};  // a mitigation that makes it worse reaches all
  if (harmed.low > limit.high)
    throw Refusal(fmt::format("{} of \"{}\" says that more are harmed ({:.6g}) than there are ({:.6g})", rows_of(mode, false),
                              mode.name, harmed.low, limit.high));
  const Interval possible = intersect(harmed, limit);
  if (!std::isfinite(possible.high)) throw Refusal(fmt::format("nothing limits the number harmed by \"{}\"", mode.name));
  return possible;
}

}  // namespace

bool in_chain(const HarmStage& stage) { return stage.given == Given::previous || stage.given == Given::marginal; }

bool has_chain(const FailureMode& mode) {
  return std::any_of(mode.stages.begin() + 1, mode.stages.end(), in_chain);
}

bool only_shares(const FailureMode& mode, std::span<const Leaf> leaves) {
  return std::all_of(mode.stages.begin() + 1, mode.stages.end(),
                     [&](const HarmStage& s) { return leaves[s.leaf].unit_kind == UnitKind::share; });
}

std::string title_of(const FailureMode& mode) { return mode.option.empty() ? mode.name : mode.name + " (" + mode.option + ")"; }

std::string_view name_of(Given given) {
  constexpr std::array<std::string_view, 4> names{"previous", "marginal", "incidents", "noticed"};
  return names[static_cast<std::size_t>(given)];
}

std::string_view name_of(Reversible reversible) {
  constexpr std::array<std::string_view, 4> names{"", "yes", "partly", "no"};
  return names[static_cast<std::size_t>(reversible)];
}

std::optional<Expression> harmed_by_evidence(const FailureMode& mode, double scale) {
  const auto* incidents = stage_given(mode, Given::incidents);
  if (!incidents) return std::nullopt;
  Expression e;
  const std::size_t population = e.product(e.constant(scale), e.leaf(mode.stages.front().leaf));
  const std::size_t seen = e.product(population, stage_value(e, *incidents));
  if (const auto* noticed = stage_given(mode, Given::noticed)) e.quotient(seen, e.leaf(noticed->leaf));
  return e;
}

Expression harmed_by_chain(const FailureMode& mode, double scale) {
  if (!has_chain(mode))
    if (auto evidence = harmed_by_evidence(mode, scale)) return *evidence;
  Expression e;
  std::size_t harmed = e.product(e.constant(scale), stage_value(e, mode.stages.front()));
  // Shares of everyone combine with each other before they meet the population; without any, multiplying from the
  // population on gives the whole numbers that a person gets on paper.
  const bool any_marginal = std::any_of(mode.stages.begin(), mode.stages.end(), [](const auto& s) { return s.given == Given::marginal; });
  std::optional<std::size_t> share;
  for (std::size_t i = 1; i < mode.stages.size(); ++i) {
    const auto& stage = mode.stages[i];
    if (!in_chain(stage)) continue;
    const std::size_t leaf = stage_value(e, stage);
    if (!any_marginal) harmed = e.product(harmed, leaf);
    else if (!share) share = leaf;
    else share = stage.given == Given::marginal ? e.both(*share, leaf) : e.product(*share, leaf);
  }
  if (share) e.product(harmed, *share);
  return e;
}

bool within_cap(double harmed, double cap) {
  constexpr double rounding = 1e-12;  // relative; the outward rounding of a chain is far below it
  return harmed <= cap * (1 + rounding);
}

std::vector<std::size_t> leaves_of_bound(const FailureMode& mode) {
  std::vector<std::size_t> used;
  for (const auto& stage : mode.stages) {
    used.push_back(stage.leaf);
    used.insert(used.end(), stage.factors.begin(), stage.factors.end());
    used.insert(used.end(), stage.planned.begin(), stage.planned.end());
  }
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  return used;
}

namespace {

using LeafInterval = std::function<Interval(std::size_t)>;

/// What both the chain and the incidents beside it allow today.
Interval bound_today(const FailureMode& mode, const LeafInterval& leaf_interval, double scale) {
  const Interval by_chain = evaluate_bound(harmed_by_chain(mode, scale), leaf_interval);
  const auto evidence = harmed_by_evidence(mode, scale);
  if (!evidence || !has_chain(mode)) return by_chain;
  const Interval by_evidence = evaluate_bound(*evidence, leaf_interval);
  if (by_evidence.low > by_chain.high || by_chain.low > by_evidence.high)
    throw Refusal(fmt::format("the chain in {} ({:.6g} to {:.6g}) and the incidents in {} ({:.6g} to {:.6g}) contradict each other",
                              rows_of(mode, true), by_chain.low, by_chain.high, rows_of(mode, false), by_evidence.low,
                              by_evidence.high));
  return intersect(by_chain, by_evidence);
}

/// How much of today's harm the planned mitigations leave at most. Among shares of everyone nobody knows whom they
/// reach, so one that may pass 1 leaves nothing known.
double left_by_planned(const FailureMode& mode, const LeafInterval& leaf_interval) {
  const bool overlap_known = std::none_of(mode.stages.begin(), mode.stages.end(), [](const auto& s) { return s.given == Given::marginal; });
  double left = 1;
  for (const auto& stage : mode.stages)
    for (const auto leaf : stage.planned) {
      const double high = leaf_interval(leaf).high;
      if (overlap_known) left = multiply_up(left, high);
      else if (high > 1) return std::numeric_limits<double>::infinity();
    }
  return left;
}

FailureMode without_planned(FailureMode mode) {
  for (auto& stage : mode.stages) stage.planned.clear();
  return mode;
}

bool any_planned(const FailureMode& mode) {
  return std::any_of(mode.stages.begin(), mode.stages.end(), [](const auto& s) { return !s.planned.empty(); });
}

}  // namespace

Interval harmed_bound(const FailureMode& mode, std::span<const Leaf> leaves, const BoundGrounds& grounds,
                      double confidence, double scale) {
  const LeafInterval leaf_interval = [&](std::size_t i) { return bound_of(leaves[i], alpha_of(leaves[i], grounds, confidence)); };
  const Interval limit = everyone(mode, leaf_interval(mode.stages.front().leaf), leaves, scale);
  const Interval today = within(mode, bound_today(without_planned(mode), leaf_interval, scale), limit);
  if (!any_planned(mode)) return today;
  const Interval by_chain = within(mode, evaluate_bound(harmed_by_chain(mode, scale), leaf_interval), limit);
  if (!harmed_by_evidence(mode, scale) || !has_chain(mode)) return by_chain;
  const double high = std::min(by_chain.high, multiply_up(today.high, left_by_planned(mode, leaf_interval)));
  return {std::min(by_chain.low, high), high};
}

namespace {

/// Takes the counted factors that let at most all through out of their stages; how many there were.
int drop_counted_shares(FailureMode& mode, std::span<const Leaf> leaves) {
  int dropped = 0;
  const auto counted = [&](std::size_t leaf) { return leaves[leaf].unit_kind == UnitKind::share && kind_of(leaves[leaf]) == LeafKind::sampled; };
  for (auto& stage : mode.stages)
    for (auto* list : {&stage.factors, &stage.planned}) dropped += static_cast<int>(std::erase_if(*list, counted));
  return dropped;
}

}  // namespace

Interval harmed_at_most(const FailureMode& mode, std::span<const Leaf> leaves, const BoundGrounds& grounds,
                        double confidence, double scale) {
  Interval bound = harmed_bound(mode, leaves, grounds, confidence, scale);
  FailureMode without = mode;
  const int dropped = drop_counted_shares(without, leaves);
  if (dropped == 0) return bound;
  BoundGrounds fewer = grounds;
  fewer.sampled -= dropped;
  bound.high = std::min(bound.high, harmed_bound(without, leaves, fewer, confidence, scale).high);
  bound.low = std::min(bound.low, bound.high);
  return bound;
}

}  // namespace premortem
