#include <fmt/format.h>

#include <algorithm>

#include "analysis/diagnosis_evidence.hpp"

namespace premortem {
namespace {

std::optional<double> p_of(const SplitEvidence& e, PartKind kind) {
  if (kind == PartKind::mix) return e.p_mix;
  if (kind == PartKind::within) return e.p_within;
  return kind == PartKind::noise ? e.p_noise : e.p_decay;
}

}  // namespace

double loss_of(const DecaySplit& split, double value) { return split.lower_is_better ? value : -value; }

const SplitPart& part_of(const DecaySplit& d, PartKind kind) {
  if (kind == PartKind::mix) return d.mix;
  if (kind == PartKind::within) return d.within;
  return kind == PartKind::noise ? d.label_noise : d.decay;
}

PartTest part_test(const std::vector<SplitEvidence>& splits, PartKind kind) {
  PartTest best;
  double tested = 0;
  for (const auto& s : splits) {
    const auto& part = part_of(s.split, kind);
    if (!part.value || !s.split.p_change || !p_of(s, kind)) continue;
    tested += 1;
    const bool explains = loss_of(s.split, *s.split.change.value) > 0 && loss_of(s.split, *part.value) > 0;
    const double p = explains ? std::max(*s.split.p_change, *p_of(s, kind)) : 1;
    if (!best.p || p < *best.p) best = {p, &s};
  }
  if (best.p) best.p = std::min(1.0, *best.p * tested);
  return best;
}

PartTest change_test(const std::vector<SplitEvidence>& splits) {
  PartTest best;
  double tested = 0;
  for (const auto& s : splits) {
    if (!s.split.p_change) continue;
    tested += 1;
    const double p = loss_of(s.split, *s.split.change.value) > 0 ? *s.split.p_change : 1;
    if (!best.p || p < *best.p) best = {p, &s};
  }
  if (best.p) best.p = std::min(1.0, *best.p * tested);
  return best;
}

CauseVerdict not_shown(const std::vector<SplitEvidence>& splits, PartKind kind, double alpha, std::string& why) {
  constexpr double matters = 0.05;  // points of a metric
  const auto* worst = worst_of(splits, alpha);
  if (worst) {
    const auto& part = part_of(worst->split, kind);
    const double half = loss_of(worst->split, *worst->split.change.value) / 2;
    if (!part.limits && kind == PartKind::mix && part.value) return CauseVerdict::unlikely;  // one cohort, one bin: there is none
    const double most = part.limits ? std::max(loss_of(worst->split, part.limits->low), loss_of(worst->split, part.limits->high)) : 1;
    if (part.limits && most < half) return CauseVerdict::unlikely;
    why = part.limits ? fmt::format("the rows are too few to exclude it: of the {:+.3g} points of {} it may be as much as {:.3g}", 100 * *worst->split.change.value, worst->split.metric, 100 * most)
                      : fmt::format("its part of {} is not known: {}", worst->split.metric, part.why);
    return CauseVerdict::cannot_tell;
  }
  if (splits.empty()) {
    why = "no metric can be compared";
    return CauseVerdict::cannot_tell;
  }
  const auto& change = splits.front().split.change;
  const double seen_from = change.limits ? (change.limits->high - change.limits->low) / 2 : 1;
  if (seen_from < matters) return CauseVerdict::unlikely;
  why = fmt::format("the rows are too few: {} could get worse by up to {:.3g} points and pass for chance", splits.front().split.metric, 100 * seen_from);
  return CauseVerdict::cannot_tell;
}

const SplitEvidence* worst_of(const std::vector<SplitEvidence>& splits, double alpha) {
  const SplitEvidence* worst = nullptr;
  for (const auto& s : splits)
    if (s.split.p_change && *s.split.p_change <= alpha && loss_of(s.split, *s.split.change.value) > 0 && (!worst || *s.split.p_change < *worst->split.p_change)) worst = &s;
  return worst;
}

}  // namespace premortem
