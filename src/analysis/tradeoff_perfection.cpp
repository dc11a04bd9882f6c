#include "analysis/tradeoff_perfection.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "analysis/tradeoff_points.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/period.hpp"
#include "premortem/models/perfection.hpp"

namespace premortem {
namespace {

std::string percent(double share) { return percent_text(share, Rounding::nearest); }
std::string about(double value) { return number_text(value, Rounding::nearest); }

/// The options as facts, those that state the metric and a cost; `places` are their positions.
std::vector<PerfectionPoint> points_of(const OptionsReading& options, std::vector<std::size_t>& places) {
  std::vector<PerfectionPoint> points;
  for (std::size_t i = 0; i < options.options.size(); ++i) {
    const auto& p = options.options[i];
    if (!p.metric || !p.cost_per_year) continue;
    places.push_back(i);
    points.push_back({*p.metric, *p.cost_per_year, p.misses_per_year});
  }
  return points;
}

std::string against_words(const std::string& name, const OptionPoint& p) { return p.against.empty() ? "" : fmt::format(" \"{}\" may not be chosen: {}.", name, fmt::join(p.against, "; ")); }

/// The sentence for the executive; short enough to be read aloud in half a minute.
std::string option_sentence(const Case& subject, const OptionsReading& options, const OptionPoint& chosen, const OptionPoint& best, const PerfectionFacts& facts,
                            std::optional<double> cost_per_miss, const TradeoffTerms& terms) {
  const bool alarms_count = terms.acting.false_positive > 0;
  // What a miss costs is stated before them, and what it costs to avoid one is compared with the rest.
  const double undone = terms.cost.late_report_rate.value() * terms.cost.avoidable_share.value();
  const auto money = [&](double x) { return money_text(x, subject.feature.currency, Rounding::nearest); };
  const auto points = about(facts.extra_points);
  const bool one = points == "1";
  const double wait = best.delay_weeks.value_or(0) - chosen.delay_weeks.value_or(0);
  const auto weeks = wait > 0 ? fmt::format(" and {} {:.3g} weeks longer", one ? "takes" : "take", wait) : "";
  std::string text = fmt::format("The last {} from {} to {} {}{} {} a year{}.", one ? "point" : points + " points", percent(*chosen.metric), percent(*best.metric), facts.extra_cost >= 0 ? "cost" : "save",
                                 one ? "s" : "", money(std::abs(facts.extra_cost)), weeks);
  if (facts.misses_avoided && cost_per_miss)
    text += fmt::format(" {} {} misses a year at {} each{}.", one ? "It avoids" : "They avoid", about(*facts.misses_avoided), money(*cost_per_miss), alarms_count ? ", with the false alarms that come with it" : "");
  if (options.right_while_miss_costs && options.right_while_miss_costs->high > options.right_while_miss_costs->low) {
    const auto& range = *options.right_while_miss_costs;
    text += range.low <= 0 ? fmt::format(" {} is right while a miss costs up to {}", percent(*chosen.metric), money(range.high))
                           : fmt::format(" {} is right while a miss costs {} to {}", percent(*chosen.metric), money(range.low), money(range.high));
    if (undone > 0) text += fmt::format(", of which late reports undo {} (late_report_rate times avoidable_share)", percent(undone));
    text += range.high < std::numeric_limits<double>::infinity() ? "; above that, ask again." : ".";
  }
  return text + against_words(subject.options[best.option].name, best);
}

/// What a miss less costs, with the harm of the false alarms that come with it; absent where it is no price.
std::optional<double> price_of_a_miss(const OptionPoint& chosen, const OptionPoint& best, const TradeoffTerms& terms, const PerfectionFacts& facts) {
  if (!facts.misses_avoided || !(*facts.misses_avoided > 0)) return std::nullopt;
  double extra = facts.extra_cost;
  if (terms.acting.false_positive > 0) {
    if (!chosen.false_positives_per_year || !best.false_positives_per_year) return std::nullopt;
    extra += terms.acting.false_positive * (*best.false_positives_per_year - *chosen.false_positives_per_year);
  }
  return extra > 0 ? std::optional(extra / *facts.misses_avoided) : std::nullopt;
}

Perfection from_options(const Case& subject, const OptionsReading& options, const TradeoffTerms& terms) {
  Perfection p;
  if (!options.chosen) {
    p.why = "no option is chosen: " + options.why;
    return p;
  }
  std::vector<std::size_t> places;
  const auto points = points_of(options, places);
  const auto own = std::find(places.begin(), places.end(), *options.chosen);
  const bool are_shares = std::all_of(points.begin(), points.end(), [](const auto& x) { return x.metric >= 0 && x.metric <= 1; });
  if (own == places.end() || !are_shares) {
    p.why = fmt::format("the chosen option does not state {} and cost_per_year", options.metric.empty() ? "a metric" : options.metric);
    return p;
  }
  const auto facts = perfection_facts(points, static_cast<std::size_t>(own - places.begin()));
  const auto& best = options.options[places[facts.nearest]];
  p.at = subject.options[best.option].name;
  p.threshold = subject.options[best.option].threshold;
  p.cost_per_year = best.cost_per_year;
  p.extra_cost = facts.extra_cost;
  p.option = places[facts.nearest];
  p.misses_avoided = facts.misses_avoided;
  p.cost_per_miss = price_of_a_miss(options.options[*options.chosen], best, terms, facts);
  p.sentence = places[facts.nearest] == *options.chosen ? fmt::format("The chosen option has the best {} of those that state it and a cost.", options.metric)
                                                        : option_sentence(subject, options, options.options[*options.chosen], best, facts, p.cost_per_miss, terms);
  return p;
}

/// What it takes to catch every positive row.
struct CatchingAll {
  std::string what, why_not_reviews;
  double cost = 0;  ///< over the items of the rows
};

std::string missed_by_people(const TradeoffTerms& terms) {
  if (terms.cost.sensitivity.value() < 1) return fmt::format("reviewers miss {} of what they see", percent(1 - terms.cost.sensitivity.value()));
  return terms.team && terms.team->patience_minutes ? "what is sent to review may go stale" : "";
}

/// Flagging down to the lowest positive. With a band people may look at part of it instead, as much as they can take: the
/// cheapest such way, if they miss nothing that they are sent; otherwise all has to be acted on.
CatchingAll catching_all(const ScoreCurve& curve, const TradeoffTerms& terms, std::size_t entry, bool has_band) {
  const auto of = terms.positive_rate || !curve.tp_weight.empty() ? "the rows" : "everything";
  const auto counts = confusion_of(curve, entry);
  const auto flagged = percent(counts.selected() / counts.all());
  if (!has_band) return {fmt::format("flagging {} of {}", flagged, of), "", cost_of_acting(curve, terms, entry).total()};
  const auto why = missed_by_people(terms);
  if (!why.empty()) return {fmt::format("acting on {} of {}", flagged, of), why, cost_of_acting(curve, terms, entry).total()};
  BandLimits limits;
  if (terms.capacity_per_day && terms.volume_per_day && *terms.volume_per_day > 0) limits.capacity = capacity_in_items(*terms.capacity_per_day, curve_items(curve, terms.cost.action), *terms.volume_per_day);
  const auto band = cheapest_band_seeing(curve, terms.cost, entry + 1, limits).value();  // to act on all is within every capacity
  const auto acted = percent(band.rows.acted.all() / band.rows.all()), reviewed = percent(band.rows.reviewed.all() / band.rows.all());
  std::string what;
  if (band.rows.reviewed.all() == 0) what = fmt::format("acting on {} of {}", flagged, of);
  else if (band.rows.acted.all() == 0) what = fmt::format("reviewing {} of {}", flagged, of);
  else what = fmt::format("acting on {} of {} and reviewing {}", acted, of, reviewed);
  return {what, "", band.cost.total()};
}

Perfection from_rows(const Case& subject, const ScoreCurve& curve, const TradeoffTerms& terms, const TradeoffAssessment& a) {
  Perfection p;
  const auto full = full_recall(curve, a.settings.confidence);
  if (!full) {
    p.why = "no row is positive";
    return p;
  }
  p.at = "every positive row flagged";
  p.threshold = full->threshold;
  const auto all = full->positives == 1 ? std::string("the one positive row") : fmt::format("all {} positive rows", about(full->positives));
  const auto entry = *entry_at(curve, full->threshold);
  const auto way = catching_all(curve, terms, entry, a.rows && a.rows->recommended.band);
  const auto counts = confusion_of(curve, entry);
  p.sentence = fmt::format("To catch {} means {}, {} of it for nothing", all, way.what, percent(counts.fp / counts.selected()));
  if (!way.why_not_reviews.empty()) p.sentence += ", since " + way.why_not_reviews;
  if (terms.has_costs && terms.volume_per_day && a.rows && a.rows->recommended.cost_per_year) {
    p.cost_per_year = cost_per_year(way.cost, curve_items(curve, terms.cost.action), *terms.volume_per_day);
    p.extra_cost = *p.cost_per_year - *a.rows->recommended.cost_per_year;
    const auto money = [&](double x) { return money_text(x, subject.feature.currency, Rounding::nearest); };
    p.sentence += *p.extra_cost > 0 ? fmt::format(": {} a year, {} more than the recommended point", money(*p.cost_per_year), money(*p.extra_cost)) : fmt::format(": {} a year", money(*p.cost_per_year));
  }
  p.sentence += fmt::format(". Even then up to {} of the positives to come may be missed.", percent_text(full->miss_rate_upper, Rounding::up));
  return p;
}

}  // namespace

Perfection perfection_reading(const Case& subject, const ScoreCurve* curve, const TradeoffTerms& terms, const TradeoffAssessment& a) {
  Perfection p;
  p.why = "there is neither a chosen option nor a scored row";
  if (a.options) p = from_options(subject, *a.options, terms);
  if (!p.why.empty() && curve && curve->size() > 0) p = from_rows(subject, *curve, terms, a);
  return p;
}

}  // namespace premortem
