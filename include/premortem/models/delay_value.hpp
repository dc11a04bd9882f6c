#pragma once
#include <optional>
#include <span>
#include <string>

#include "premortem/models/demand.hpp"

namespace premortem {

/// What one item is worth: gain - error * loss.
struct ItemEconomics {
  double gain_per_item = 0;
  double loss_per_error = 0;  ///< >= 0
  double rate_per_month = 0;  ///< > -1: discount, 0.01 for 1% a month
};

/// From this month on, items are handled with this error. `spend` is in money of month 0: it is not discounted again.
struct ModelRelease {
  double month = 0;  ///< >= 0
  double error = 0;  ///< in [0, 1]
  double spend = 0;  ///< >= 0
};

/// Sum over periods k of V_k (g - e L) / (1 + r)^(start of k) - spend, e being that of the release in use; nothing is
/// earned before the first release. A period is discounted as a whole, by its start (the first month by 1); one in
/// which a release falls counts in proportion of its time before and after, at that same discount, so that a release
/// that changes nothing changes no value.
/// @param demand    in order of time, without overlaps; what comes after it is not counted
/// @param releases  ascending by month; empty: 0
/// @throws DomainError if demand, economics or releases lie outside their domains
/// Source: Brealey, Myers & Allen, Principles of Corporate Finance, ch. 5-6 (net present value).
double net_present_value(std::span<const DemandPeriod> demand, const ItemEconomics& item,
                         std::span<const ModelRelease> releases);

/// Ship what there is, or wait for what is better. 88% right is an error of 0.12.
struct DelayQuestion {
  ItemEconomics item;
  double error_now = 0, error_later = 0;
  double delay_months = 0;                ///< >= 0, after the first possible launch
  std::optional<double> upgrade_month;    ///< when what was shipped now is replaced; absent: delay_months
  double spend_now = 0, spend_later = 0;  ///< of a launch now, of a launch later; in money of month 0
  std::optional<double> spend_upgrade;    ///< besides spend_now; absent: spend_later
};

/// The ways, in the order in which ties are decided.
enum class ShipPlan { now, now_then_upgrade, later, never };

/// The largest delay at which waiting is worth no less than shipping now.
struct BreakEvenDelay {
  std::optional<double> months;  ///< within the demand's time
  std::string why;               ///< where there is none
};

struct DelayValue {
  double now = 0, later = 0, now_then_upgrade = 0;  ///< net present values; never is worth 0
  double upgrade_month = 0;
  double value_of_waiting() const { return later - now; }
  double value_of_upgrade() const { return now_then_upgrade - now; }
  ShipPlan best = ShipPlan::now;
  BreakEvenDelay break_even;  ///< of the better model against shipping now without upgrade
  double value_per_item_now = 0, value_per_item_later = 0;  ///< g - e L
};

/// @throws DomainError as net_present_value
DelayValue delay_value(std::span<const DemandPeriod> demand, const DelayQuestion& question);

/// What is lost when a launch planned for a month comes so many weeks later. Negative where items lose money.
double cost_of_delay(std::span<const DemandPeriod> demand, const ItemEconomics& item, double error, double month,
                     double weeks);

}  // namespace premortem
