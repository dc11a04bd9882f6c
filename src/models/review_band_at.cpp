#include <fmt/format.h>

#include "models/band_terms.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

LabelledItems between(const CurveTotals& from, const CurveTotals& to) {
  return {to.positives - from.positives, to.negatives - from.negatives};
}

CostParts cost_of(const ReviewBand& b, const ReviewCost& c, const CurveTotals& acted, const CurveTotals& seen,
                  const CurveTotals& all) {
  const double seen_share = 1 - c.stale.value();
  const double caught = seen_share * c.sensitivity.value(), wrong = seen_share * (1 - c.specificity.value());
  CostParts p;
  p.actions = c.action.action * (b.acted.all() + caught * b.reviewed.positives + wrong * b.reviewed.negatives);
  p.reviews = c.review * seen_share * b.reviewed.all();
  p.appeals = c.appeal * b.appeals;
  const double undone = c.appeal_rate.value() * c.appeal_success.value();
  p.false_positives = c.action.false_positive * ((1 - undone) * b.acted.negatives + wrong * b.reviewed.negatives);
  p.misses = c.positive_appeal_rate.value() * c.positive_appeal_success.value() * acted.harm +
             seen_share * (1 - c.sensitivity.value()) * (seen.harm - acted.harm) +
             (1 - c.late_report_rate.value() * c.avoidable_share.value()) *
                 (all.harm - seen.harm + c.stale.value() * (seen.harm - acted.harm));
  return p;
}

/// @param b  a band's items, or its rows
template <class Parts>
Confusion outcome_of(const Parts& b, const ReviewCost& c) {
  const double seen_share = 1 - c.stale.value();
  const double caught = seen_share * c.sensitivity.value(), wrong = seen_share * (1 - c.specificity.value());
  const double lost = c.positive_appeal_rate.value() * c.positive_appeal_success.value();
  const double undone = c.appeal_rate.value() * c.appeal_success.value();
  Confusion o;
  o.tp = (1 - lost) * b.acted.positives + caught * b.reviewed.positives;
  o.fn = lost * b.acted.positives + (1 - caught) * b.reviewed.positives + b.passed.positives;
  o.fp = (1 - undone) * b.acted.negatives + wrong * b.reviewed.negatives;
  o.tn = undone * b.acted.negatives + (1 - wrong) * b.reviewed.negatives + b.passed.negatives;
  return o;
}

LabelledItems counted(const ScoreCurve& curve, std::size_t from, std::size_t to) {
  const auto reached = [](const std::vector<std::uint64_t>& rows, std::size_t entries) {
    return entries == 0 ? 0 : static_cast<double>(rows[entries - 1]);
  };
  return {reached(curve.tp, to) - reached(curve.tp, from), reached(curve.fp, to) - reached(curve.fp, from)};
}

std::optional<double> value_recall(const ScoreCurve& curve, const ReviewCost& c, const ReviewBand& b) {
  if (curve.tp_value.size() != curve.size() || !(curve.tp_value.back() > 0)) return std::nullopt;
  const auto value = [&](std::size_t entries) { return entries == 0 ? 0 : curve.tp_value[entries - 1]; };
  const double kept = 1 - c.positive_appeal_rate.value() * c.positive_appeal_success.value();
  const double acted = value(b.acted_entries), reviewed = value(b.seen_entries) - acted;
  return (kept * acted + (1 - c.stale.value()) * c.sensitivity.value() * reviewed) / curve.tp_value.back();
}

}  // namespace

ReviewBand review_band_at(const ScoreCurve& curve, const ReviewCost& cost, std::size_t acted_entries,
                          std::size_t seen_entries) {
  require_band(curve, cost);
  if (acted_entries > seen_entries || seen_entries > curve.size())
    throw DomainError(fmt::format("a band from entry {} to {} of a curve with {} entries", acted_entries, seen_entries,
                                  curve.size()));
  const CurveTotals acted = totals(curve, cost.action, acted_entries), seen = totals(curve, cost.action, seen_entries);
  const CurveTotals all = totals(curve, cost.action, curve.size());
  ReviewBand b;
  b.acted_entries = acted_entries, b.seen_entries = seen_entries;
  if (acted_entries > 0) b.review_high = curve.score[acted_entries - 1];
  if (seen_entries > 0) b.review_low = curve.score[seen_entries - 1];
  b.acted = between({}, acted), b.reviewed = between(acted, seen), b.passed = between(seen, all);
  b.appeals = cost.appeal_rate.value() * b.acted.negatives + cost.positive_appeal_rate.value() * b.acted.positives;
  b.cost = cost_of(b, cost, acted, seen, all);
  b.outcome = outcome_of(b, cost);
  b.rows.acted = counted(curve, 0, acted_entries), b.rows.reviewed = counted(curve, acted_entries, seen_entries);
  b.rows.passed = counted(curve, seen_entries, curve.size());
  b.rows.outcome = outcome_of(b.rows, cost);
  if (all.positives > 0) b.recall = b.outcome.tp / all.positives;
  b.value_recall = value_recall(curve, cost, b);
  return b;
}

}  // namespace premortem
