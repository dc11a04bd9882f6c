#include "analysis/tradeoff_points.hpp"

#include <algorithm>
#include <utility>

#include "core/in_parallel.hpp"
#include "premortem/models/prevalence.hpp"
#include "premortem/models/roc_hull.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

constexpr const char* nothing_flagged = "nothing is flagged";
constexpr const char* no_positives = "no row is positive";

LimitedEstimate value_recall(const ScoreCurve& curve, std::optional<std::size_t> entry) {
  if (curve.tp_value.empty()) return {{}, {}, "the rows have no value"};
  if (!(curve.tp_value.back() > 0)) return {{}, {}, curve.positives() > 0 ? "no positive row has a value" : no_positives};
  return {entry ? curve.tp_value[*entry] / curve.tp_value.back() : 0, {}, "computed for the thresholds of --thresholds and the recommended one"};
}

/// Precision at the live share of positives, with limits from those of both rates at half the error each (Bonferroni).
LimitedEstimate live_precision(const OperatingPoint& p, const PointContext& context) {
  if (!context.terms.positive_rate) return {{}, {}, "no positive_rate is stated: the rows' own mix is taken for the live one"};
  if (p.counts.positives() == 0 || p.counts.negatives() == 0) return {{}, {}, "the rows are all of one label"};
  const Probability live(*context.terms.positive_rate);
  const auto at = [&](double tpr, double fpr) { return production_precision(Probability(tpr), Probability(fpr), live); };
  const auto value = at(p.counts.tp / p.counts.positives(), p.counts.fp / p.counts.negatives());
  if (!value) return {{}, {}, nothing_flagged};
  const double each = 1 - (1 - context.confidence) / 2;
  const auto tpr = clopper_pearson(p.counts.tp, p.counts.positives(), each), fpr = clopper_pearson(p.counts.fp, p.counts.negatives(), each);
  const auto low = at(tpr.low, fpr.high), high = at(tpr.high, fpr.low);
  return {value, Interval{low.value_or(0), high.value_or(1)}, ""};
}

std::optional<double> live_share(const OperatingPoint& p, const PointContext& context) {
  if (!context.terms.positive_rate || p.counts.positives() == 0 || p.counts.negatives() == 0) return std::nullopt;
  return *context.terms.positive_rate * p.counts.tp / p.counts.positives() + (1 - *context.terms.positive_rate) * p.counts.fp / p.counts.negatives();
}

bool is_corner(std::optional<std::size_t> entry, const std::vector<std::size_t>& hull) {
  return !entry || std::binary_search(hull.begin(), hull.end(), *entry);
}

/// Each corner flags more rows than the one before.
bool is_among(const std::vector<FlaggedRows>& hull, const FlaggedRows& flagged) {
  const auto rows = [](const FlaggedRows& f) { return f.tp + f.fp; };
  const auto found = std::lower_bound(hull.begin(), hull.end(), flagged, [&](const auto& a, const auto& b) { return rows(a) < rows(b); });
  return found != hull.end() && *found == flagged;
}

void add_costs(const ScoreCurve& curve, std::optional<std::size_t> entry, const PointContext& context, OperatingPoint& p) {
  const auto& terms = context.terms;
  if (!terms.volume_per_day || (!terms.has_miss_cost && !terms.has_false_positive_cost)) return;
  const double items = curve_items(curve, terms.cost.action);
  const auto cost = cost_of_acting(curve, terms, entry);
  if (terms.has_costs) p.cost_per_year = cost_per_year(cost.total(), items, *terms.volume_per_day);
  p.operating_cost_per_year = cost_per_year(cost.operating(), items, *terms.volume_per_day);
}

}  // namespace

LimitedEstimate counted_share(double events, double trials, double confidence, const char* nothing) {
  if (trials == 0) return {{}, {}, nothing};
  return {events / trials, clopper_pearson(events, trials, confidence), ""};
}

OperatingPoint operating_point(const ScoreCurve& curve, std::optional<std::size_t> entry, std::optional<double> threshold, const PointContext& context) {
  OperatingPoint p;
  p.threshold = threshold;
  p.text = threshold_text(curve, threshold);
  p.counts = confusion_of(curve, entry);
  p.precision = counted_share(p.counts.tp, p.counts.selected(), context.confidence, nothing_flagged);
  p.recall = counted_share(p.counts.tp, p.counts.positives(), context.confidence, no_positives);
  p.share_flagged = counted_share(p.counts.selected(), p.counts.all(), context.confidence, "there are no rows");
  p.value_recall = value_recall(curve, entry);
  p.live_precision = live_precision(p, context);
  p.live_share_flagged = live_share(p, context);
  add_costs(curve, entry, context, p);
  return p;
}

std::vector<OperatingPoint> operating_points(const ScoreCurve& curve, const std::vector<double>& thresholds, const PointContext& context) {
  const auto hull = roc_hull(curve, context.jobs);
  std::vector<std::pair<std::optional<std::size_t>, std::optional<double>>> places;  // entry and threshold
  for (const double t : thresholds) places.emplace_back(entry_at(curve, t), t);
  if (thresholds.empty()) {
    places.emplace_back();
    for (const auto entry : hull) places.emplace_back(entry, curve.score[entry]);
  }
  std::vector<OperatingPoint> points(places.size());
  in_parallel(places.size(), context.jobs, [&](std::size_t i, std::size_t) {
    points[i] = operating_point(curve, places[i].first, places[i].second, context);
    points[i].on_frontier = is_corner(places[i].first, hull);
  });
  return points;
}

std::vector<CohortPoint> cohort_points(const ScoredRows& rows, const ScoreCurves& curves, const std::vector<ScoreCurve>& cohorts, const std::vector<std::optional<double>>& thresholds, const PointContext& context) {
  std::vector<std::vector<CohortPoint>> by_cohort(cohorts.size());
  in_parallel(by_cohort.size(), context.jobs, [&](std::size_t c, std::size_t) {
    const auto& curve = cohorts[c];
    if (curve.size() == 0) return;
    // Costs and the live mix are of all items together, so that a cohort has none of its own.
    const TradeoffTerms none;
    for (const auto& t : thresholds) {
      const auto entry = entry_at(curve, t);
      by_cohort[c].push_back({rows.cohort.names[c], operating_point(curve, entry, t, {none, context.confidence})});
      by_cohort[c].back().point.text = threshold_text(curves.all, t);  // the same words as over all rows
      by_cohort[c].back().point.on_frontier = !entry || is_among(curves.hulls[c], {curve.tp[*entry], curve.fp[*entry]});
    }
  });
  std::vector<CohortPoint> points;
  for (const auto& of : by_cohort) points.insert(points.end(), of.begin(), of.end());
  return points;
}

std::string from_score(const std::string& text) { return text.starts_with("above ") ? "above score " + text.substr(6) : "from score " + text + " on"; }

}  // namespace premortem
