#include "report/latency_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

std::string about(double x) { return number_text(x, Rounding::nearest); }
std::string percent(double x, Rounding way = Rounding::nearest) { return percent_text(x, way); }

std::string money(const LatencyResult& r, double x) { return money_text(x, r.subject.feature.currency, Rounding::nearest); }

std::string hinge_line(const LatencyAssessment& a) {
  if (!a.hinge) return "";
  const auto& h = *a.hinge;
  std::string text = h.interval ? fmt::format("People begin to leave at {} ({} to {})", ms_text(h.tau_ms), ms_text(h.interval->low, Rounding::down), ms_text(h.interval->high, Rounding::up))
                                : fmt::format("People begin to leave at {}, without limits: {}", ms_text(h.tau_ms), h.why);
  if (a.hinge_p) text += fmt::format("; against no effect at all p {}", *a.hinge_p <= 0.001 ? "0.001 or less" : about(*a.hinge_p));
  const auto& best = a.families[*a.chosen].curve.family;
  return text + (best == CurveFamily::hinge ? "." : fmt::format(", if the curve has a kink; {} fits better.", family_words(best)));
}

std::string budget_line(const LatencyResult& r) {
  const auto& b = r.assessment.budget;
  if (!b.max_abandonment) return "";
  if (!b.budget.multiplier) return fmt::format("Budget for {} abandonment: none is given, since {}.", percent(*b.max_abandonment), b.budget.why);
  const double k = *b.budget.multiplier;
  return fmt::format("Budget: with {} confidence at most {} leave while \"{}\" is no more than {:.3g} times {}: p50 {}, p95 {}, p99 {}.{}", confidence_text(r.assessment.settings.confidence), percent(*b.max_abandonment), b.option, std::floor(k * 1000) / 1000,
                     k < 1 ? "its latency, which is faster than it is" : "as slow as it is", ms_text(*b.p50_ms, Rounding::down), ms_text(*b.p95_ms, Rounding::down), ms_text(*b.p99_ms, Rounding::down), b.budget.extrapolated ? " (extrapolated)" : "");
}

std::string exchange_line(const LatencyAssessment& a) {
  const auto& x = a.exchange;
  if (!x.accuracy) return "";
  if (!x.rate.points_per_100ms) return fmt::format("Exchange rate: none is given, since {}.", x.rate.why);
  return fmt::format("Exchange rate at \"{}\": 100 ms more must bring {} points of accuracy to be worth it{}.", x.option, about(*x.rate.points_per_100ms), x.rate.points_per_10pct ? fmt::format(", 10% more latency {}", about(*x.rate.points_per_10pct)) : "");
}

/// What the larger step of slowness costs.
std::string slower_line(const LatencyResult& r) {
  const auto& a = r.assessment;
  const auto* base = a.base();
  if (!base || a.slower.empty() || !base->abandonment.value) return "";
  const auto& s = a.slower.back();
  std::string text = fmt::format("{} ms slower than \"{}\": {} leave instead of {}", about(s.by_ms), base->name, percent(s.abandonment), percent(*base->abandonment.value));
  if (s.more_lost_per_year) text += fmt::format(", {} more sessions a year", about(*s.more_lost_per_year));
  if (s.more_cost_per_year) text += fmt::format(", {}", money(r, *s.more_cost_per_year));
  if (s.retained) text += fmt::format("; {} of customers stay instead of {} ({} fewer)", percent(*s.retained), percent(*base->retained), percent(-*s.retained_change / *base->retained));
  if (s.lifetime_value_change) text += fmt::format(", which takes {} off the lifetime value of each", money(r, -*s.lifetime_value_change));
  return text + (s.extrapolated ? " (extrapolated)." : ".");
}

std::string taken_line(const LatencyResult& r) {
  const auto& a = r.assessment;
  const auto* base = a.base();
  if (!base || !base->chosen || a.options.size() < 2 || a.settings.option) return "";
  return fmt::format("\"{}\" is taken: {}.", base->name, a.choice_why);
}

/// The worth of the taken option beside the next best, which says what the choice is about.
std::string worth_line(const LatencyResult& r) {
  const auto* base = r.assessment.base();
  if (!base || !base->worth_per_year) return "";
  const LatencyOption* other = nullptr;
  for (const auto& o : r.assessment.options)
    if (&o != base && o.worth_per_year && o.accuracy && (!other || *o.worth_per_year > *other->worth_per_year)) other = &o;
  if (!other) return "";
  const double by = *base->worth_per_year - *other->worth_per_year, points = 100 * (*other->accuracy - *base->accuracy);
  std::string accuracy = points == 0 ? "as accurate" : fmt::format("{} points {} accurate", about(std::abs(points)), points > 0 ? "more" : "less");
  std::string text = fmt::format("\"{}\", {}, is worth {} a year {} than \"{}\"", other->name, accuracy, money(r, std::abs(by)), by >= 0 ? "less" : "more", base->name);
  if (other->even_at_accuracy) text += *other->even_at_accuracy > 1 ? ", and would be if it were always right" : fmt::format("; at {} accuracy they would be worth the same", percent(*other->even_at_accuracy));
  return text + ".";
}

std::vector<std::string> main_lines(const LatencyResult& r) {
  std::vector<std::string> lines;
  for (const auto& l : {taken_line(r), worth_line(r), slower_line(r), budget_line(r), exchange_line(r.assessment), hinge_line(r.assessment)})
    if (!l.empty()) lines.push_back(l);
  return lines;
}

std::string latency_at_line(const LatencyAssessment& a, const LatencyAt& l) {
  if (!l.reading.value_ms) return fmt::format("{} leave: {}.", percent(l.abandonment), l.reading.why);
  std::string limits;
  if (l.reading.limits) limits = std::isinf(l.reading.limits->high) ? fmt::format(" ({} or more)", ms_text(l.reading.limits->low, Rounding::down)) : fmt::format(" ({} to {})", ms_text(l.reading.limits->low, Rounding::down), ms_text(l.reading.limits->high, Rounding::up));
  const char* whose = a.evidence && a.evidence->data == LatencyData::quits ? "of those who wait so long" : "if every answer takes so long";
  return fmt::format("{} leave {} at {}{}{}.", percent(l.abandonment), whose, ms_text(*l.reading.value_ms), limits, l.reading.extrapolated ? ", extrapolated" : "");
}

}  // namespace

std::string ms_text(double ms, Rounding way) {
  return ms < 10'000 ? number_text(ms, way) + " ms" : number_text(ms / 1000, way) + " s";
}

std::string family_words(CurveFamily family) {
  switch (family) {
    case CurveFamily::logistic: return "logistic";
    case CurveFamily::log_logistic: return "log-logistic";
    case CurveFamily::weibull: return "Weibull";
    case CurveFamily::floor_logistic: return "floor and logistic";
    case CurveFamily::floor_log_logistic: return "floor and log-logistic";
    case CurveFamily::floor_weibull: return "floor and Weibull";
    case CurveFamily::hinge: return "floor and hinge";
    case CurveFamily::isotonic: return "rising steps (isotonic)";
    case CurveFamily::kaplan_meier: return "Kaplan-Meier";
  }
  return "";
}

std::string evidence_line(const LatencyAssessment& a) { return a.evidence ? a.evidence->words : "No curve: " + a.evidence_why + "."; }

std::vector<std::string> latency_lines(const LatencyResult& r) {
  const auto& a = r.assessment;
  auto lines = main_lines(r);
  for (const auto& l : a.latency_at) lines.push_back(latency_at_line(a, l));
  for (const auto& o : a.options) {
    if (o.whole_p50_ms) lines.push_back(fmt::format("\"{}\" streams: people wait for its first token; the whole answer is there after {} (p99 {}).", o.name, ms_text(*o.whole_p50_ms), ms_text(*o.whole_p99_ms)));
    if (o.p999) lines.push_back(fmt::format("p99.9 of \"{}\" is not stated: {}, {} or {}, as its tail is lognormal, straight or Pareto.", o.name, ms_text(o.p999->lognormal), ms_text(o.p999->straight), ms_text(o.p999->pareto)));
  }
  return lines;
}

std::vector<std::string> latency_findings(const LatencyResult& r) {
  std::vector<std::string> lines;
  for (const auto& f : r.assessment.findings) lines.push_back(f.message);
  return lines;
}

std::vector<std::string> page_latency_lines(const LatencyResult& r) {
  const auto& a = r.assessment;
  auto lines = main_lines(r);
  for (const auto& f : a.findings)
    if (f.is_alarm || f.kind == "no_effect") lines.push_back(f.message);
  lines.push_back(a.evidence ? a.evidence->words + " This takes for granted that slowness itself made them leave." : "How many leave is not known: " + a.evidence_why + ".");
  return lines;
}

}  // namespace premortem
