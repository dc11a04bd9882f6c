#include "premortem/analysis/tradeoff_explanation.hpp"

#include <fmt/format.h>

#include "analysis/explained_item.hpp"

namespace premortem {
namespace {

using Item = ExplainedItem;
using Names = std::vector<std::string>;

const Names& costs() {
  static const Names names{"volume_per_day", "positive_rate", "cost_per_false_positive", "cost_per_false_negative", "false_negative_cost_per_value", "cost_per_action", "cost_per_review", "reviewer_sensitivity",
                           "reviewer_specificity", "appeal_rate", "override_recovery", "cost_per_appeal", "late_report_rate", "avoidable_share"};
  return names;
}

const Names& team() {
  static const Names names{"volume_per_day", "positive_rate", "reviewers", "review_minutes", "review_hours_per_day", "peak_factor", "review_target_minutes", "review_service_level", "review_patience_minutes", "confidence_limit"};
  return names;
}

Names with(Names names, std::initializer_list<const char*> more) {
  names.insert(names.end(), more.begin(), more.end());
  return names;
}

void add_rows(const RowsReading& rows, std::vector<Item>& items) {
  const auto& r = rows.recommended;
  const Names limited = with(costs(), {"budget_per_year", "min_recall", "min_precision", "review_capacity_per_day", "reviewers", "review_minutes"});
  const std::string none = r.exists ? "" : r.why;
  items.push_back({"auc", rows.auc.value, rows.auc.why, "share of pairs of a positive and a negative row in which the positive scores higher, a tie counts one half; DeLong's variance, logit scale", {}});
  items.push_back({"average_precision", rows.average_precision, "no row is positive", "sum over the distinct scores, highest first, of the rise in recall times the precision there", {}});
  items.push_back({"recommended.threshold", r.threshold, none, "the threshold, or the upper end of the band, of least cost on the rows among those that keep what is asked; ties take the lowest", limited});
  items.push_back({"recommended.review_low", r.review_low, none, "the lower end of the band of least cost: a person looks from here up to review_high", limited});
  items.push_back({"recommended.cost_per_year", r.cost_per_year, none,
                   "(false positives x their cost + misses x theirs + actions + reviews + appeals) of the rows, at the live mix, / items of the rows x volume_per_day x 365.25", costs()});
  items.push_back({"recommended.operating_cost_per_year", r.operating_cost_per_year, none, "the part of it that is paid to run it: actions, reviews and appeals", costs()});
  items.push_back({"recommended.operating_cost_per_year_high", r.operating_cost_high, none, "upper limits of the share, of volume_per_day and of the price of one, each at a third of the error, multiplied", costs()});
  items.push_back({"recommended.elkan_threshold", r.elkan_threshold, r.elkan_why, "(cost of a false positive + of acting) / (cost of a false positive + of a miss), appeals and late reports counted", costs()});
  items.push_back({"recommended.shadow_price_per_hour", r.shadow_price_per_hour, "it takes a band, review_minutes, a capacity and a volume_per_day above 0", "least cost at the capacity less that with one more hour of review a day", limited});
  items.push_back({"certified.threshold", rows.certified.threshold, rows.certified.why, "the highest threshold (with a precision: the lowest) whose exact binomial test passes at 1 - confidence, shared out among those tried", {"min_recall", "min_precision"}});
}

void add_options(const Case& subject, const OptionsReading& options, std::vector<Item>& items) {
  for (const auto& p : options.options) {
    const std::string path = "options." + subject.options[p.option].name + ".";
    items.push_back({path + "total_per_year", p.total_per_year, p.total_why, "cost_per_year + misses_per_year x cost_per_false_negative + false_positives_per_year x cost_per_false_positive", costs()});
    items.push_back({path + "misses_per_year", p.misses_per_year, "it takes recall, volume_per_day and positive_rate", "volume_per_day x 365.25 x positive_rate x (1 - recall)", {"volume_per_day", "positive_rate"}});
    items.push_back({path + "false_positives_per_year", p.false_positives_per_year, "it takes precision, recall, volume_per_day and positive_rate",
                     "volume_per_day x 365.25 x positive_rate x recall x (1 - precision) / precision", {"volume_per_day", "positive_rate"}});
    items.push_back({path + "next_point_costs", p.next_point_costs, "nothing better is stated", "(cost_per_year of the next better option - its own) / (100 x the gain in the metric)", {"cost_per_point"}});
  }
}

std::vector<Item> items_of(const Case& subject, const TradeoffAssessment& a) {
  std::vector<Item> items;
  if (a.rows) add_rows(*a.rows, items);
  if (a.options) add_options(subject, *a.options, items);
  items.push_back({"perfection.extra_cost", a.perfection.extra_cost, a.perfection.why, "cost a year of the best option stated, or of flagging every positive row, less that of the chosen point", costs()});
  items.push_back({"queue.items_per_day", a.queue.why.empty() ? std::optional(a.queue.items_per_day) : std::nullopt, a.queue.why, "volume_per_day x the share that goes to review (the band, an option's review_share, or what is below confidence_limit)", team()});
  items.push_back({"queue.mean_wait_minutes", a.queue.mean_wait_minutes, a.queue.why.empty() ? "more comes than can be done" : a.queue.why, "Erlang-C (with review_patience_minutes Erlang-A) in the busiest hour", team()});
  for (const auto& s : a.ship)
    items.push_back({"ship." + s.plan, s.npv, "", "sum over demand.csv of volume x (value_per_correct x accuracy - loss_per_error x (1 - accuracy)), discounted by discount_rate, less upgrade_cost", {"value_per_correct", "loss_per_error", "discount_rate", "upgrade_cost"}});
  return items;
}

/// What was counted, and what made the threshold the one.
std::vector<std::string> notes_on(const TradeoffAssessment& a, const std::string& item) {
  std::vector<std::string> notes;
  if (a.rows) notes.push_back(fmt::format("rows: {} of predictions.csv, {} of them positive", a.rows->rows, a.rows->positives));
  if (a.rows && item.starts_with("recommended.") && a.rows->recommended.exists) notes.push_back("chosen: " + a.rows->recommended.why);
  return notes;
}

}  // namespace

std::vector<std::string> explainable_tradeoff_names(const Case& subject, const TradeoffAssessment& a) { return explainable_names(items_of(subject, a), "tradeoff"); }

Explanation explain_tradeoff(const Case& subject, const TradeoffAssessment& a, const std::string& name) {
  auto e = explain_item(subject, items_of(subject, a), "tradeoff", name);
  e.notes = notes_on(a, e.name.substr(std::string("tradeoff.").size()));
  return e;
}

}  // namespace premortem
