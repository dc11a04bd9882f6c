#include "premortem/models/constrained_optimum.hpp"

#include <algorithm>

#include "models/decline_target.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

/// One score: of what is flagged at one threshold, a binomial share is flagged at a higher one too.
double nested_fewer_at_least(double now, double today, double confidence) {
  if (now <= today) return 1 - clopper_pearson_upper(now, today, confidence);
  return 1 - 1 / (1 - clopper_pearson_upper(now - today, now, confidence));
}

/// Entry i of the curve, or nothing flagged.
DeclineChoice choice_at(const ScoreCurve& curve, std::optional<std::size_t> entry, const Confusion& today, double confidence) {
  DeclineChoice choice;
  const Confusion& c = choice.counts = confusion_of(curve, entry);
  if (entry) choice.threshold = curve.score[*entry];
  choice.fewer = 1 - c.fp / today.fp;
  choice.fewer_at_least = nested_fewer_at_least(c.fp, today.fp, confidence);
  return choice;
}

}  // namespace

ConstrainedOptimum constrained_optimum(const ScoreCurve& curve, std::optional<double> today, double most_missed, const DeclineTarget& target) {
  ConstrainedOptimum result;
  result.today = confusion_at(curve, today);
  require_target(target, result.today);
  if (!(most_missed > 0 && most_missed < 1)) throw DomainError(fmt::format("constrained_optimum(most_missed={}): it must lie in (0, 1)", most_missed));
  const auto positives = static_cast<double>(curve.positives());
  const auto missed = [&](std::size_t i) { return positives - static_cast<double>(curve.tp[i]); };
  const auto point = first_entry(curve.size(), [&](std::size_t i) { return missed(i) <= most_missed * positives + share_rounding; });
  result.by_point = choice_at(curve, point, result.today, target.confidence);
  result.by_point.enough = result.by_point.counts.fp <= (1 - target.fewer) * result.today.fp + share_rounding;
  const auto shown = first_entry(curve.size(), [&](std::size_t i) { return clopper_pearson_upper(missed(i), positives, target.confidence) <= most_missed; });
  if (!shown) {
    result.why = fmt::format("{:.0f} positives are too few to show a miss rate of at most {:.6g}, even if none is missed", positives, most_missed);
    return result;
  }
  result.shown = choice_at(curve, shown, result.today, target.confidence);
  result.shown->enough = result.shown->fewer_at_least >= target.fewer;
  return result;
}

}  // namespace premortem
