#include "premortem/models/demand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

void require_volume(double volume) {
  if (!(volume >= 0) || !std::isfinite(volume))
    throw DomainError(fmt::format("a volume must be a number >= 0, not {}", volume));
}

}  // namespace

double monthly_rate(double yearly) {
  if (!(yearly > -1) || !std::isfinite(yearly))
    throw DomainError(fmt::format("a yearly rate must be above -1, not {}", yearly));
  return std::expm1(std::log1p(yearly) / 12);
}

std::vector<DemandPeriod> demand_of_months(std::span<const double> volumes) {
  std::vector<DemandPeriod> periods;
  for (const double volume : volumes) {
    require_volume(volume);
    const double month = static_cast<double>(periods.size());
    periods.push_back({month, month + 1, volume});
  }
  return periods;
}

std::vector<DemandPeriod> demand_of_dates(std::span<const DatedVolume> dated) {
  std::vector<DatedVolume> days(dated.begin(), dated.end());
  for (const auto& d : days) {
    require_volume(d.volume);
    if (!std::isfinite(d.day)) throw DomainError(fmt::format("a volume needs a day, not {}", d.day));
  }
  std::sort(days.begin(), days.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
  if (days.size() < 2)
    throw Refusal("demand needs two dates at least: one alone does not say how long its volume lasts");
  std::vector<DemandPeriod> periods;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const bool last = i + 1 == days.size();
    const double length = last ? days[i].day - days[i - 1].day : days[i + 1].day - days[i].day;
    if (!(length > 0)) throw DomainError(fmt::format("two volumes begin on day {}", days[i].day));
    const double end = days[i].day + length, start = std::max(0.0, days[i].day);
    if (end > start)
      periods.push_back({start / days_per_month, end / days_per_month, days[i].volume * (end - start) / length});
  }
  if (periods.empty()) throw Refusal("all demand lies before the launch");
  return periods;
}

}  // namespace premortem
