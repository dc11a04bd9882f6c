#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/harm_mode.hpp"
#include "analysis/one_period.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

std::string share_or_number(const Leaf& leaf, double x, Rounding rounding) {
  return leaf.unit_kind == UnitKind::share ? percent_text(x, rounding) : number_text(x, rounding);
}

/// The least share of incidents that would have been noticed; 1 where nothing says that some go unnoticed.
double least_noticed(const ModeAssessment& m, const HarmStage& stage) {
  if (stage.given != Given::incidents) return 1;
  for (const auto& s : m.stages)
    if (s.given == Given::noticed) return s.low.value_or(0);
  return 1;
}

/// One-sided: what none of n leaves possible, about 3/n at 95% (Hanley & Lippman-Hand 1983, JAMA 249).
std::string none_seen(const ModeAssessment& m, const HarmStage& stage, const Leaf& leaf, double confidence) {
  const double rate = leaf.shape == Shape::count ? clopper_pearson_upper(0, *leaf.n, confidence) : -std::log1p(-confidence) / *leaf.n;
  const double noticed = least_noticed(m, stage), fits = noticed > 0 ? rate / noticed : 1;
  const std::string beyond = fits < 1 || leaf.unit_kind != UnitKind::share ? "up to " + share_or_number(leaf, fits, Rounding::up) + " fits the data"
                                                                           : "any share fits the data";
  return fmt::format("None of {} seen in \"{}\" is not never: at {} confidence {}.", number_text(*leaf.n, Rounding::nearest), shortened(stage.name), confidence_text(confidence), beyond);
}

std::string all_seen(const HarmStage& stage, const Leaf& leaf, double confidence) {
  const double least = 1 - clopper_pearson_upper(0, *leaf.n, confidence);
  return fmt::format("All {0} of {0} in \"{1}\" is not everyone: at least {2}, with {3} confidence.", number_text(*leaf.n, Rounding::nearest),
                     shortened(stage.name), percent_text(least, Rounding::down), confidence_text(confidence));
}

/// What each expert says, side by side.
std::string experts_words(const HarmStage& stage, const Leaf& pool, double alpha) {
  std::string each;
  double highest_low = -std::numeric_limits<double>::infinity(), lowest_high = -highest_low;
  for (const auto& expert : pool.experts) {
    Interval own;
    try {
      own = bound_of(expert, alpha);
    } catch (const Refusal&) {  // does not know, and nothing limits the quantity
      each += (each.empty() ? "" : ", ") + expert.expert + " ?";
      continue;
    }
    highest_low = std::max(highest_low, own.low), lowest_high = std::min(lowest_high, own.high);
    const auto low = share_or_number(pool, own.low, Rounding::nearest), high = share_or_number(pool, own.high, Rounding::nearest);
    each += (each.empty() ? "" : ", ") + expert.expert + " " + (low == high ? low : low + " to " + high);
  }
  const bool apart = highest_low > lowest_high;
  return fmt::format("{} experts on \"{}\"{}: {}.", pool.experts.size(), shortened(stage.name), apart ? " contradict each other" : "", each);
}

/// Three readings of one sample, which would otherwise seem to contradict each other.
std::string sample_words(const HarmStage& stage, const Leaf& leaf, bool counts_several) {
  const std::string largest = share_or_number(leaf, largest_value(leaf, 0), Rounding::up);
  if (counts_several)
    return fmt::format("The likely range takes one value of \"{}\" for all incidents alike; \"at most\" limits their mean; in one period each may have its own, up to {}.",
                       shortened(stage.name), largest);
  return fmt::format("The likely range draws single values of \"{}\"; \"at most\" limits their mean; one period may have the largest, {}, throughout.", shortened(stage.name), largest);
}

/// What a stage's own evidence asks to be said.
void add_stage_caution(ModeAssessment& m, const HarmStage& stage, const Leaf& leaf, const HarmSettings& settings, bool counts_several) {
  const bool counted = (leaf.shape == Shape::count || leaf.shape == Shape::rate) && !leaf.unknown;
  if (counted && leaf.k == 0.0 && stage.given != Given::noticed) m.cautions.push_back(none_seen(m, stage, leaf, settings.confidence));
  if (counted && leaf.shape == Shape::count && leaf.k == leaf.n && *leaf.n > 1) m.cautions.push_back(all_seen(stage, leaf, settings.confidence));
  if (leaf.shape == Shape::count && leaf.n == 1.0)
    m.cautions.push_back(fmt::format("One trial in \"{}\" says next to nothing.", shortened(stage.name)));
  if (leaf.unknown && leaf.unit_kind == UnitKind::share)
    m.cautions.push_back(fmt::format("\"{}\" is unknown and counts as 0 to 100%.", shortened(stage.name)));
  if (leaf.shape == Shape::sample)
    m.cautions.push_back(sample_words(stage, leaf, counts_several));
  if (leaf.shape == Shape::pool) m.cautions.push_back(experts_words(stage, leaf, 1 - settings.confidence));
}

void caution_best_outside(ModeAssessment& m) {
  const Readings& r = m.standing();
  if (!r.point || !r.bound.interval) return;
  const Interval& b = *r.bound.interval;
  const double slack = 1e-12 * *r.point;  // ordinary arithmetic beside outward rounding
  if (*r.point > b.high + slack || *r.point < b.low - slack)
    m.cautions.push_back("The best values multiply to " + number_text(*r.point, Rounding::nearest) +
                         ", which the evidence does not allow: one of them is off.");
}

/// What the readings of the mode leave out of each other.
void add_model_cautions(ModeAssessment& m, const FailureMode& mode) {
  caution_best_outside(m);
  const bool both = has_chain(mode) && harmed_by_evidence(mode, 1);
  if (both) m.cautions.push_back("The incidents lower the bound only; \"about\" and the likely range follow the chain alone.");
  if (both && m.with_mitigation)
    m.cautions.push_back("The incidents were counted with the mitigations in place, so they do not lower the bound without them.");
  const double size = m.period.largest_incident;
  if (size > 1)
    m.cautions.push_back(fmt::format("In one period each incident counts up to {} at once; if one can count more, the period can be worse.",
                                     number_text(size, Rounding::up)));
}

}  // namespace

void add_cautions(ModeAssessment& m, const FailureMode& mode, const Case& subject, const HarmSettings& settings) {
  for (const auto& stage : mode.stages) {
    const bool counts_several = &stage != &mode.stages.front() && subject.leaves[stage.leaf].unit_kind != UnitKind::share;
    add_stage_caution(m, stage, subject.leaves[stage.leaf], settings, counts_several);
    for (const auto factor : stage.factors) {
      HarmStage mitigation{subject.leaves[factor].label, Given::previous, factor, {}};
      add_stage_caution(m, mitigation, subject.leaves[factor], settings, false);
    }
  }
  for (const auto& estimate : m.expired) m.cautions.push_back(estimate + ": it no longer counts as evidence.");
  add_model_cautions(m, mode);
}

}  // namespace premortem
