#pragma once
#include <span>
#include <vector>

namespace premortem {

/// Items that come between two times, evenly over them. Times are in months since the first possible launch.
struct DemandPeriod {
  double start = 0, end = 0;  ///< 0 <= start < end
  double volume = 0;          ///< >= 0, of the whole period
};

/// A volume with the day it begins, counted from the first possible launch (negative: before it).
struct DatedVolume {
  double day = 0;
  double volume = 0;
};

constexpr double days_per_month = 365.25 / 12;
/// Weeks of 7 days, in months of 365.25 / 12 days.
constexpr double months_of_weeks(double weeks) { return weeks * 7 / days_per_month; }
/// A yearly discount rate as the monthly one that compounds to it: (1 + r)^(1/12) - 1. @throws DomainError if r <= -1
double monthly_rate(double yearly);

/// Volumes of month 0, 1, 2 ... after launch. @throws DomainError if a volume is negative
std::vector<DemandPeriod> demand_of_months(std::span<const double> volumes);

/// Each volume comes evenly from its day to the day of the next; the last one lasts as long as the one before it. What
/// comes before launch is left out, in proportion within the period of the launch.
/// @param dated  in any order
/// @throws DomainError if a volume is negative or two have the same day
/// @throws Refusal with fewer than two dates (nothing says how long a volume lasts) or none after launch
std::vector<DemandPeriod> demand_of_dates(std::span<const DatedVolume> dated);

}  // namespace premortem
