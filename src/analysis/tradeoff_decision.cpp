#include "analysis/tradeoff_decision.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/expiry.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

std::string percent(double share) { return percent_text(share, Rounding::nearest); }

struct Reasons {
  std::vector<std::string> stop, hold;
};

void judge_gates(const Case& subject, Reasons& r) {
  for (const auto& g : subject.gates) {
    if (g.verdict == GateVerdict::fail) r.stop.push_back(fmt::format("the gate \"{}\" failed", g.name));
    if (g.verdict == GateVerdict::unknown) r.hold.push_back(fmt::format("the gate \"{}\" is not decided", g.name));
  }
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

void judge_rows(const Case& subject, const TradeoffTerms& terms, const RowsReading& rows, bool options_decide, Reasons& r) {
  const auto& rec = rows.recommended;
  if (!rec.exists) {
    if (!options_decide) (rows.certified.asked ? r.stop : r.hold).push_back(rec.why);
    return;
  }
  judge_budget(subject, terms, rec, r);
  const bool certified = rows.certified.threshold.has_value();
  if (rows.certified.asked && !certified) r.hold.push_back("no threshold is certified: " + rows.certified.why);
  if (rec.band) return;
  // What is certified needs no second test; for recall every lower threshold is too.
  const bool covered = certified && rec.threshold && (terms.min_precision ? *rec.threshold == *rows.certified.threshold : *rec.threshold <= *rows.certified.threshold);
  if (covered) return;
  judge_floor("catches", terms.min_recall, rec.point.recall, r);
  judge_floor("is right in", terms.min_precision, rec.point.precision, r);
}

void judge_options(const OptionsReading& options, Reasons& r) {
  if (options.chosen) return;
  bool all_barred = !options.options.empty();
  for (const auto& o : options.options) all_barred = all_barred && !o.against.empty();
  if (all_barred) r.stop.push_back("no option may be chosen: " + options.options.front().against.front());
  else r.hold.push_back("no option is chosen: " + options.why);
}

/// A proxy that moved without its outcome: is what the outcome may have gained worth what it cost?
void judge_proxy(const Case& subject, CaseAmounts& amounts, const TradeoffAssessment& a, Reasons& r) {
  const auto found = std::find_if(a.findings.begin(), a.findings.end(), [](const Finding& f) { return f.kind == "proxy_alone"; });
  if (found == a.findings.end()) return;
  const auto number = [&](const std::string& name) {
    const auto entry = std::find_if(found->numbers.begin(), found->numbers.end(), [&](const auto& n) { return n.first == name; });
    return entry == found->numbers.end() ? std::nullopt : std::optional(entry->second);
  };
  const auto value = amounts.point("value_per_point"), cost = amounts.point("upgrade_cost"), gain = number("outcome_difference"), high = number("outcome_high");
  if (!value || !cost || !gain || !high) return r.hold.push_back("the score moved, but no lift of the outcome is shown");
  const auto money = [&](double x) { return money_text(x, subject.feature.currency, Rounding::nearest); };
  const double worth = 100 * *gain * *value, most = 100 * *high * *value;
  if (worth < *cost) r.stop.push_back(fmt::format("the lift of the outcome is worth {} a year ({} at most), less than the {} it costs", money(worth), money(most), money(*cost)));
  else r.hold.push_back("the score moved, but no lift of the outcome is shown");
}

/// Estimates that the trade-off rests on and that no longer count as evidence.
void judge_expired(const Case& subject, const CaseAmounts& amounts, const std::optional<std::string>& as_of, Reasons& r) {
  if (!as_of) return;
  std::vector<std::string> expired;
  for (const auto leaf : amounts.used()) add_expired(subject.leaves[leaf], *as_of, expired);
  for (const auto& estimate : expired) r.hold.push_back("the estimate " + estimate);
}

std::string at_words(const Case& subject, const TradeoffAssessment& a) {
  if (a.options && a.options->chosen) return fmt::format("\"{}\"", subject.options[a.options->options[*a.options->chosen].option].name);
  const auto& rec = a.rows->recommended;
  if (rec.band && rec.review_low) {
    if (!rec.review_high) return fmt::format("with a person's review from score {:.6g} on", *rec.review_low);
    if (*rec.review_low < *rec.review_high) return fmt::format("acting from score {:.6g} on, with a person's review from {:.6g}", *rec.review_high, *rec.review_low);
  }
  return rec.threshold ? fmt::format("at threshold {:.6g}", *rec.threshold) : std::string("without acting on anything");
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace

Decision tradeoff_decision(const Case& subject, CaseAmounts& amounts, const TradeoffTerms& terms, const TradeoffAssessment& a) {
  Reasons r;
  judge_gates(subject, r);
  const bool options_decide = a.options && a.options->chosen;
  if (a.rows) judge_rows(subject, terms, *a.rows, options_decide, r);
  const bool rows_decide = a.rows && a.rows->recommended.exists;
  if (a.options && !rows_decide) judge_options(*a.options, r);
  judge_proxy(subject, amounts, a, r);
  judge_expired(subject, amounts, a.settings.as_of, r);
  Decision d;
  d.verdict = !r.stop.empty() ? Verdict::stop : !r.hold.empty() ? Verdict::hold : Verdict::ship;
  d.reasons = r.stop;
  d.reasons.insert(d.reasons.end(), r.hold.begin(), r.hold.end());
  if (d.verdict == Verdict::ship) d.sentence = fmt::format("Ship {}.", at_words(subject, a));
  else d.sentence = fmt::format("{}: {}.", d.verdict == Verdict::stop ? "Stop" : "Hold", d.reasons.front());
  d.sentence = capital(d.sentence);
  return d;
}

}  // namespace premortem
