#include "premortem/analysis/latency_explanation.hpp"

#include <fmt/format.h>

#include "analysis/explained_item.hpp"

namespace premortem {
namespace {

std::string curve_note(const LatencyAssessment& a) {
  if (!a.curve()) return a.evidence_why;
  std::string note = fmt::format("curve: {}", family_name(a.curve()->family));
  const auto names = parameter_names(*a.curve());
  for (std::size_t i = 0; i < names.size(); ++i) note += fmt::format("{} {} = {:.12g}", i == 0 ? ";" : ",", names[i], a.curve()->parameters[i]);
  return note;
}

void add_option(const LatencyOption& o, std::vector<ExplainedItem>& items) {
  const std::string path = "options." + o.name + ".", law = o.law_words.empty() ? "its latency" : o.law_words;
  const auto add = [&](const char* name, const std::optional<double>& value, const std::string& why, const std::string& formula, std::vector<std::string> assumptions = {}) { items.push_back({path + name, value, why, formula, std::move(assumptions)}); };
  for (const auto& [name, value] : {std::pair{"p50_ms", o.p50_ms}, {"p95_ms", o.p95_ms}, {"p99_ms", o.p99_ms}}) add(name, value, o.why, fmt::format("quantile of {}", law));
  add("abandonment", o.abandonment.value, o.abandonment.why, fmt::format("mean of the curve over the law of the latency ({}), not the curve at the mean latency", law));
  add("abandonment_at_most", o.abandonment_high, o.abandonment.why, "one-sided upper limit of it by the delta method on the logit scale; of isotonic steps by their limits taken together");
  add("lost_sessions_per_year", o.lost_per_year, "no sessions_per_day is stated", "sessions_per_day x 365.25 x abandonment", {"sessions_per_day"});
  add("cost_per_year", o.cost_per_year, "it takes sessions_per_day and value_per_session", "lost_sessions_per_year x value_per_session", {"sessions_per_day", "value_per_session"});
  add("worth_per_year", o.worth_per_year, o.worth_why, "sessions_per_day x 365.25 x (1 - abandonment) x (accuracy x value_per_session - (1 - accuracy) x error_cost_per_session) - cost_per_year of the option",
      {"sessions_per_day", "value_per_session", "error_cost_per_session"});
  add("retained", o.retained, "it takes retention and churn_per_abandonment", "retention x (1 - churn_per_abandonment x abandonment)", {"retention", "churn_per_abandonment"});
  add("lifetime_value", o.lifetime_value, "it takes margin and discount_rate too", "margin x retained / (1 + discount_rate - retained)", {"retention", "churn_per_abandonment", "margin", "discount_rate"});
}

std::vector<ExplainedItem> items_of(const LatencyAssessment& a) {
  std::vector<ExplainedItem> items;
  for (const auto& o : a.options) add_option(o, items);
  const auto& b = a.budget;
  items.push_back({"budget.multiplier", b.budget.multiplier, b.budget.why, "the largest k for which the one-sided upper limit of the abandonment at k times the latency stays within max_abandonment, and at every smaller k", {"max_abandonment"}});
  for (const auto& [name, value] : {std::pair{"budget.p50_ms", b.p50_ms}, {"budget.p95_ms", b.p95_ms}, {"budget.p99_ms", b.p99_ms}}) items.push_back({name, value, b.budget.why, "multiplier x that quantile of the option", {"max_abandonment"}});
  const std::vector<std::string> worth{"value_per_session", "error_cost_per_session"};
  items.push_back({"exchange.points_per_100ms", a.exchange.rate.points_per_100ms, a.exchange.rate.why, "100 x (abandonment 100 ms later - abandonment) x (accuracy x value - (1 - accuracy) x error cost) / ((1 - abandonment) x (value + error cost))", worth});
  items.push_back({"exchange.points_per_10pct", a.exchange.rate.points_per_10pct, a.exchange.rate.why, "the same, from a tenth of the derivative of the abandonment by the logarithm of the latency", worth});
  items.push_back({"hinge_ms", a.hinge ? std::optional(a.hinge->tau_ms) : std::nullopt, a.hinge_why, "the kink of greatest likelihood of a floor and a straight line on the probability scale; limits by profile", {}});
  return items;
}

}  // namespace

std::vector<std::string> explainable_latency_names(const LatencyAssessment& a) { return explainable_names(items_of(a), "latency"); }

Explanation explain_latency(const Case& subject, const LatencyAssessment& a, const std::string& name) {
  auto e = explain_item(subject, items_of(a), "latency", name);
  if (a.evidence) e.notes.push_back(a.evidence->words);
  e.notes.push_back(curve_note(a));
  return e;
}

}  // namespace premortem
