#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/latency_options.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/period.hpp"

namespace premortem {
namespace {

/// Steps of slowness that mean something at the option's own pace.
std::array<double, 2> slower_steps(double p50_ms) {
  if (p50_ms < 5'000) return {100, 500};
  if (p50_ms < 60'000) return {1'000, 5'000};
  return {10'000, 60'000};
}

void read_abandonment(const LatencyAssessment& a, LatencyOption& o) {
  if (!o.law || !a.curve()) {
    o.abandonment.why = o.law ? a.evidence_why.empty() ? a.evidence->effect_why : a.evidence_why : o.why;
    return;
  }
  const auto e = expected_abandonment(*a.curve(), *o.law, a.settings.confidence);
  o.abandonment = {e.value, e.limits, e.why};
  o.abandonment_high = e.upper;
  o.extrapolated_share = e.extrapolated_share;
}

/// Sessions and money a year, and what is left of a customer's loyalty.
void read_money(const Case& subject, const LatencyTerms& t, LatencyOption& o) {
  if (!o.abandonment.value) {
    o.worth_why = o.abandonment.why;
    return;
  }
  const double left = *o.abandonment.value;
  if (t.sessions_per_day) {
    const double sessions = *t.sessions_per_day * days_per_year;
    o.lost_per_year = sessions * left;
    if (o.abandonment.limits) o.lost_low = sessions * o.abandonment.limits->low, o.lost_high = sessions * o.abandonment.limits->high;
    if (t.value_per_session) o.cost_per_year = *o.lost_per_year * *t.value_per_session;
  }
  if (!t.sessions_per_day || !t.value_per_session) o.worth_why = "it takes sessions_per_day and value_per_session";
  else if (!o.accuracy) o.worth_why = "its accuracy is not stated";
  else {
    const double session = *o.accuracy * *t.value_per_session - (1 - *o.accuracy) * t.error_cost_per_session.value_or(0);
    const auto cost = o.option ? subject.options[*o.option].cost_per_year : std::nullopt;
    o.worth_per_year = *t.sessions_per_day * days_per_year * (1 - left) * session - cost.value_or(0);
  }
  if (!t.retention || !t.churn_per_abandonment) return;
  o.retained = retention_with(*t.retention, *t.churn_per_abandonment, left);
  if (t.margin && t.discount_rate && *t.discount_rate > *o.retained - 1) o.lifetime_value = lifetime_value(*t.margin, *o.retained, *t.discount_rate);
}

bool all_others_break(const LatencyAssessment& a) {
  return std::count_if(a.options.begin(), a.options.end(), [](const auto& o) { return o.passes != false; }) <= 1;
}

/// Which of the options that keep the limits by their points is taken, and why.
void choose(const LatencyTerms& t, LatencyAssessment& a) {
  for (auto& o : a.options) {
    if (!a.settings.option || o.option != a.settings.option) continue;
    o.chosen = o.law.has_value();
    a.choice_why = o.chosen ? "it is the one taken" : fmt::format("the latency of \"{}\", which is taken, is not known: {}", o.name, o.why);
    return;
  }
  std::vector<LatencyOption*> open;
  for (auto& o : a.options)
    if (o.law && o.rejected_because.empty() && o.passes.value_or(true)) open.push_back(&o);
  if (open.empty()) {
    a.choice_why = a.options.empty() ? "no option states its latency: add options.csv (option, latency_p50_ms, latency_p99_ms) or latency_samples.csv (option, latency_ms)" : "no option keeps the limits";
    if (!a.options.empty() && std::none_of(a.options.begin(), a.options.end(), [](const auto& o) { return o.law.has_value(); })) a.choice_why = fmt::format("no option's latency is known: \"{}\": {}", a.options.front().name, a.options.front().why);
    return;
  }
  const bool limited = t.max_latency_ms || t.max_abandonment;
  const auto all = [&](auto has) { return std::all_of(open.begin(), open.end(), has); };
  const auto best = [&](auto value) { return *std::max_element(open.begin(), open.end(), [&](const auto* x, const auto* y) { return value(*x) < value(*y); }); };
  LatencyOption* taken = nullptr;
  if (open.size() == 1) {
    taken = open.front();
    a.choice_why = a.options.size() == 1 ? "it is the only one" : limited && all_others_break(a) ? "no other keeps the limits" : "no other can be taken";
  } else if (all([](const auto* o) { return o->worth_per_year.has_value(); })) {
    taken = best([](const auto& o) { return *o.worth_per_year; });
    a.choice_why = "it is worth the most a year, those who leave and its errors counted";
  } else if (limited && all([](const auto* o) { return o->accuracy.has_value(); })) {
    taken = best([](const auto& o) { return *o.accuracy; });
    a.choice_why = "it is the most accurate of those that keep the limits";
  } else if (all([](const auto* o) { return !o->accuracy; }) && all([](const auto* o) { return o->abandonment.value.has_value(); })) {
    taken = best([](const auto& o) { return -*o.abandonment.value; });
    a.choice_why = "fewest leave, and nothing else tells the options apart";
  } else if (limited) {
    taken = best([](const auto& o) { return -*o.p99_ms; });
    a.choice_why = "it is the fastest of those that keep the limits";
  } else {
    a.choice_why = "nothing weighs accuracy against latency: state value_per_session and sessions_per_day, or a limit (max_latency_ms, max_abandonment)";
  }
  if (taken) taken->chosen = true;
}

void read_slower(const LatencyTerms& t, const LatencyOption& base, LatencyAssessment& a) {
  for (const double ms : slower_steps(*base.p50_ms)) {
    SlowerReading s;
    s.by_ms = ms;
    s.abandonment = expected_abandonment_later(*a.curve(), *base.law, ms);
    s.extrapolated = 1 - latency_cdf(*base.law, std::max(0.0, a.curve()->high_ms - ms)) > 0.01;
    const double more = s.abandonment - *base.abandonment.value;
    if (t.sessions_per_day) s.more_lost_per_year = *t.sessions_per_day * days_per_year * more;
    if (s.more_lost_per_year && t.value_per_session) s.more_cost_per_year = *s.more_lost_per_year * *t.value_per_session;
    if (base.retained) {
      s.retained = retention_with(*t.retention, *t.churn_per_abandonment, s.abandonment);
      s.retained_change = *s.retained - *base.retained;
      if (base.lifetime_value && *t.discount_rate > *s.retained - 1) s.lifetime_value_change = lifetime_value(*t.margin, *s.retained, *t.discount_rate) - *base.lifetime_value;
    }
    a.slower.push_back(s);
  }
}

void read_budget(const LatencyTerms& t, const LatencyOption* base, LatencyAssessment& a) {
  auto& b = a.budget;
  b.max_abandonment = t.max_abandonment;
  if (!t.max_abandonment) b.budget.why = "no max_abandonment is stated";
  else if (!a.curve()) b.budget.why = a.evidence_why.empty() ? "there is no curve" : a.evidence_why;
  else if (!base) b.budget.why = a.choice_why;
  else if (!a.evidence->effect_shown) b.budget.why = a.evidence->effect_why;
  if (!b.budget.why.empty()) return;
  b.option = base->name;
  b.budget = latency_budget(*a.curve(), *base->law, *t.max_abandonment, a.settings.confidence);
  if (!b.budget.multiplier) return;
  const double k = *b.budget.multiplier;
  b.p50_ms = k * *base->p50_ms, b.p95_ms = k * *base->p95_ms, b.p99_ms = k * *base->p99_ms;
}

void read_exchange(const LatencyTerms& t, const LatencyOption* base, LatencyAssessment& a) {
  auto& x = a.exchange;
  if (!a.curve()) x.rate.why = a.evidence_why.empty() ? "there is no curve" : a.evidence_why;
  else if (!base) x.rate.why = a.choice_why;
  else if (!a.evidence->effect_shown) x.rate.why = a.evidence->effect_why;
  else if (!base->accuracy) x.rate.why = fmt::format("no accuracy of \"{}\" is stated", base->name);
  else if (!t.value_per_session && t.error_cost_per_session.value_or(0) > 0) x.rate.why = "error_cost_per_session is stated without value_per_session";
  if (!x.rate.why.empty()) return;
  x.option = base->name, x.accuracy = base->accuracy;
  x.rate = exchange_rate(*a.curve(), *base->law, *base->accuracy, t.value_per_session.value_or(1), t.error_cost_per_session.value_or(0));
}

/// The accuracy at which an option would be worth as much as the one that is taken, and what 100 ms are worth at each.
void read_trades(const Case& subject, const LatencyTerms& t, const LatencyOption* base, LatencyAssessment& a) {
  const double error_cost = t.error_cost_per_session.value_or(0);
  for (auto& o : a.options) {
    if (o.law && a.curve() && a.evidence->effect_shown && o.accuracy && (t.value_per_session || error_cost == 0))
      o.points_per_100ms = exchange_rate(*a.curve(), *o.law, *o.accuracy, t.value_per_session.value_or(1), error_cost).points_per_100ms;
    if (!base || &o == base || !base->worth_per_year || !o.worth_per_year || *o.abandonment.value >= 1) continue;
    const auto cost = o.option ? subject.options[*o.option].cost_per_year : std::nullopt;
    const double kept = *t.sessions_per_day * days_per_year * (1 - *o.abandonment.value), both = *t.value_per_session + error_cost;
    if (kept > 0 && both > 0) o.even_at_accuracy = ((*base->worth_per_year + cost.value_or(0)) / kept + error_cost) / both;
  }
}

/// What the option that is taken would lose of each cohort.
void read_cohorts(const LatencyOption& base, LatencyAssessment& a) {
  for (auto& c : a.cohorts) {
    c.abandonment.why = c.fit.why;
    if (!c.fit.is_fitted()) continue;
    const auto e = expected_abandonment(c.fit.curve, *base.law, a.settings.confidence);
    c.abandonment = {e.value, e.limits, e.why};
  }
}

}  // namespace

void assess_options(const Case& subject, const LatencyTerms& terms, LatencyAssessment& a) {
  a.options = latency_options(subject, a.settings.confidence);
  for (auto& o : a.options) {
    read_abandonment(a, o);
    read_money(subject, terms, o);
    check_limits(terms, o);
  }
  choose(terms, a);
  const auto* base = a.base();
  if (base && a.curve() && base->abandonment.value) read_slower(terms, *base, a);
  read_budget(terms, base, a);
  read_exchange(terms, base, a);
  read_trades(subject, terms, base, a);
  if (base && a.curve()) read_cohorts(*base, a);
}

}  // namespace premortem
