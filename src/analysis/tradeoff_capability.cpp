#include "analysis/tradeoff_capability.hpp"

#include "analysis/tradeoff_terms.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

void add(std::vector<Capability>& list, const std::string& part, bool possible, const std::string& why) {
  list.push_back({"tradeoff", part, possible, possible ? "" : why});
}

/// Why there is no cost a year where there are rows.
std::string why_no_cost(const Case& subject, const Recommendation& recommended) {
  CaseAmounts amounts(subject);
  const auto terms = tradeoff_terms(amounts, nullptr);
  if (!terms.has_costs) return terms.no_costs;
  return recommended.exists ? "no volume_per_day is stated; add it to assumptions.csv" : recommended.why;
}

void add_rows(std::vector<Capability>& list, const Case& subject, const TradeoffAssessment& a) {
  const std::string none = "there is no predictions.csv (columns score, label)";
  add(list, "operating points and their limits", a.rows.has_value(), none);
  const auto* rows = a.rows ? &*a.rows : nullptr;
  add(list, "recommended threshold", rows && rows->recommended.exists, rows ? rows->recommended.why : none);
  add(list, "cost a year", rows && rows->recommended.cost_per_year, rows ? why_no_cost(subject, rows->recommended) : none);
  add(list, "certified threshold", rows && rows->certified.threshold, rows ? rows->certified.why : none);
}

std::vector<Capability> parts_of(const Case& subject) {
  const auto a = assess_tradeoff(subject, {});
  std::vector<Capability> list;
  add_rows(list, subject, a);
  add(list, "review queue", a.queue.why.empty(), a.queue.why);
  add(list, "the option to take", a.options && a.options->chosen, a.options ? a.options->why : "there is no options.csv");
  add(list, "now or later", !a.ship.empty(), a.ship_why);
  add(list, "learning curve", a.learning.has_value(), a.learning_why);
  return list;
}

}  // namespace

std::vector<Capability> tradeoff_capabilities(const Case& subject) {
  try {
    return parts_of(subject);
  } catch (const Refusal& refusal) {
    return {{"tradeoff", "everything", false, refusal.what()}};
  }
}

}  // namespace premortem
