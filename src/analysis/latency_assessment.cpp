#include "premortem/analysis/latency_assessment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/amount_domains.hpp"
#include "analysis/latency_curves.hpp"
#include "analysis/latency_decision.hpp"
#include "analysis/latency_options.hpp"
#include "analysis/p_text.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

std::string percent(double share, Rounding way = Rounding::nearest) { return percent_text(share, way); }

/// Latencies that are asked for by nobody, but that a reader looks for: what was observed, at even steps.
std::vector<double> shown_latencies(const LatencyAssessment& a) {
  if (!a.settings.at_ms.empty()) return a.settings.at_ms;
  constexpr double round_ones[]{50, 100, 200, 300, 500, 800, 1000, 2000, 3000, 5000, 10000, 20000, 30000, 60000, 120000, 300000, 600000};
  std::vector<double> shown;
  const auto& c = *a.curve();
  for (const double ms : round_ones)
    if (ms >= c.low_ms && ms <= c.high_ms) shown.push_back(ms);
  if (shown.empty()) shown = {c.low_ms, c.high_ms};
  return shown;
}

/// As far as the slowest option, and no further beyond what was observed than half of it again: nothing is known there.
std::vector<double> drawn_latencies(const LatencyAssessment& a) {
  constexpr int points = 120;
  constexpr double widest = 1.5, margin = 1.02;
  const auto& c = *a.curve();
  double last = c.high_ms;
  for (const auto& o : a.options)
    if (o.p99_ms) last = std::max(last, *o.p99_ms);
  last = std::min(last, widest * c.high_ms) * margin;
  std::vector<double> latencies{c.low_ms, c.high_ms};
  for (int i = 0; i <= points; ++i) latencies.push_back(last * i / points);
  std::sort(latencies.begin(), latencies.end());
  latencies.erase(std::unique(latencies.begin(), latencies.end()), latencies.end());
  return latencies;
}

void read_curve(const LatencyTerms& terms, LatencyAssessment& a) {
  if (!a.curve()) return;
  for (const double ms : shown_latencies(a)) a.at.push_back({ms, abandonment_at(*a.curve(), ms, a.settings.confidence)});
  if (a.settings.depth == LatencyDepth::full)
    for (const double ms : drawn_latencies(a)) a.drawn.push_back({ms, abandonment_at(*a.curve(), ms, a.settings.confidence)});
  auto shares = a.settings.shares;
  if (shares.empty() && terms.max_abandonment && *terms.max_abandonment > 0 && *terms.max_abandonment < 1) shares.push_back(*terms.max_abandonment);
  for (const double share : shares) a.latency_at.push_back({share, latency_at(*a.curve(), share, a.settings.confidence)});
}

void add_findings(const LatencyTerms& terms, LatencyAssessment& a) {
  if (a.chosen && a.families[*a.chosen].overdispersion > 1) {
    const auto& f = a.families[*a.chosen];
    a.findings.push_back({"overdispersion", "", fmt::format("No family fits these data well: the best scatters {} times as much as chance allows (p {}). Every limit here is widened for it.", number_text(f.overdispersion, Rounding::nearest), p_text(f.fit_p.value_or(0))),
                          {{"overdispersion", f.overdispersion}}, false});
  }
  if (a.evidence && a.evidence->data == LatencyData::delays && !a.evidence->effect_shown)
    a.findings.push_back({"no_effect", "", "In these data " + a.evidence->effect_why + ". What is said of slower answers rests on the form of the curve alone.", {{"p", a.evidence->trend->p}}, false});
  if (a.cohort_difference && a.cohort_difference->p < 1 - a.settings.confidence)
    a.findings.push_back({"cohorts_differ", "", fmt::format("Cohorts do not leave alike (p {}). One curve for all is of their mix.", p_text(a.cohort_difference->p)), {{"p", a.cohort_difference->p}}, false});
  if (!terms.max_abandonment) return;
  for (const auto& c : a.cohorts)
    if (c.abandonment.value && *c.abandonment.value > *terms.max_abandonment)
      a.findings.push_back({"cohort_over", c.cohort, fmt::format("In cohort \"{}\" {} leave, over the {} allowed.", c.cohort, percent(*c.abandonment.value), percent(*terms.max_abandonment)), {{"abandonment", *c.abandonment.value}}, true});
}

void add_cautions(const Case& subject, const CaseAmounts& amounts, const LatencyTerms& terms, LatencyAssessment& a) {
  for (auto& line : unread_assumptions(subject)) a.cautions.push_back(std::move(line));
  std::vector<std::string> ranged;
  for (const auto i : amounts.used())
    if (subject.leaves[i].low || subject.leaves[i].k) ranged.push_back(subject.leaves[i].name);
  if (!ranged.empty()) {
    std::string names;
    for (const auto& n : ranged) names += (names.empty() ? "" : ", ") + n;
    a.cautions.push_back(names + (ranged.size() == 1 ? " counts" : " count") + " at the best value here: the range is in no limit of this table.");
  }
  if (a.curve())
    for (const auto& o : a.options)
      if (o.extrapolated_share > 0.01)
        a.cautions.push_back(fmt::format("{} of the requests of \"{}\" lie beyond the latencies that were observed ({} to {} ms); what is said of them extrapolates.", percent(o.extrapolated_share), o.name, number_text(a.curve()->low_ms, Rounding::nearest), number_text(a.curve()->high_ms, Rounding::nearest)));
  for (const auto& o : a.options) {
    if (o.failed > 0) a.cautions.push_back(fmt::format("{} of {} of \"{}\" failed and {} in no quantile: who was not answered at all is not counted among those who left.", number_text(static_cast<double>(o.failed), Rounding::nearest), count_text(o.requests + o.failed, "request"), o.name, o.failed == 1 ? "is" : "are"));
    if (o.law && o.requests == 0 && o.option && !subject.options[*o.option].latency.p99 && terms.max_latency_ms) a.cautions.push_back(fmt::format("p99 of \"{}\" is not stated; it follows from {}.", o.name, o.law_words));
  }
}

}  // namespace

const LatencyOption* LatencyAssessment::base() const {
  const LatencyOption* first = nullptr;
  for (const auto& o : options) {
    if (o.chosen) return &o;
    if (!first && o.law && o.rejected_because.empty()) first = &o;
  }
  return first;
}

bool states_latency(const Case& subject) {
  return subject.latency || subject.latency_samples || std::any_of(subject.options.begin(), subject.options.end(), [](const auto& o) { return o.latency.is_stated(); });
}

LatencyAssessment assess_latency(const Case& subject, const LatencySettings& settings) {
  if (!states_latency(subject) && !settings.preset)
    throw Refusal("the case says nothing of latency; add latency.csv (latency_ms, sessions, abandoned), latency_samples.csv (option, latency_ms), or latency_p50_ms and latency_p99_ms to options.csv");
  LatencyAssessment a;
  a.settings = settings;
  CaseAmounts amounts(subject);
  require_amount_domains(amounts);
  const auto terms = latency_terms(amounts);
  a.max_latency_ms = terms.max_latency_ms;
  assess_curves(subject, a);
  assess_options(subject, terms, a);
  read_curve(terms, a);
  add_findings(terms, a);
  add_cautions(subject, amounts, terms, a);
  a.decision = latency_decision(subject, amounts, terms, a);
  a.used = amounts.used();
  a.decides = terms.max_latency_ms || terms.max_abandonment || std::any_of(a.findings.begin(), a.findings.end(), [](const auto& f) { return f.is_alarm; });
  return a;
}

std::vector<std::string> barred_by_latency(const Case& subject, double confidence) {
  std::vector<std::string> barred(subject.options.size());
  if (!states_latency(subject)) return barred;
  CaseAmounts amounts(subject);
  const auto terms = latency_terms(amounts);
  if (!terms.max_latency_ms && !terms.max_abandonment) return barred;
  LatencySettings settings;
  settings.confidence = confidence;
  settings.depth = LatencyDepth::limits;
  LatencyAssessment a;
  try {
    a = assess_latency(subject, settings);
  } catch (const Refusal&) {
    return barred;  // the verb latency says why; the trade-off has other things to say
  }
  for (const auto& o : a.options)
    if (o.option && o.passes == false)
      for (const auto& c : o.checks)
        if (c.kept == Kept::no && barred[*o.option].empty()) barred[*o.option] = c.sentence;
  return barred;
}

}  // namespace premortem
