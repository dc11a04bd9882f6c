#include <fmt/format.h>

#include "analysis/harm_mode.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

/// What a stage's own evidence asks to be said.
void add_stage_cautions(ModeAssessment& m, const FailureMode& mode, std::span<const Leaf> leaves) {
  for (const auto& stage : mode.stages) {
    const Leaf& leaf = leaves[stage.leaf];
    const bool counted = leaf.shape == Shape::count || leaf.shape == Shape::rate;
    if (counted && !leaf.unknown && leaf.k == 0.0 && stage.given != Given::noticed)
      m.cautions.push_back(fmt::format("None of {} seen in \"{}\" is not never.", number_text(*leaf.n, Rounding::nearest), stage.name));
    if (leaf.shape == Shape::count && leaf.n == 1.0)
      m.cautions.push_back(fmt::format("One trial in \"{}\" says next to nothing.", stage.name));
    if (leaf.unknown && leaf.unit_kind == UnitKind::share)
      m.cautions.push_back(fmt::format("\"{}\" is unknown and counts as 0 to 100%.", stage.name));
    if (leaf.shape == Shape::sample)
      m.cautions.push_back(fmt::format("The likely range draws single values of \"{}\"; the bound limits their mean.", stage.name));
  }
}

void caution_best_outside(ModeAssessment& m) {
  if (!m.harmed.point || !m.harmed.bound.interval) return;
  const Interval& b = *m.harmed.bound.interval;
  const double slack = 1e-12 * *m.harmed.point;  // ordinary arithmetic beside outward rounding
  if (*m.harmed.point > b.high + slack || *m.harmed.point < b.low - slack)
    m.cautions.push_back("The best values multiply to " + number_text(*m.harmed.point, Rounding::nearest) +
                         ", which the evidence does not allow: one of them is off.");
}

/// What the readings of the mode leave out of each other.
void add_model_cautions(ModeAssessment& m, const FailureMode& mode, const Case& subject, const HarmSettings& settings) {
  caution_best_outside(m);
  if (has_chain(mode) && harmed_by_evidence(mode, settings.scale))
    m.cautions.push_back("The incidents lower the bound only; \"about\" and the likely range follow the chain alone.");
  if (!m.harmed.bound.interval) return;
  const double size = incident_size(subject, mode, m.harmed.bound.grounds, settings);
  if (size > 1)
    m.cautions.push_back(fmt::format("In one period each incident counts up to {} at once; if one can count more, the period can be worse.",
                                     number_text(size, Rounding::up)));
}

}  // namespace

void add_cautions(ModeAssessment& m, const FailureMode& mode, const Case& subject, const HarmSettings& settings) {
  add_stage_cautions(m, mode, subject.leaves);
  add_model_cautions(m, mode, subject, settings);
}

}  // namespace premortem
