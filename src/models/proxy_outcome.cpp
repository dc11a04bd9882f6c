#include "premortem/models/proxy_outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

/// -1, 1: moved that way; 0: the interval holds 0.
int direction(const WelchDifference& d) { return d.limits.low > 0 ? 1 : d.limits.high < 0 ? -1 : 0; }

ProxyVerdict verdict_of(const ArmDifference& proxy, const ArmDifference& outcome) {
  if (!proxy.difference || !outcome.difference) return ProxyVerdict::unknown;
  const int moved = direction(*proxy.difference), followed = direction(*outcome.difference);
  if (moved == 0) return ProxyVerdict::not_moved;
  if (followed == 0) return ProxyVerdict::moved_alone;
  return moved == followed ? ProxyVerdict::moved_together : ProxyVerdict::moved_against;
}

double proxy_of(const ScoredRows& rows, ProxyColumn column, std::size_t row) {
  return column == ProxyColumn::score ? rows.score[row] : column == ProxyColumn::label ? rows.label[row] : rows.value[row];
}

struct ArmValues {
  std::vector<double> proxy, outcome;
};

ArmValues arm_values(const ScoredRows& rows, ProxyColumn column, std::string_view arm) {
  ArmValues values;
  const auto at = std::find(rows.arm.names.begin(), rows.arm.names.end(), arm);
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    if (rows.arm.names.begin() + rows.arm.index[i] != at) continue;
    values.proxy.push_back(proxy_of(rows, column, i));
    if (!std::isnan(rows.outcome[i])) values.outcome.push_back(rows.outcome[i]);
  }
  if (values.proxy.empty()) throw Refusal(fmt::format("no row is of the arm \"{}\"", arm));
  return values;
}

}  // namespace

ArmDifference arm_difference(const SampleMoments& control, const SampleMoments& treatment, double confidence) {
  ArmDifference result{control, treatment, welch_difference(control, treatment, confidence), {}, {}};
  const double base = std::abs(control.mean);
  if (!result.difference || base == 0) return result;
  result.lift = result.difference->difference / base;
  result.lift_limits = Interval{result.difference->limits.low / base, result.difference->limits.high / base};
  return result;
}

ProxyCheck proxy_check(const ArmDifference& proxy, const ArmDifference& outcome) {
  return {proxy, outcome, verdict_of(proxy, outcome), 0};
}

ProxyCheck proxy_check(const ScoredRows& rows, ProxyColumn proxy, std::string_view control, std::string_view treatment, double confidence) {
  if (rows.arm.empty() || rows.outcome.empty()) throw Refusal(fmt::format("the rows have no {}", rows.arm.empty() ? "arm" : "outcome"));
  if (proxy == ProxyColumn::value && rows.value.empty()) throw Refusal("the rows have no value");
  const ArmValues a = arm_values(rows, proxy, control), b = arm_values(rows, proxy, treatment);
  for (const auto* values : {&a.proxy, &b.proxy, &a.outcome, &b.outcome})
    if (!std::isfinite(moments_of(*values).variance)) throw Refusal("scores or outcomes lie too far apart: their variance is beyond the largest number");
  auto check = proxy_check(arm_difference(moments_of(a.proxy), moments_of(b.proxy), confidence), arm_difference(moments_of(a.outcome), moments_of(b.outcome), confidence));
  check.outcomes_unknown = static_cast<double>(a.proxy.size() - a.outcome.size() + b.proxy.size() - b.outcome.size());
  return check;
}

SampleMoments moments_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  SampleMoments m;
  double squares = 0;
  for (const double x : values) {  // Welford
    const double step = x - m.mean;
    m.mean += step / ++m.n;
    squares += step * (x - m.mean);
  }
  if (m.n >= 2) m.variance = squares / (m.n - 1);
  return m;
}

}  // namespace premortem
