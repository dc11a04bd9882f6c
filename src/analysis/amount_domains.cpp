#include "analysis/amount_domains.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/core/place.hpp"
#include "premortem/quantity/leaf.hpp"

namespace premortem {
namespace {

constexpr double shortest = 1e-9;  // minutes: no review is as short, and rates stay finite
constexpr double largest = 1e30;   // far above any amount, and far below where sums over rows and a year overflow
constexpr double smallest = 1e-30;  // the same below: quotients of two amounts stay finite
constexpr double smallest_share = 1e-12;  // as near as a share may be to 0, or to 1 where 1 is left out: 1 - x is exact to 1e-4 of it

/// What a value may be: from `least` to `most`, either of them included or not.
struct Domain {
  const char* name;
  double least, most;
  bool least_too, most_too;
  const char* words;
};

constexpr std::array domains{
    Domain{"min_recall", 0, 1, false, true, "a share above 0, up to 1"},
    Domain{"min_precision", 0, 1, false, true, "a share above 0, up to 1"},
    Domain{"extra_missed", 0, 1, true, false, "a share from 0 to below 1"},
    Domain{"review_service_level", 0, 1, false, false, "a share between 0 and 1, both left out"},
    Domain{"peak_factor", 1, largest, true, true, "1 or more: the busiest hour is at least the average one"},
    Domain{"review_hours_per_day", 0, 24, false, true, "more than 0 and at most 24"},
    Domain{"reviewers", 0, 1e6, false, true, "more than 0 and at most 1,000,000"},
    Domain{"review_minutes", shortest, largest, true, true, "more than 0 (1e-9 or more)"},
    Domain{"review_target_minutes", shortest, largest, true, true, "more than 0 (1e-9 or more)"},
    Domain{"review_patience_minutes", shortest, largest, true, true, "more than 0 (1e-9 or more)"},
    Domain{"discount_rate", -1, largest, false, true, "above -1; 8% is 0.08"},
    Domain{"max_abandonment", 0, 1, false, false, "a share between 0 and 1, both left out"},
    Domain{"max_latency_ms", 0, largest, false, true, "more than 0 ms"},
    Domain{"retention", 0, 1, true, true, "a share from 0 to 1"},
    Domain{"churn_per_abandonment", 0, 1, true, true, "a share from 0 to 1: of those who leave once, how many never come back"},
    Domain{"retrain_effectiveness", 0, 1, false, true, "a share above 0, up to 1"},
    Domain{"initial_bias", 0, 1, false, false, "a share between 0 and 1, both left out"},
    Domain{"feedback_gain", 0, 1, true, true, "a share from 0 to 1"},
    Domain{"bias_limit", 0, 1, false, false, "a share between 0 and 1, both left out"},
    Domain{"rate_to_see", 0, 1, false, false, "a share between 0 and 1, both left out"},
    Domain{"rate_limit", 0, 1, false, false, "a share between 0 and 1, both left out"},
    Domain{"ab_baseline", 0, 1, false, false, "a share between 0 and 1, both left out"},
    Domain{"ab_power", 0, 1, false, false, "a share between 0 and 1, both left out"},
    Domain{"row_correlation", 0, 1, true, true, "a share from 0 to 1"},
    Domain{"rows_per_user", 1, largest, true, true, "1 or more"},
    Domain{"control_share", 0, 1, false, false, "a share between 0 and 1, both left out"},
    Domain{"looks", 1, 1000, true, true, "a number from 1 to 1,000"},
    Domain{"trials_per_day", 0, largest, false, true, "more than 0"},
    Domain{"ab_rows_per_day", 0, largest, false, true, "more than 0"},
    Domain{"retrain_every_days", 0, largest, false, true, "more than 0"},
};

/// Assumptions that are a share from 0 to 1.
constexpr std::array shares{"positive_rate", "reviewer_sensitivity", "reviewer_specificity", "appeal_rate", "override_recovery", "late_report_rate", "avoidable_share"};

/// Assumptions that are an amount of 0 or more.
constexpr std::array amounts_of_zero_or_more{
    "volume_per_day", "cost_per_false_positive", "cost_per_false_negative", "false_negative_cost_per_value", "cost_per_action", "cost_per_review", "cost_per_appeal", "review_capacity_per_day",
    "budget_per_year", "value_per_point", "cost_per_point", "weeks_per_point", "cost_per_week", "upgrade_cost", "value_per_correct", "loss_per_error", "sessions_per_day",
    "value_per_session", "error_cost_per_session", "margin", "retrain_cost", "breach_cost"};

/// Where the value comes from: the option of the command line that changed a cell of the row, or the row.
Place place_of_value(const Leaf& leaf) {
  const auto changed = std::find_if(leaf.cells.begin(), leaf.cells.end(), [](const auto& cell) { return is_of_command(cell.second.place); });
  return changed != leaf.cells.end() ? changed->second.place : leaf.place;
}

/// What the value is too near to for models to compute with; empty if it is far enough.
std::string too_near(double x, const Domain& d) {
  const bool share = d.most == 1;
  if (d.least == 0 && x > 0 && x < (share ? smallest_share : smallest)) return share ? ", and no nearer to 0 than 1e-12" : ", and no nearer to 0 than 1e-30";
  if (share && !d.most_too && x < 1 && x > 1 - smallest_share) return ", and no nearer to 1 than 1e-12";
  return "";
}

void require(const CaseAmounts& amounts, const Domain& d) {
  const auto* leaf = amounts.leaf(d.name);
  const auto point = leaf ? point_of(*leaf) : std::nullopt;
  if (!point) return;
  const double x = point->value;
  const auto near = too_near(x, d);
  if ((d.least_too ? x >= d.least : x > d.least) && (d.most_too ? x <= d.most : x < d.most) && near.empty()) return;
  throw Refusal(fmt::format("{} ({}) is {}, expected {}{}", d.name, to_string(place_of_value(*leaf)), near.empty() ? number_text(x, Rounding::nearest) : fmt::format("{}", x), x > largest ? "at most 1e30" : d.words, near));
}

}  // namespace

void require_amount_domains(const CaseAmounts& amounts) {
  for (const auto& d : domains) require(amounts, d);
  for (const auto* name : shares) require(amounts, {name, 0, 1, true, true, "a share from 0 to 1"});
  for (const auto* name : amounts_of_zero_or_more) require(amounts, {name, 0, largest, true, true, "0 or more"});
}

}  // namespace premortem
