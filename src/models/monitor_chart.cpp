// A rule as the chart that a monitor's checks are fed to.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/models/monitor.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

/// ln of the likelihood ratio of one check is slope * x - intercept.
struct LogRatio {
  double slope = 1, intercept = 0;
};

LogRatio log_ratio(const Monitor& m, const TriggerRule& rule, double exposure) {
  const double from = m.baseline, to = m.bad_level;
  switch (m.statistic()) {
    case MonitorStatistic::normal: {
      const double d = shift_of(m, rule.parameter("phi").value_or(0));
      return {d, d * d / 2};
    }
    case MonitorStatistic::binomial: {
      const double p0 = m.falls() ? 1 - from : from, p1 = m.falls() ? 1 - to : to;
      const double stays = std::log1p(-p0) - std::log1p(-p1);
      return {std::log(p1 / p0) + stays, *m.n_per_check * stays};
    }
    case MonitorStatistic::poisson: {
      const double mean = items_per_check(m, exposure), slope = std::log(to / from), drift = mean * (to - from);
      return m.falls() ? LogRatio{-slope, drift} : LogRatio{slope, drift};
    }
  }
  return {};
}

/// A likelihood ratio needs a bad level that the baseline can reach, and a baseline that is not 0 or 1 for sure.
LogRatio usable_log_ratio(const Monitor& m, const TriggerRule& rule, double exposure) {
  const auto ratio = log_ratio(m, rule, exposure);
  if (!(ratio.slope > 0) || !std::isfinite(ratio.slope) || !std::isfinite(ratio.intercept))
    throw Refusal(fmt::format("\"{}\" compares likelihoods, which a baseline of {:.6g} and a bad level of {:.6g} do not have; state levels above 0 and below 1, or write a limit", text_of(rule), m.baseline,
                              m.bad_level));
  return ratio;
}

int whole(const TriggerRule& rule, std::string_view name) { return static_cast<int>(*rule.parameter(name)); }

ControlChart cusum_chart(const Monitor& m, const TriggerRule& rule, double exposure) {
  const double h = *rule.parameter("h");
  const bool fewer_events = m.watches_fewer_events();
  if (const auto k = rule.parameter("k")) return CusumChart{fewer_events ? -*k : *k, h, rule.sides};
  const auto ratio = usable_log_ratio(m, rule, exposure);
  return CusumChart{ratio.intercept / ratio.slope, h / ratio.slope, rule.sides};
}

ControlChart sprt_chart(const Monitor& m, const TriggerRule& rule, double exposure) {
  const auto ratio = usable_log_ratio(m, rule, exposure);
  const double alpha = *rule.parameter("alpha"), beta = *rule.parameter("beta");
  return SprtChart{ratio.intercept / ratio.slope, std::log((1 - alpha) / beta) / ratio.slope, std::log((1 - beta) / alpha) / ratio.slope};
}

ControlChart ewma_chart(const Monitor& m, const TriggerRule& rule, double exposure) {
  EwmaChart chart{*rule.parameter("lambda"), *rule.parameter("L"), rule.sides};
  if (m.statistic() == MonitorStatistic::normal) return chart;
  const double per_check = items_per_check(m, exposure);
  const double level = m.statistic() == MonitorStatistic::binomial && m.falls() ? 1 - m.baseline : m.baseline;
  const double variance = per_check * level * (m.statistic() == MonitorStatistic::binomial ? 1 - level : 1);
  if (!(variance > 0)) throw Refusal("an average of counts needs a baseline above 0 to be measured against");
  chart.center = (m.watches_fewer_events() ? -1 : 1) * per_check * level;
  chart.scale = std::sqrt(variance);
  return chart;
}

/// A limit as it is typed: of a value in standard deviations, of a count as the metric shows it.
double chart_limit(const Monitor& m, double limit) { return m.statistic() == MonitorStatistic::normal ? limit : fed_value(m, limit); }

ControlChart argo_chart(const Monitor& m, const TriggerRule& rule) {
  const int times = whole(rule, "limit") + 1, checks = whole(rule, "count");
  if (times > checks) throw Refusal(fmt::format("\"{}\" can never fail: {} of {} measurements may", text_of(rule), times - 1, checks));
  if (const auto limit = rule.parameter("threshold")) return BatchChart{times, checks, chart_limit(m, *limit), rule.sides};
  const auto p = rule.parameter("p");
  if (!p) throw Refusal("argo needs p=, the share of measurements that fail while nothing is wrong, or threshold=");
  if (m.statistic() == MonitorStatistic::normal) return BatchChart{times, checks, normal_upper_quantile(0, 1, rule.sides == Sides::two ? *p / 2 : *p), rule.sides};
  if (m.n_per_check == 1.0 && std::abs(*p - (m.falls() ? 1 - m.baseline : m.baseline)) < 1e-12) return BatchChart{times, checks, 1, rule.sides};
  throw Refusal("argo p= does not say from which count on a measurement fails; write threshold= instead");
}

/// Windows in checks, limits in counts.
ControlChart burn_rate_chart(const Monitor& m, const TriggerRule& rule, double exposure) {
  const double per_check = items_per_check(m, exposure);
  const double limit = *rule.parameter("factor") * (1 - *rule.parameter("slo")) * per_check;
  const auto checks = [&](double hours) { return static_cast<int>(std::lround(hours / 24 * m.checks_per_day)); };
  const int long_checks = checks(*rule.parameter("long")), short_checks = checks(rule.parameter("short").value_or(*rule.parameter("long")));
  if (short_checks < 1) throw Refusal(fmt::format("\"{}\" has a window shorter than the time between checks ({:.6g} a day)", text_of(rule), m.checks_per_day));
  return BurnRateChart{long_checks, short_checks, limit * long_checks, limit * short_checks};
}

void refuse_what_it_cannot_have(const Monitor& m, const TriggerRule& rule) {
  const bool counts = m.statistic() != MonitorStatistic::normal;
  const auto refuse = [&](const char* why) { throw Refusal(fmt::format("\"{}\" {}", text_of(rule), why)); };
  if (counts && rule.sides == Sides::two) refuse("is two-sided, but counts have no middle; give sd, or watch one side");
  if (counts && rule.kind == RuleKind::shiryaev_roberts) refuse("is for values with sd; for counts take cusum h=");
  if (counts && rule.parameter("phi")) refuse("takes out a correlation, which is stated for values with sd only");
  if (!counts && (rule.kind == RuleKind::window || rule.kind == RuleKind::burn_rate)) refuse("sums counts; give n_per_check or exposures_per_day instead of sd");
  if (rule.sides == Sides::two && (rule.kind == RuleKind::sprt || rule.kind == RuleKind::shiryaev_roberts)) refuse("is one-sided; for both sides take two_sided cusum");
  const bool sums = rule.kind == RuleKind::window || rule.kind == RuleKind::burn_rate;
  if (m.watches_fewer_events() && sums) refuse("watches for many events, but the bad level has fewer; take cusum k= h=");
}

}  // namespace

ControlChart chart_of(const Monitor& m, const TriggerRule& rule, double exposure) {
  refuse_what_it_cannot_have(m, rule);
  switch (rule.kind) {
    case RuleKind::threshold: return ConsecutiveChart{1, chart_limit(m, *rule.parameter("limit")), rule.sides};
    case RuleKind::consecutive:
      return ConsecutiveChart{whole(rule, "times"), chart_limit(m, *rule.parameter("threshold")), rule.sides, static_cast<int>(rule.parameter("window").value_or(1))};
    case RuleKind::cumulative: return CumulativeChart{whole(rule, "times"), chart_limit(m, *rule.parameter("threshold")), rule.sides};
    case RuleKind::window: return WindowChart{whole(rule, "checks"), static_cast<long>(*rule.parameter("count"))};
    case RuleKind::argo: return argo_chart(m, rule);
    case RuleKind::cusum: return cusum_chart(m, rule, exposure);
    case RuleKind::ewma: return ewma_chart(m, rule, exposure);
    case RuleKind::sprt: return sprt_chart(m, rule, exposure);
    case RuleKind::shiryaev_roberts: return ShiryaevRobertsChart{shift_of(m, rule.parameter("phi").value_or(0)), std::log(*rule.parameter("A"))};
    case RuleKind::burn_rate: return burn_rate_chart(m, rule, exposure);
  }
  throw Refusal("the rule has no chart");
}

}  // namespace premortem
