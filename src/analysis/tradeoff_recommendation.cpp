#include "analysis/tradeoff_recommendation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

std::string percent(double share) { return percent_text(share, Rounding::nearest); }

/// A column of ones is no weight.
bool stand_for_unlike_numbers(const ScoreCurve& curve) {
  const auto differs = [](const std::vector<double>& items, const std::vector<std::uint64_t>& rows) { return !std::equal(items.begin(), items.end(), rows.begin()); };
  return !curve.tp_weight.empty() && (differs(curve.tp_weight, curve.tp) || differs(curve.fp_weight, curve.fp));
}

bool keeps_minima(const ScoreCurve& curve, const TradeoffTerms& terms, std::optional<std::size_t> entry) {
  const Confusion counts = confusion_of(curve, entry);
  const double tp = counts.tp, fp = counts.fp;
  const double live_tp = tp * terms.cost.action.positive_scale, selected = live_tp + fp * terms.cost.action.negative_scale;
  const bool recall = !terms.min_recall || (curve.positives() > 0 && tp >= *terms.min_recall * static_cast<double>(curve.positives()));
  const bool precision = !terms.min_precision || (selected > 0 && live_tp >= *terms.min_precision * selected);
  return recall && precision;
}

/// The cheapest entry among those that keep the minima and the budget; absent where none does. Where a threshold is certified,
/// only what a certificate covers.
std::optional<ThresholdCost> cheapest_that_keeps(const ScoreCurve& curve, const TradeoffTerms& terms, const CertifiedReading& certified, std::optional<double> budget) {
  std::optional<ThresholdCost> best;
  const auto consider = [&](std::optional<std::size_t> entry, std::optional<double> threshold) {
    const ThresholdCost cost{entry, threshold, cost_of_acting(curve, terms, entry)};
    if (budget && cost.cost.operating() > *budget * (1 + 1e-14)) return;
    // Ties take the lowest threshold, which comes last.
    if (!best || cost.cost.total() <= best->cost.total() * (1 + 1e-14)) best = cost;
  };
  // A certificate of precision is of the very number it is for: between it and the next score of these rows others may come. One of
  // recall covers every lower threshold.
  for (const double t : certified.all) consider(entry_at(curve, t), t);
  if (!certified.all.empty()) return best;
  const auto covered = [&](std::optional<std::size_t> entry) { return certified.threshold ? entry && curve.score[*entry] <= *certified.threshold : keeps_minima(curve, terms, entry); };
  if (covered(std::nullopt)) consider(std::nullopt, std::nullopt);
  for (std::size_t i = 0; i < curve.size(); ++i)
    if (covered(i)) consider(i, curve.score[i]);
  return best;
}

std::optional<double> items_budget(const ScoreCurve& curve, const TradeoffTerms& terms) {
  if (!terms.budget_per_year || !terms.volume_per_day || *terms.volume_per_day == 0) return std::nullopt;
  return cost_of_items(*terms.budget_per_year, curve_items(curve, terms.cost.action), *terms.volume_per_day);
}

void take_threshold(const ThresholdCost& chosen, const CostParts& cost, Recommendation& r) {
  r.exists = true;
  r.threshold = chosen.threshold;
  r.cost = cost;
}

/// What limits there are besides the cost, in words: "within the budget", ...
std::string limits_words(const TradeoffTerms& terms, bool budget, bool capacity) {
  std::string words;
  const auto add = [&](const std::string& w) { words += (words.empty() ? "" : " and ") + w; };
  if (terms.min_recall) add(fmt::format("catches at least {} of the positive rows", percent(*terms.min_recall)));
  if (terms.min_precision) add(fmt::format("is right in at least {} of {}", percent(*terms.min_precision), terms.positive_rate ? "what it flags at the stated positive_rate" : "the flagged rows"));
  if (budget) add("keeps the budget");
  if (capacity) add("keeps what the reviewers can take");
  return words.empty() ? "" : " that " + words;
}

void by_threshold(const ScoreCurve& curve, const TradeoffTerms& terms, const CertifiedReading& certified, Recommendation& r) {
  const auto budget = items_budget(curve, terms);
  const bool bound = terms.min_recall || terms.min_precision;
  std::optional<ThresholdCost> best;
  const bool appeals_count = budget && terms.cost.appeal > 0;  // they are no part of the cost that cheapest_threshold limits
  if (bound || appeals_count) best = cheapest_that_keeps(curve, terms, certified, budget);
  else best = cheapest_threshold(curve, terms.acting, budget);
  if (!best) {
    r.why = fmt::format("no threshold{}", limits_words(terms, budget.has_value(), false));
    return;
  }
  take_threshold(*best, cost_of_acting(curve, terms, best->entry), r);
  r.why = bound && certified.threshold ? fmt::format("the cheapest of the thresholds that are certified{}", budget ? " and keep the budget" : "")
                             : fmt::format("the cheapest threshold{} on these rows", limits_words(terms, budget.has_value(), false));
}

void by_band(const ScoreCurve& curve, const TradeoffTerms& terms, std::optional<double> capacity_per_day, Recommendation& r) {
  BandLimits limits;
  const double items = curve_items(curve, terms.cost.action);
  limits.budget = items_budget(curve, terms);
  if (capacity_per_day && terms.volume_per_day && *terms.volume_per_day > 0) limits.capacity = capacity_in_items(*capacity_per_day, items, *terms.volume_per_day);
  r.band = cheapest_review_band(curve, terms.cost, limits);
  r.exists = true;
  r.threshold = r.band->review_high;
  r.review_high = r.band->review_high;
  r.review_low = r.band->review_low;
  r.cost = r.band->cost;
  r.why = fmt::format("the cheapest band{} on these rows", limits_words({}, limits.budget.has_value(), limits.capacity.has_value()));
}

/// The share of what the band sends to review that goes stale in the busiest hour; 0 where everything waits.
double stale_share(const ScoreCurve& curve, const TradeoffTerms& terms, const ReviewBand& band) {
  if (!terms.team || !terms.team->patience_minutes || !terms.volume_per_day || !(band.reviewed.all() > 0)) return 0;
  const double a_day = band.reviewed.all() / curve_items(curve, terms.cost.action) * *terms.volume_per_day;
  return review_wait(*terms.team, peak_arrivals_per_hour(*terms.team, a_day)).stale;
}

ReviewBand band_with_stale(const ScoreCurve& curve, const TradeoffTerms& terms, const ReviewBand& band, double stale) {
  auto cost = terms.cost;
  cost.stale = Probability(stale);
  return review_band_at(curve, cost, band.acted_entries, band.seen_entries);
}

/// What goes stale is counted where it is known of the whole day; the band was chosen without.
void count_stale(const ScoreCurve& curve, const TradeoffTerms& terms, Recommendation& r) {
  const double share = stale_share(curve, terms, *r.band);
  if (share == 0) return;
  const auto all_day = band_with_stale(curve, terms, *r.band, share);
  r.stale = StaleReviews{share, terms.team->peak_factor == 1, {}, cost_per_year(all_day.cost.total(), curve_items(curve, terms.cost.action), *terms.volume_per_day)};
  if (all_day.rows.positives() > 0) r.stale->recall = all_day.rows.outcome.tp / all_day.rows.positives();
  if (r.stale->all_day) r.band = all_day, r.cost = all_day.cost;
}

/// What stands after reviews, of the rows.
BandShares shares_of(const BandRows& rows, const TradeoffTerms& terms) {
  // What one row of either label stands for in the mix.
  double positive = 1, negative = 1;
  if (terms.positive_rate && rows.positives() > 0 && rows.negatives() > 0) positive = *terms.positive_rate / rows.positives(), negative = (1 - *terms.positive_rate) / rows.negatives();
  const double all = positive * rows.positives() + negative * rows.negatives();
  const auto share = [&](const LabelledItems& part) { return (positive * part.positives + negative * part.negatives) / all; };
  BandShares s{share(rows.acted), share(rows.reviewed), share(rows.passed), {}, {}};
  if (rows.positives() > 0) s.recall = rows.outcome.tp / rows.positives();
  const double right = positive * rows.outcome.tp, selected = right + negative * rows.outcome.fp;
  if (selected > 0) s.precision = right / selected;
  return s;
}

/// The band as the minima see it.
bool keeps_minima(const BandShares& band, const TradeoffTerms& terms) {
  const bool recall = !terms.min_recall || (band.recall && *band.recall >= *terms.min_recall);
  const bool precision = !terms.min_precision || (band.precision && *band.precision >= *terms.min_precision);
  return recall && precision;
}

/// Of the positives a are acted on, s - a are sent to a person; the share se is looked at and acted on: recall = se s + (1 - se) a. Both shares
/// have exact limits at half the error each, so that the lower limit holds jointly. Appeals of right actions are not in it.
LimitedEstimate recall_after_review(const ScoreCurve& curve, const TradeoffTerms& terms, const Recommendation& r, double confidence) {
  const ReviewBand& band = *r.band;
  if (curve.positives() == 0) return {{}, {}, "no row is positive"};
  const double positives = static_cast<double>(curve.positives()), each = 1 - (1 - confidence) / 2;
  const auto reached = [&](std::size_t entries) { return clopper_pearson(entries == 0 ? 0 : static_cast<double>(curve.tp[entries - 1]), positives, each); };
  const auto acted = reached(band.acted_entries), seen = reached(band.seen_entries);
  // Where hours differ, anything from nothing to as much as in the busiest one may go stale over the day.
  const double busiest = r.stale ? r.stale->share : 0, se = terms.cost.sensitivity.value();
  const double least = se * (1 - busiest), most = r.stale && r.stale->all_day ? least : se;
  const double low = least * seen.low + (1 - least) * acted.low, high = most * seen.high + (1 - most) * acted.high;
  const double recall = band.rows.outcome.tp / positives;
  return {recall, Interval{std::min(low, recall), std::max(high, recall)}, ""};  // apart by the rounding of sums at most
}

void by_certificate(const CertifiedReading& certified, const TradeoffTerms& terms, Recommendation& r) {
  if (certified.threshold) {
    r.exists = true;
    r.threshold = certified.threshold;
    r.why = "the certified threshold: " + terms.no_costs;
    return;
  }
  r.why = certified.asked ? certified.why : terms.no_costs;
}

}  // namespace

ReviewBand band_in_use(const ScoreCurve& curve, const TradeoffTerms& terms, std::size_t acted_entries, std::size_t seen_entries) {
  const auto band = review_band_at(curve, terms.cost, acted_entries, seen_entries);
  const double stale = stale_share(curve, terms, band);
  return stale > 0 && terms.team->peak_factor == 1 ? band_with_stale(curve, terms, band, stale) : band;
}

Recommendation recommend(const ScoreCurve& curve, const TradeoffTerms& terms, const CertifiedReading& certified, std::optional<double> capacity_per_day, double confidence) {
  Recommendation r;
  if (!terms.has_costs) by_certificate(certified, terms, r);
  else if (terms.has_review) by_band(curve, terms, capacity_per_day, r);
  else by_threshold(curve, terms, certified, r);
  if (r.band) count_stale(curve, terms, r);
  if (r.band) r.shares = shares_of(r.band->rows, terms), r.weighted = stand_for_unlike_numbers(curve);
  if (r.band && !keeps_minima(r.shares, terms)) {
    auto single = Recommendation{};
    by_threshold(curve, terms, certified, single);
    if (single.exists) single.why += "; the cheapest review band does not, and a band is not sought among those that do";
    r = single;
  }
  if (!r.exists) return r;
  r.text = threshold_text(curve, r.threshold), r.low_text = threshold_text(curve, r.review_low), r.high_text = threshold_text(curve, r.review_high);
  if (r.band) r.recall_after_review = recall_after_review(curve, terms, r, confidence);
  const auto entry = entry_at(curve, r.band ? r.review_low : r.threshold);
  r.point = operating_point(curve, entry, r.band ? r.review_low : r.threshold, {terms, confidence});
  if (!terms.has_costs && terms.volume_per_day) return r;
  const double items = curve_items(curve, terms.cost.action);
  if (terms.volume_per_day && terms.has_costs) {
    r.cost_per_year = cost_per_year(r.cost.total(), items, *terms.volume_per_day);
    r.operating_cost_per_year = cost_per_year(r.cost.operating(), items, *terms.volume_per_day);
  }
  return r;
}

CertifiedReading certified_reading(const ScoreCurve& curve, const TradeoffTerms& terms, double confidence) {
  CertifiedReading c;
  c.min_recall = terms.min_recall, c.min_precision = terms.min_precision;
  c.asked = terms.min_recall || terms.min_precision;
  if (!c.asked) {
    c.why = "neither min_recall nor min_precision is stated";
    return c;
  }
  c.method = terms.min_precision ? "Learn-then-Test: exact binomial tests at ranks fixed beforehand, Bonferroni" : "Learn-then-Test: exact binomial tests in a fixed sequence from the lowest threshold";
  if (stand_for_unlike_numbers(curve)) {
    c.why = "rows stand for unlike numbers of items (weight), and a certificate counts rows";
    return c;
  }
  if (terms.min_precision && terms.positive_rate) {
    c.why = "min_precision is of the stated positive_rate, and the rows have another mix: they certify nothing of it";
    return c;
  }
  const auto found = certified_threshold(curve, {terms.min_recall, terms.min_precision, 1 - confidence});
  if (!found.certified) {
    c.why = found.why;
    return c;
  }
  c.threshold = found.certified->at.threshold;
  c.text = threshold_text(curve, c.threshold);
  // Each was tried at its share of the error, so that all of them hold at once and the cheapest may be taken.
  if (terms.min_precision)
    for (const auto& t : found.tried)
      if (t.certified) c.all.push_back(t.at.threshold);
  std::string what;
  if (terms.min_recall) what = fmt::format("it catches at least {} of what it looks for", percent(*terms.min_recall));
  if (terms.min_precision) what += fmt::format("{}at least {} of what it flags is right", what.empty() ? "" : " and ", percent(*terms.min_precision));
  c.sentence = fmt::format("Acting {}, {}, with {} confidence, if live traffic is like these rows.", from_score(c.text), what, confidence_text(confidence));
  return c;
}

}  // namespace premortem
