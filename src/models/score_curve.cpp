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

Confusion confusion_of(const ScoreCurve& curve, std::optional<std::size_t> entry) {
  Confusion c;
  if (entry) c.tp = static_cast<double>(curve.tp[*entry]), c.fp = static_cast<double>(curve.fp[*entry]);
  c.fn = static_cast<double>(curve.positives()) - c.tp;
  c.tn = static_cast<double>(curve.negatives()) - c.fp;
  return c;
}

Confusion confusion_at(const ScoreCurve& curve, std::optional<double> threshold) { return confusion_of(curve, entry_at(curve, threshold)); }

}  // namespace premortem
