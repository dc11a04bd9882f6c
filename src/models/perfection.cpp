#include "premortem/models/perfection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

void require_points(std::span<const PerfectionPoint> points, std::size_t chosen) {
  if (chosen >= points.size()) throw DomainError(fmt::format("there is no point {} of {}", chosen, points.size()));
  for (const auto& p : points) {
    if (!(p.metric >= 0 && p.metric <= 1) || !std::isfinite(p.cost_per_year) ||
        !(p.misses_per_year.value_or(0) >= 0 && std::isfinite(p.misses_per_year.value_or(0))))
      throw DomainError(fmt::format("a point needs a metric in [0, 1], a finite cost and misses >= 0, not {}, {}, {}",
                                    p.metric, p.cost_per_year, p.misses_per_year.value_or(0)));
  }
}

void add_cost_per_miss(PerfectionFacts& f, std::optional<double> misses_now) {
  if (!misses_now || !f.misses_left) {
    f.why_no_cost_per_miss = "misses are not stated for both";
    return;
  }
  f.misses_avoided = *misses_now - *f.misses_left;
  if (!(*f.misses_avoided > 0))
    f.why_no_cost_per_miss = "it misses no fewer";
  else if (!(f.extra_cost > 0))
    f.why_no_cost_per_miss = "it costs no more";
  else
    f.cost_per_miss_avoided = f.extra_cost / *f.misses_avoided;
}

}  // namespace

PerfectionFacts perfection_facts(std::span<const PerfectionPoint> points, std::size_t chosen) {
  require_points(points, chosen);
  PerfectionFacts f;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto &here = points[i], &best = points[f.nearest];
    if (here.metric > best.metric || (here.metric == best.metric && here.cost_per_year < best.cost_per_year))
      f.nearest = i;
  }
  const auto &nearest = points[f.nearest], &now = points[chosen];
  f.perfect = nearest.metric == 1;
  f.extra_cost = nearest.cost_per_year - now.cost_per_year;
  f.extra_points = 100 * (nearest.metric - now.metric);
  f.misses_left = nearest.misses_per_year;
  add_cost_per_miss(f, now.misses_per_year);
  return f;
}

std::optional<FullRecall> full_recall(const ScoreCurve& curve, double confidence) {
  if (!(confidence > 0 && confidence < 1))
    throw DomainError(fmt::format("confidence must lie in (0, 1), not {}", confidence));
  if (curve.positives() == 0) return std::nullopt;
  const auto first = std::lower_bound(curve.tp.begin(), curve.tp.end(), curve.positives());
  const auto i = static_cast<std::size_t>(first - curve.tp.begin()), last = curve.size() - 1;
  FullRecall full;
  full.threshold = curve.score[i];
  full.false_positives = curve.negative_items(i);
  full.flagged = curve.positive_items(i) + full.false_positives;
  full.share_flagged = full.flagged / (curve.positive_items(last) + curve.negative_items(last));
  full.positives = static_cast<double>(curve.positives());
  full.miss_rate_upper = -std::expm1(std::log1p(-confidence) / full.positives);
  return full;
}

double cost_of_full_recall(const FullRecall& full, const FlaggingCosts& costs) {
  if (!(costs.false_positive >= 0 && costs.action >= 0 && costs.scale > 0) ||
      !std::isfinite(costs.false_positive + costs.action + costs.scale))
    throw DomainError(fmt::format("flagging needs costs >= 0 and a scale > 0, not {}, {}, {}", costs.false_positive,
                                  costs.action, costs.scale));
  return costs.scale * (full.false_positives * costs.false_positive + full.flagged * costs.action);
}

}  // namespace premortem
