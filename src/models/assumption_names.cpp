#include "premortem/models/assumption_names.hpp"

#include <algorithm>
#include <set>

namespace premortem {

const std::vector<std::string>& assumption_names() {
  static const std::vector<std::string> names{
      "volume_per_day", "positive_rate", "decision_threshold", "cost_per_false_positive",
      "cost_per_false_negative", "false_negative_cost_per_value", "cost_per_action", "cost_per_review",
      "review_minutes", "review_capacity_per_day", "reviewers", "review_hours_per_day", "peak_factor",
      "review_target_minutes", "review_service_level", "review_patience_minutes", "reviewer_sensitivity",
      "reviewer_specificity", "appeal_rate", "override_recovery", "cost_per_appeal", "late_report_rate",
      "avoidable_share", "budget_per_year", "value_per_point", "cost_per_point", "weeks_per_point",
      "upgrade_cost", "value_per_correct", "loss_per_error", "sessions_per_day", "value_per_session",
      "error_cost_per_session", "max_abandonment", "max_latency_ms", "retention", "churn_per_abandonment",
      "margin", "discount_rate", "min_recall", "min_precision", "retrain_cost", "breach_cost",
      "retrain_effectiveness", "feedback_gain", "initial_bias", "bias_limit", "slo", "cost_per_week",
      "confidence_limit", "fewer_false_positives", "extra_missed", "baseline_threshold", "trials_per_day", "rate_to_see",
      "rate_limit", "events_allowed", "observed_rate", "ab_baseline", "ab_lift", "ab_power", "ab_rows_per_day",
      "rows_per_user", "row_correlation", "retrain_every_days", "interviews_agreed", "interviews_asked", "control_share", "looks"};
  return names;
}

bool is_assumption_name(std::string_view name) { return std::find(assumption_names().begin(), assumption_names().end(), name) != assumption_names().end(); }

AssumptionUnit unit_of_assumption(std::string_view name) {
  static const std::set<std::string_view> money{"cost_per_false_positive", "cost_per_false_negative", "cost_per_action", "cost_per_review", "cost_per_appeal",
                                                "budget_per_year", "value_per_point", "cost_per_point", "upgrade_cost", "value_per_correct", "loss_per_error", "value_per_session",
                                                "error_cost_per_session", "margin", "retrain_cost", "breach_cost", "cost_per_week"};
  static const std::set<std::string_view> amounts{"volume_per_day", "review_minutes", "review_capacity_per_day", "reviewers", "review_hours_per_day", "review_target_minutes",
                                                  "review_patience_minutes", "weeks_per_point", "sessions_per_day", "max_latency_ms", "trials_per_day", "events_allowed", "ab_rows_per_day",
                                                  "rows_per_user", "retrain_every_days", "interviews_agreed", "interviews_asked", "looks"};
  if (name == "false_negative_cost_per_value") return AssumptionUnit::any;
  return money.count(name) > 0 ? AssumptionUnit::money : amounts.count(name) > 0 ? AssumptionUnit::amount : AssumptionUnit::neither;
}

}  // namespace premortem
