#include "premortem/analysis/tradeoff_assessment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/tradeoff_bootstrap.hpp"
#include "analysis/tradeoff_decision.hpp"
#include "analysis/tradeoff_delay.hpp"
#include "analysis/amount_domains.hpp"
#include "analysis/tradeoff_findings.hpp"
#include "analysis/tradeoff_options.hpp"
#include "analysis/tradeoff_perfection.hpp"
#include "analysis/tradeoff_points.hpp"
#include "analysis/tradeoff_queue.hpp"
#include "analysis/tradeoff_recommendation.hpp"
#include "analysis/tradeoff_terms.hpp"
#include "premortem/analysis/latency_assessment.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "core/in_parallel.hpp"
#include "premortem/models/cohort_curves.hpp"
#include "premortem/models/period.hpp"
#include "premortem/models/value_recall.hpp"
#include "premortem/statistics/auc.hpp"

namespace premortem {
namespace {

LimitedEstimate auc_estimate(const ScoreCurve& curve, double confidence) {
  const auto estimate = auc(curve.tp, curve.fp);
  if (!estimate) return {{}, {}, "the rows are all of one label"};
  const auto limits = auc_limits(*estimate, confidence);
  return {estimate->value, limits.limits, limits.why};
}

/// The limit of a value-weighted recall needs the rows themselves.
void add_value_limits(const ScoredRows& rows, double confidence, OperatingPoint& p) {
  if (!p.threshold || !p.value_recall.value) return;
  const auto found = value_recall(rows, *p.threshold, confidence);
  p.value_recall = {found.recall, found.interval, found.why};
}

/// Assesses the scored rows of a case.
class RowsAssessor {
 public:
  RowsAssessor(const Case& subject, CaseAmounts& amounts, const TradeoffTerms& terms, const ScoreCurves& curves, const TradeoffSettings& settings)
      : subject_(subject), amounts_(amounts), terms_(terms), curves_(curves), settings_(settings), capacity_(terms.capacity_per_day) {}

  RowsReading assess() {
    const auto& curve = curves_.all;
    RowsReading r;
    r.rows = curve.rows(), r.positives = curve.positives();
    in_parallel(2, settings_.jobs, [&](std::size_t i, std::size_t) {
      if (i == 0) r.auc = auc_estimate(curve, settings_.confidence);
      else r.average_precision = average_precision(curve.tp, curve.fp);
    });
    r.points = operating_points(curve, settings_.thresholds, context());
    r.certified = certified_reading(curve, terms_, settings_.confidence);
    r.recommended = recommend(curve, terms_, r.certified, capacity_, settings_.confidence);
    if (!r.recommended.exists && !terms_.has_costs) take_fewer_false_alarms(r.recommended);
    add_elkan(r.recommended);
    add_shadow_price(r.recommended);
    add_cost_limit(r.recommended);
    if (r.recommended.exists) add_value_limits(*subject_.predictions, settings_.confidence, r.recommended.point);
    if (terms_.decision_threshold && subject_.predictions->baseline_score.empty()) r.today = operating_point(curve, entry_at(curve, *terms_.decision_threshold), *terms_.decision_threshold, context());
    if (!settings_.thresholds.empty())
      for (auto& p : r.points) add_value_limits(*subject_.predictions, settings_.confidence, p);
    at_thresholds_ = cohort_curves(*subject_.predictions, thresholds_of_cohorts(r), settings_.jobs);
    r.cohorts = cohort_points(*subject_.predictions, curves_, at_thresholds_, cohort_thresholds(r), context());
    add_marginal(r);
    add_bootstrap(curve, terms_, capacity_, settings_, r.recommended);
    return r;
  }

  /// Where to act, recommended or in use; absent: nothing is flagged.
  std::optional<double> threshold(const RowsReading& r) const {
    if (r.recommended.exists) return r.recommended.band ? r.recommended.review_low : r.recommended.threshold;
    return terms_.decision_threshold.value_or(default_threshold);
  }

  /// Rows of each cohort by what is flagged there; after assess().
  std::vector<Confusion> cohort_counts(const RowsReading& r) const {
    std::vector<Confusion> counts;
    for (const auto& curve : at_thresholds_) counts.push_back(confusion_at(curve, threshold(r)));
    return counts;
  }

 private:
  PointContext context() const { return {terms_, settings_.confidence, settings_.jobs}; }

  std::vector<std::optional<double>> cohort_thresholds(const RowsReading& r) const {
    if (!settings_.thresholds.empty()) return {settings_.thresholds.begin(), settings_.thresholds.end()};
    return {threshold(r)};
  }

  /// All at which cohorts are looked at.
  std::vector<double> thresholds_of_cohorts(const RowsReading& r) const {
    auto thresholds = settings_.thresholds;
    if (const auto t = threshold(r)) thresholds.push_back(*t);
    return thresholds;
  }

  /// Where no cost decides, what was asked of false alarms and misses does.
  void take_fewer_false_alarms(Recommendation& r) const {
    const auto threshold = shown_with_fewer_false_alarms(*subject_.predictions, amounts_, settings_.confidence);
    if (!threshold) return;
    r.exists = true;
    r.threshold = threshold;
    r.text = threshold_text(curves_.all, threshold);
    r.why = fmt::format("fewer false alarms than today, as asked for, and no more misses, shown with {} confidence", confidence_text(settings_.confidence));
    r.point = operating_point(curves_.all, entry_at(curves_.all, threshold), threshold, context());
  }

  void add_elkan(Recommendation& r) const {
    const auto& scores = curves_.all.score;
    if (!terms_.has_costs) r.elkan_why = terms_.no_costs;
    else if (!scores.empty() && (scores.front() > 1 || scores.back() < 0)) r.elkan_why = "the scores are no probabilities: they leave 0 to 1";
    else if (!curves_.all.tp_weight.empty()) r.elkan_why = "rows stand for unlike numbers of items (weight)";
    else if (terms_.cost.action.miss_per_value) r.elkan_why = "misses cost by value, so that every value has a threshold of its own";
    if (!r.elkan_why.empty()) return;
    const auto elkan = elkan_threshold(terms_.acting);
    r.elkan_threshold = elkan.threshold, r.elkan_why = elkan.why;
  }

  /// One more hour of review a day.
  void add_shadow_price(Recommendation& r) const {
    const auto minutes = amounts_.point("review_minutes");
    if (!r.band || !minutes || !capacity_ || terms_.volume_per_day.value_or(0) == 0) return;  // of nothing an hour does any share
    const double items = curve_items(curves_.all, terms_.cost.action);
    BandLimits limits;
    limits.capacity = capacity_in_items(*capacity_, items, *terms_.volume_per_day);
    const double more = capacity_in_items(60 / *minutes, items, *terms_.volume_per_day);
    r.shadow_price_per_hour = cost_per_year(shadow_price(curves_.all, terms_.cost, limits, more), items, *terms_.volume_per_day);
  }

  /// What it costs to run at most: the limits of the share and of what the case states, each with its part of the error.
  void add_cost_limit(Recommendation& r) const {
    if (!r.operating_cost_per_year || r.cost.appeals > 0) return;
    if (!r.threshold && !r.review_low) return;  // nothing is done, and nothing can cost
    const bool reviews = r.cost.reviews > 0;
    if (reviews && r.cost.actions > 0) return;  // two parts with limits of their own: not bounded together
    const double alpha = (1 - settings_.confidence) / 3;
    const auto volume = amounts_.bound("volume_per_day", alpha), price = amounts_.bound(reviews ? "cost_per_review" : "cost_per_action", alpha);
    if (!volume || !price || !curves_.all.tp_weight.empty() || terms_.positive_rate) return;
    const double selected = reviews ? r.band->reviewed.all() : r.point.counts.selected();
    const auto share = counted_share(selected, static_cast<double>(curves_.all.rows()), 1 - alpha, "");
    r.operating_cost_high = cost_per_year(share.limits->high * price->high, 1, volume->high);
  }

  /// The price of a point of recall along the frontier, in operating cost.
  void add_marginal(RowsReading& r) const {
    if (!terms_.volume_per_day || !settings_.thresholds.empty() || r.recommended.band) return;
    std::vector<MetricOption> options;
    for (const auto& p : r.points)
      if (p.recall.value && p.operating_cost_per_year) options.push_back({p.text, *p.recall.value, *p.operating_cost_per_year, {}, {}});
    if (options.size() < 2 || options.front().cost_per_year == options.back().cost_per_year) return;
    MarginalTerms terms;
    terms.value_per_point = terms_.value_per_point;
    const double live_share = terms_.positive_rate.value_or(static_cast<double>(r.positives) / static_cast<double>(r.rows));
    if (live_share > 0) terms.misses_per_point = *terms_.volume_per_day * days_per_year * live_share / 100;
    for (const auto& s : marginal_costs(options, terms).hull) r.marginal.push_back({options[s.from].name, options[s.to].name, s.points, s.cost_per_point, s.misses_avoided, s.cost_per_miss});
  }

  const Case& subject_;
  CaseAmounts& amounts_;
  const TradeoffTerms& terms_;
  const ScoreCurves& curves_;
  const TradeoffSettings& settings_;
  std::optional<double> capacity_;  ///< items a day that the reviewers can take
  std::vector<ScoreCurve> at_thresholds_;  ///< by cohort
};

/// Items sent to review a day, by the option that is chosen, else by the band, else what falls back below confidence_limit.
std::optional<double> reviewed_per_day(const Case& subject, CaseAmounts& amounts, const TradeoffTerms& terms, const ScoreCurves* curves, const TradeoffAssessment& a) {
  if (!terms.volume_per_day) return std::nullopt;
  const auto* option = chosen_option(subject, a);
  if (option && option->review_share) return *option->review_share * *terms.volume_per_day;
  if (a.rows && a.rows->recommended.band) return a.rows->recommended.band->reviewed.all() / curve_items(curves->all, terms.cost.action) * *terms.volume_per_day;
  if (!curves) return std::nullopt;
  if (const auto share = falling_back(amounts, curves->all)) return *share * *terms.volume_per_day;
  return std::nullopt;
}

/// By option, why the limits of its harm do not let it ship; empty where no harm is an option's own.
std::vector<std::string> barred_by_harm(const Case& subject, const TradeoffSettings& settings) {
  const bool own = std::any_of(subject.failure_modes.begin(), subject.failure_modes.end(), [](const auto& m) { return !m.option.empty(); });
  if (!own) return {};
  HarmSettings harm;
  harm.confidence = settings.confidence, harm.as_of = settings.as_of;
  harm.simulation.samples = 1;  // the limits decide, not what is drawn
  std::vector<std::string> barred;
  for (const auto& x : assess_harm_if_any(subject, harm).alternatives) barred.push_back(x.decision.verdict == Verdict::ship ? "" : x.decision.reasons.front());
  return barred;
}

/// By option, why harm or latency does not let it ship; empty where they do.
std::vector<std::string> barred(const Case& subject, const TradeoffSettings& settings) {
  auto why = barred_by_latency(subject, settings.confidence);
  const auto by_harm = barred_by_harm(subject, settings);
  for (std::size_t i = 0; i < by_harm.size(); ++i)
    if (!by_harm[i].empty()) why[i] = by_harm[i];
  return why;
}

void add_cautions(const Case& subject, const CaseAmounts& amounts, const TradeoffTerms& terms, TradeoffAssessment& a) {
  for (auto& line : unread_assumptions(subject)) a.cautions.push_back(std::move(line));
  if (terms.volume_per_day == 0.0) a.cautions.push_back("volume_per_day is 0: nothing comes, so every cost a year is 0, and neither a budget nor reviewers limit anything.");
  if (!a.rows) return;
  const auto& rows = *subject.predictions;
  a.cautions.push_back("The rows must resemble live traffic: another mix or base rate, or many rows per user, voids precision and its limits.");
  if (!a.rows->recommended.exists && a.settings.thresholds.empty() && !terms.decision_threshold) a.cautions.push_back("No threshold is chosen: cohorts and what is said of them are at 0.5.");
  if (a.rows->recommended.band && !amounts.leaf("reviewer_sensitivity")) a.cautions.push_back("Reviewers are taken to miss nothing; state reviewer_sensitivity.");
  if (a.rows->recommended.exists && terms.has_costs) a.cautions.push_back("Chosen as best on these rows, so it will look worse live; confirm on fresh rows.");
  if (std::any_of(rows.weight.begin(), rows.weight.end(), [](double w) { return w != 1; })) a.cautions.push_back("Weights scale costs and never count: shares and their limits are of rows.");
  if (!rows.value.empty() && std::any_of(rows.count.begin(), rows.count.end(), [](auto times) { return times > 1; })) a.cautions.push_back("A line's value is taken to be that of each row it counts: if it is an average of unlike values, the limits of the value caught are too narrow.");
  if (terms.has_costs && !terms.volume_per_day) a.cautions.push_back("No volume_per_day is stated, so that there is no cost a year; the cheapest is that over the rows.");
  if (const auto* rate = amounts.leaf("positive_rate"); rate && (rate->low || rate->k)) a.cautions.push_back("positive_rate counts as its one best value here: its range is not in any limit.");
  if (terms.positive_rate) a.cautions.push_back("Costs are scaled to the stated positive_rate; that takes the share caught of positives, and of negatives, to be the same live as in the rows.");
}

}  // namespace

const CaseOption* chosen_option(const Case& subject, const TradeoffAssessment& a) {
  return a.options && a.options->chosen ? &subject.options[a.options->options[*a.options->chosen].option] : nullptr;
}

TradeoffAssessment assess_tradeoff(const Case& subject, const TradeoffSettings& settings) {
  if (!subject.predictions && subject.options.empty())
    throw Refusal("the case has neither scored rows nor options; add predictions.csv (columns score, label) or options.csv (columns option, recall, cost_per_year)");
  TradeoffAssessment a;
  a.settings = settings;
  CaseAmounts amounts(subject);
  require_amount_domains(amounts);
  ScoreCurves curves;
  if (subject.predictions) curves = score_curves(*subject.predictions, settings.jobs);
  const auto* curve = subject.predictions ? &curves.all : nullptr;
  const auto terms = tradeoff_terms(amounts, curve);
  std::optional<RowsAssessor> assessor;
  if (curve) a.rows = assessor.emplace(subject, amounts, terms, curves, settings).assess();
  if (!subject.options.empty()) a.options = options_reading(subject, amounts, terms, barred(subject, settings));
  assess_delay(subject, amounts, a);
  a.queue = review_queue(amounts, reviewed_per_day(subject, amounts, terms, curve ? &curves : nullptr, a));
  a.perfection = perfection_reading(subject, curve, terms, a);
  if (curve) add_findings(subject, amounts, curves, assessor->threshold(*a.rows), assessor->cohort_counts(*a.rows), a);
  add_cautions(subject, amounts, terms, a);
  a.decision = tradeoff_decision(subject, amounts, terms, a);
  a.used = amounts.used();
  return a;
}

}  // namespace premortem
