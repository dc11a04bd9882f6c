#include "report/latency_difference.hpp"

#include <fmt/format.h>

namespace premortem {
namespace {

NamedNumbers numbers_of(const LatencyResult& result) {
  const auto& a = result.assessment;
  NamedNumbers n;
  for (const auto& o : a.options) {
    const std::string path = "options." + o.name + ".";
    n[path + "p99_ms"] = o.p99_ms;
    n[path + "abandonment"] = o.abandonment.value, n[path + "abandonment_at_most"] = o.abandonment_high;
    n[path + "lost_sessions_per_year"] = o.lost_per_year, n[path + "cost_per_year"] = o.cost_per_year, n[path + "worth_per_year"] = o.worth_per_year;
    n[path + "retained"] = o.retained, n[path + "lifetime_value"] = o.lifetime_value;
  }
  n["budget.multiplier"] = a.budget.budget.multiplier, n["budget.p99_ms"] = a.budget.p99_ms;
  n["exchange.points_per_100ms"] = a.exchange.rate.points_per_100ms, n["exchange.points_per_10pct"] = a.exchange.rate.points_per_10pct;
  for (const auto& s : a.slower) n[fmt::format("slower.{}.more_cost_per_year", s.by_ms)] = s.more_cost_per_year;
  return n;
}

std::string chosen_name(const LatencyAssessment& a) {
  for (const auto& o : a.options)
    if (o.chosen) return o.name;
  return "none";
}

}  // namespace

std::vector<NumberDifference> latency_differences(const LatencyResult& base, const LatencyResult& changed) {
  return number_differences(numbers_of(base), numbers_of(changed));
}

TextTable latency_difference_table(const LatencyResult& base, const LatencyResult& changed) {
  return number_difference_table({{"verdict", std::string(name_of(base.assessment.decision.verdict)), std::string(name_of(changed.assessment.decision.verdict))},
                                  {"chosen option", chosen_name(base.assessment), chosen_name(changed.assessment)}},
                                 latency_differences(base, changed));
}

}  // namespace premortem
