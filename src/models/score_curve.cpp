#include "premortem/models/score_curve.hpp"

#include <algorithm>
#include <functional>

namespace premortem {

std::optional<std::size_t> entry_at(const ScoreCurve& curve, std::optional<double> threshold) {
  if (!threshold) return std::nullopt;
  const auto below = std::upper_bound(curve.score.begin(), curve.score.end(), *threshold, std::greater<>());
  // `below` is the first score under the threshold.
  if (below == curve.score.begin()) return std::nullopt;
  return static_cast<std::size_t>(below - curve.score.begin()) - 1;
}

Confusion confusion_at(const ScoreCurve& curve, std::optional<double> threshold) {
  const auto entry = entry_at(curve, threshold);
  Confusion c;
  if (entry) c.tp = curve.tp[*entry], c.fp = curve.fp[*entry];
  c.fn = curve.positives() - c.tp;
  c.tn = curve.negatives() - c.fp;
  return c;
}

}  // namespace premortem
