#include "premortem/models/trigger_example.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/statistics/running_chart.hpp"

namespace premortem {
namespace {

constexpr std::size_t quiet_checks = 3, most_checks = 2'000;

/// A value of the metric as the rule is fed it, without whitening.
double fed(const Monitor& m, double shown) {
  const bool falls = m.bad_level < m.baseline;
  switch (m.statistic()) {
    case MonitorStatistic::normal: return (falls ? -1 : 1) * (shown - m.baseline) / *m.sd;
    case MonitorStatistic::binomial: return falls ? *m.n_per_check - shown : shown;
    case MonitorStatistic::poisson: return falls ? -shown : shown;
  }
  return shown;
}

/// What the metric shows at each of its three stretches.
struct Shown {
  double quiet = 0, bad = 0, good = 0;
};

/// @param reach  how far beyond the bad level the bad stretch goes
Shown shown_of(const Monitor& m, double exposure, double reach) {
  const double bad_way = m.bad_level - m.baseline;
  if (m.statistic() == MonitorStatistic::normal) {
    const double far = (bad_way > 0 ? 1 : -1) * reach * std::max(std::abs(bad_way), 4.37 * *m.sd);
    return {m.baseline, m.baseline + far, m.baseline - 0.61 * *m.sd * (bad_way > 0 ? 1 : -1)};
  }
  const double items = m.statistic() == MonitorStatistic::binomial ? *m.n_per_check : *m.exposures_per_day * exposure / m.checks_per_day;
  const double usual = items * m.baseline, bad = items * m.bad_level, spread = 4 * std::sqrt(std::max(usual, bad)) + 1, far = reach * (bad + spread);
  const double most = m.statistic() == MonitorStatistic::binomial ? *m.n_per_check : 1e15;
  if (bad_way > 0) return {std::floor(usual), std::min(most, std::ceil(far)), 0};
  return {std::ceil(usual), std::max(0.0, std::floor(bad - spread)), std::min(most, std::ceil(usual + spread))};
}

class Series {
 public:
  Series(const Monitor& m, const TriggerRule& rule, double exposure) : m_(m), phi_(rule.parameter("phi")), chart_(chart_of(m, rule, exposure)) {}

  /// True where the condition holds after this check.
  bool show(double value) {
    values_.push_back(value);
    const double x = fed(m_, value);
    const double whitened = phi_ && values_.size() > 1 ? (x - *phi_ * last_) / std::sqrt(1 - *phi_ * *phi_) : x;
    last_ = x;
    return chart_.feed(whitened);
  }

  std::vector<double> values_;

 private:
  const Monitor& m_;
  std::optional<double> phi_;
  RunningChart chart_;
  double last_ = 0;
};

}  // namespace

namespace {

std::optional<TriggerExample> example_reaching(const Monitor& m, const TriggerRule& rule, double exposure, double reach) {
  const Shown shown = shown_of(m, exposure, reach);
  Series series(m, rule, exposure);
  TriggerExample example;
  for (std::size_t i = 0; i < quiet_checks; ++i)
    if (series.show(shown.quiet)) return std::nullopt;
  while (!series.show(shown.bad))
    if (series.values_.size() > most_checks) return std::nullopt;
  example.fires_at = series.values_.size() - 1;
  while (series.show(shown.good))
    if (series.values_.size() > most_checks) return std::nullopt;
  example.clears_at = series.values_.size() - 1;
  example.values = std::move(series.values_);
  return example;
}

}  // namespace

std::optional<TriggerExample> trigger_example(const Monitor& m, const TriggerRule& rule, double exposure) {
  for (double reach = 1; reach < 1e6; reach *= 4)
    if (auto example = example_reaching(m, rule, exposure, reach)) return example;
  return std::nullopt;
}

}  // namespace premortem
