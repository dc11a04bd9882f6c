#include "report/tradeoff_difference.hpp"

namespace premortem {
namespace {

NamedNumbers numbers_of(const TradeoffResult& result) {
  const auto& a = result.assessment;
  NamedNumbers n;
  if (a.rows) {
    const auto& r = a.rows->recommended;
    n["recommended.threshold"] = r.threshold;
    n["recommended.review_low"] = r.review_low, n["recommended.review_high"] = r.review_high;
    n["recommended.cost_per_year"] = r.cost_per_year;
    n["recommended.operating_cost_per_year"] = r.operating_cost_per_year;
    n["recommended.recall"] = r.band ? r.recall_after_review.value : r.point.recall.value;
    n["certified.threshold"] = a.rows->certified.threshold;
  }
  if (a.options)
    for (const auto& p : a.options->options) n["options." + result.subject.options[p.option].name + ".total_per_year"] = p.total_per_year;
  n["perfection.extra_cost"] = a.perfection.extra_cost;
  n["queue.mean_wait_minutes"] = a.queue.mean_wait_minutes;
  for (const auto& s : a.ship) n["ship." + s.plan] = s.npv;
  return n;
}

std::string chosen_name(const TradeoffResult& result) {
  const auto* option = chosen_option(result.subject, result.assessment);
  return option ? option->name : "none";
}

}  // namespace

std::vector<NumberDifference> tradeoff_differences(const TradeoffResult& base, const TradeoffResult& changed) {
  return number_differences(numbers_of(base), numbers_of(changed));
}

TextTable tradeoff_difference_table(const TradeoffResult& base, const TradeoffResult& changed) {
  return number_difference_table({{"verdict", std::string(name_of(base.assessment.decision.verdict)), std::string(name_of(changed.assessment.decision.verdict))}, {"chosen option", chosen_name(base), chosen_name(changed)}},
                                 tradeoff_differences(base, changed));
}

}  // namespace premortem
