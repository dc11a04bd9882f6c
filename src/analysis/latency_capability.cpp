#include "analysis/latency_capability.hpp"

#include <algorithm>

#include "premortem/analysis/latency_assessment.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

std::vector<Capability> parts_of(const Case& subject) {
  const auto a = assess_latency(subject, {});
  std::vector<Capability> list;
  const auto add = [&](const char* part, bool possible, const std::string& why) { list.push_back({"latency", part, possible, possible ? "" : why}); };
  add("the curve of abandonment", a.chosen.has_value(), a.evidence ? a.evidence->effect_why : a.evidence_why);
  const auto known = std::find_if(a.options.begin(), a.options.end(), [](const auto& o) { return o.law.has_value(); });
  add("latency of the options", known != a.options.end(), a.choice_why);
  const auto priced = std::find_if(a.options.begin(), a.options.end(), [](const auto& o) { return o.cost_per_year.has_value(); });
  add("cost a year", priced != a.options.end(), "it takes a curve, an option's latency, sessions_per_day and value_per_session");
  add("the option to take", std::any_of(a.options.begin(), a.options.end(), [](const auto& o) { return o.chosen; }), a.choice_why);
  add("budget", a.budget.budget.multiplier.has_value(), a.budget.budget.why);
  add("exchange rate", a.exchange.rate.points_per_100ms.has_value(), a.exchange.rate.why);
  return list;
}

}  // namespace

std::vector<Capability> latency_capabilities(const Case& subject) {
  try {
    return parts_of(subject);
  } catch (const Refusal& refusal) {
    return {{"latency", "everything", false, refusal.what()}};
  }
}

}  // namespace premortem
