#include "analysis/tradeoff_decision.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/reasons.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

std::string percent(double share) { return percent_text(share, Rounding::nearest); }

std::optional<double> number_of(const Finding& f, const std::string& name) {
  const auto entry = std::find_if(f.numbers.begin(), f.numbers.end(), [&](const auto& n) { return n.first == name; });
  return entry == f.numbers.end() ? std::nullopt : std::optional(entry->second);
}

void judge_budget(const Case& subject, const TradeoffTerms& terms, const Recommendation& rec, Reasons& r) {
  if (!terms.budget_per_year || !rec.operating_cost_per_year) return;
  const auto money = [&](double x, Rounding way) { return money_text(x, subject.feature.currency, way); };
  if (*rec.operating_cost_per_year > *terms.budget_per_year * (1 + 1e-9)) r.stop.push_back(fmt::format("it costs {} a year to run, over the budget of {}", money(*rec.operating_cost_per_year, Rounding::nearest), money(*terms.budget_per_year, Rounding::nearest)));
  else if (rec.operating_cost_high && *rec.operating_cost_high > *terms.budget_per_year)
    r.hold.push_back(fmt::format("it may cost up to {} a year to run, over the budget of {}", money(*rec.operating_cost_high, Rounding::up), money(*terms.budget_per_year, Rounding::nearest)));
}

/// The floors of recall and precision, at what stands after reviews where there is a band.
void judge_floor(const char* what, std::optional<double> least, const LimitedEstimate& reached, Reasons& r) {
  if (!least || !reached.value) return;
  if (*reached.value < *least) r.stop.push_back(fmt::format("it {} {}, below the {} asked for", what, percent(*reached.value), percent(*least)));
  else if (reached.limits && reached.limits->low < *least) r.hold.push_back(fmt::format("it {} {}, but that may be as little as {}, below {}", what, percent(*reached.value), percent_text(reached.limits->low, Rounding::down), percent(*least)));
}

void judge_rows(const Case& subject, const TradeoffTerms& terms, const RowsReading& rows, bool decided_elsewhere, Reasons& r) {
  const auto& rec = rows.recommended;
  if (!rec.exists) {
    if (!decided_elsewhere) (rows.certified.asked ? r.stop : r.hold).push_back(rec.why);
    return;
  }
  judge_budget(subject, terms, rec, r);
  const bool certified = rows.certified.threshold.has_value();
  if (rows.certified.asked && !certified) r.hold.push_back("no threshold is certified: " + rows.certified.why);
  if (rows.positives == 0 || rows.positives == rows.rows) r.hold.push_back(fmt::format("every row is {}, so that nothing shows what a threshold does to the others", rows.positives == 0 ? "negative" : "positive"));
  if (rec.band) {
    judge_floor("catches, after review,", terms.min_recall, rec.recall_after_review, r);
    if (terms.min_precision) r.hold.push_back("how often it is right after review has no limit here");
    return;
  }
  // What is certified needs no second test; for recall every lower threshold is too.
  const bool covered = certified && rec.threshold && (terms.min_precision ? std::find(rows.certified.all.begin(), rows.certified.all.end(), *rec.threshold) != rows.certified.all.end() : *rec.threshold <= *rows.certified.threshold);
  if (covered) return;
  judge_floor("catches", terms.min_recall, rec.point.recall, r);
  judge_floor("is right in", terms.min_precision, rec.point.live_precision.value ? rec.point.live_precision : rec.point.precision, r);
}

/// Reviews that do not take place do not catch anything.
void judge_queue(const QueueReading& q, Reasons& r) {
  if (!q.why.empty()) return;
  if (q.overloaded) r.hold.push_back(fmt::format("{} cannot keep up with {} items in the busiest hour", count_text(static_cast<std::size_t>(q.reviewers), "reviewer"), number_text(q.items_per_hour, Rounding::nearest)));
  if (q.abandoned && q.service_level && *q.abandoned > 1 - *q.service_level)
    r.hold.push_back(fmt::format("{} of what is sent to review goes stale before anyone looks, and neither the cost nor what is caught counts that", percent(*q.abandoned)));
}

void judge_options(const OptionsReading& options, Reasons& r) {
  if (options.chosen) return;
  bool all_barred = !options.options.empty();
  for (const auto& o : options.options) all_barred = all_barred && !o.against.empty();
  if (all_barred) r.stop.push_back("no option may be chosen: " + options.options.front().against.front());
  else r.hold.push_back("no option is chosen: " + options.why);
}

/// What a total hides of a score that is to replace another, and what was asked for and is not shown.
void judge_findings(const std::vector<Finding>& findings, Reasons& r) {
  for (const auto& f : findings) {
    if (!f.is_alarm) continue;
    if (f.kind == "more_missed" || f.kind == "one_cohort" || f.kind == "constrained") r.hold.push_back(as_reason(f.message));
    if (f.kind != "fallback") continue;
    const auto right = number_of(f, "right_above"), promised = number_of(f, "promised_above");
    if (right && promised) r.hold.push_back(fmt::format("confidence is not calibrated: where the model does not fall back it promises {} and is right in {}", percent(*promised), percent(*right)));
    else r.hold.push_back(as_reason(f.message));
  }
}

/// A proxy that moved without its outcome: is what the outcome may have gained worth what it cost?
void judge_proxy(const Case& subject, CaseAmounts& amounts, const TradeoffAssessment& a, Reasons& r) {
  const auto found = std::find_if(a.findings.begin(), a.findings.end(), [](const Finding& f) { return f.kind == "proxy_alone"; });
  if (found == a.findings.end()) return;
  const auto value = amounts.point("value_per_point"), cost = amounts.point("upgrade_cost"), gain = number_of(*found, "outcome_difference"), high = number_of(*found, "outcome_high");
  if (!value || !cost || !gain || !high) return r.hold.push_back("the score moved, but no lift of the outcome is shown");
  const auto money = [&](double x) { return money_text(x, subject.feature.currency, Rounding::nearest); };
  const double worth = 100 * *gain * *value, most = 100 * *high * *value;
  if (worth < *cost) r.stop.push_back(fmt::format("the lift of the outcome is worth {} a year ({} at most), less than the {} it costs", money(worth), money(most), money(*cost)));
  else r.hold.push_back("the score moved, but no lift of the outcome is shown");
}

std::string at_words(const Case& subject, const TradeoffAssessment& a) {
  if (const auto* option = chosen_option(subject, a)) return fmt::format(" \"{}\"", option->name);
  const auto& rec = a.rows->recommended;
  if (rec.band && rec.review_low) {
    if (!rec.review_high) return ", with a person's review " + from_score(rec.low_text);
    if (*rec.review_low < *rec.review_high) return fmt::format(", acting {}, with a person's review from {}", from_score(rec.high_text), rec.low_text);
  }
  return rec.threshold ? ", acting " + from_score(rec.text) : std::string(", without acting on anything");
}

}  // namespace

Decision tradeoff_decision(const Case& subject, CaseAmounts& amounts, const TradeoffTerms& terms, const TradeoffAssessment& a) {
  Reasons r;
  judge_gates(subject, r);
  const bool options_decide = a.options && a.options->chosen;
  judge_findings(a.findings, r);
  const bool proxy_decides = std::any_of(a.findings.begin(), a.findings.end(), [](const Finding& f) { return f.kind == "proxy_alone"; });
  judge_queue(a.queue, r);
  if (a.rows) judge_rows(subject, terms, *a.rows, options_decide || proxy_decides, r);
  const bool rows_decide = a.rows && a.rows->recommended.exists;
  const bool barred = a.options && std::all_of(a.options->options.begin(), a.options->options.end(), [](const auto& o) { return !o.against.empty(); });
  if (a.options && (barred || !rows_decide)) judge_options(*a.options, r);
  judge_proxy(subject, amounts, a, r);
  judge_expired(subject, amounts, a.settings.as_of, r);
  const bool ships = r.stop.empty() && r.hold.empty();
  return decided(std::move(r), ships ? fmt::format("Ship{}.", at_words(subject, a)) : "");
}

}  // namespace premortem
