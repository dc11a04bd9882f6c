#include "premortem/statistics/running_chart.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace premortem {
namespace {

bool shows(double x, double limit, Sides sides) { return (sides == Sides::two ? std::abs(x) : x) >= limit; }

/// A count sum that stands at its limit but for the rounding of its reference value has reached it.
double short_of(double limit) { return limit - 1e-9 * std::max(1.0, std::abs(limit)); }

}  // namespace

RunningChart::RunningChart(ControlChart chart) : chart_(std::move(chart)) { restart(); }

void RunningChart::restart() {
  statistic_ = std::holds_alternative<ShiryaevRobertsChart>(chart_) ? -std::numeric_limits<double>::infinity() : 0;
  mirror_ = 0;
  taken_ = 0;
  recent_.clear();
  sum_ = shorter_sum_ = 0;
  since_added_ = 0;
}

bool RunningChart::feed(double x) {
  return std::visit([&](const auto& chart) { return take(chart, x); }, chart_);
}

/// Keeps the last `checks` values, their sum and that of the last `fewer`. The sums are added anew now and then, so that
/// rounding does not pile up.
void RunningChart::remember(double x, int checks, int fewer) {
  const auto few = static_cast<std::size_t>(fewer);
  recent_.push_back(x);
  sum_ += x, shorter_sum_ += x;
  if (recent_.size() > few) shorter_sum_ -= recent_[recent_.size() - 1 - few];
  if (recent_.size() > static_cast<std::size_t>(checks)) sum_ -= recent_.front(), recent_.pop_front();
  constexpr long often_enough = 4'096;
  if (++since_added_ < often_enough) return;
  since_added_ = 0, sum_ = 0, shorter_sum_ = 0;
  for (std::size_t i = 0; i < recent_.size(); ++i) {
    sum_ += recent_[i];
    if (i + few >= recent_.size()) shorter_sum_ += recent_[i];
  }
}

bool RunningChart::take(const ConsecutiveChart& chart, double x) {
  remember(x, chart.window, chart.window);
  const bool full = recent_.size() == static_cast<std::size_t>(chart.window);
  const double shown = full ? sum_ / chart.window : 0;
  statistic_ = full && shows(shown, chart.limit, chart.sides) ? statistic_ + 1 : 0;
  return statistic_ >= chart.times;
}

bool RunningChart::take(const CumulativeChart& chart, double x) {
  statistic_ += shows(x, chart.limit, chart.sides) ? 1 : 0;
  return statistic_ >= chart.times;
}

bool RunningChart::take(const BatchChart& chart, double x) {
  if (taken_ == chart.checks) taken_ = 0, statistic_ = 0;
  ++taken_;
  statistic_ += shows(x, chart.limit, chart.sides) ? 1 : 0;
  return statistic_ >= chart.times;
}

bool RunningChart::take(const WindowChart& chart, double x) {
  remember(x, chart.checks, chart.checks);
  statistic_ = sum_;
  return statistic_ >= static_cast<double>(chart.limit);
}

bool RunningChart::take(const CusumChart& chart, double x) {
  statistic_ = std::max(0.0, statistic_ + x - chart.reference);
  if (chart.sides == Sides::two) mirror_ = std::max(0.0, mirror_ - x - chart.reference);
  return statistic_ >= short_of(chart.limit) || mirror_ >= short_of(chart.limit);
}

bool RunningChart::take(const EwmaChart& chart, double x) {
  statistic_ = (1 - chart.weight) * statistic_ + chart.weight * (x - chart.center) / chart.scale;
  return shows(statistic_, chart.limit * std::sqrt(chart.weight / (2 - chart.weight)), chart.sides);
}

bool RunningChart::take(const ShiryaevRobertsChart& chart, double x) {
  const double held = std::max(statistic_, chart.log_floor);
  statistic_ = (held > 700 ? held : std::log1p(std::exp(held))) + chart.shift * x - chart.shift * chart.shift / 2;
  return statistic_ >= chart.log_limit;
}

bool RunningChart::take(const SprtChart& chart, double x) {
  statistic_ += x - chart.reference;
  if (statistic_ >= short_of(chart.reject)) return true;
  if (statistic_ <= -short_of(chart.accept)) statistic_ = 0;
  return false;
}

bool RunningChart::take(const BurnRateChart& chart, double x) {
  remember(x, chart.long_checks, chart.short_checks);
  statistic_ = sum_;
  return statistic_ >= short_of(chart.long_limit) && shorter_sum_ >= short_of(chart.short_limit);
}

}  // namespace premortem
