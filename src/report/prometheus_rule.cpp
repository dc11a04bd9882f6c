#include "report/prometheus_rule.hpp"

#include <fmt/format.h>

#include <cmath>

#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "report/trigger_words.hpp"

namespace premortem {
namespace {

/// A number as PromQL reads it back to the same bits.
std::string number(double x) { return fmt::format("{}", x); }

class RuleWriter {
 public:
  RuleWriter(const Monitor& m, const TriggerRule& rule, const ExportName& name, double exposure)
      : m_(m), rule_(rule), prefix_("premortem:" + name.alert), chart_(chart_of(m, rule, exposure)) {
    out_.series = name.series + (m.cohort.empty() ? "" : fmt::format("{{cohort={}}}", yaml_text(m.cohort)));
    out_.interval = check_interval(m, 1, DurationStyle::prometheus);
  }

  PrometheusRule write() {
    record("x", whitened());
    std::visit([&](const auto& chart) { add(chart); }, chart_);
    return std::move(out_);
  }

 private:
  std::string series(const char* what) const { return prefix_ + ":" + what; }
  void record(const char* what, const std::string& expression) { out_.records.emplace_back(series(what), expression); }

  /// The checks up to and with this one; what is recorded now is the last of them.
  std::string over(const char* what, int checks, const char* function) const {
    return fmt::format("{}({}[{}])", function, series(what), check_interval(m_, checks, DurationStyle::prometheus, 1));
  }

  /// What was recorded at the check before, or 0 at the first; evaluated before it is recorded anew.
  std::string before(const char* what) const {
    return fmt::format("(last_over_time({}[{}]) or {} * 0)", series(what), check_interval(m_, 2, DurationStyle::prometheus, 1), series("x"));
  }

  /// The check as the rule is fed it, toward the bad level.
  std::string deviation() const {
    const bool falls = m_.falls();
    switch (m_.statistic()) {
      case MonitorStatistic::normal:
        return falls ? fmt::format("({} - {}) / {}", number(m_.baseline), out_.series, number(*m_.sd)) : fmt::format("({} - {}) / {}", out_.series, number(m_.baseline), number(*m_.sd));
      case MonitorStatistic::binomial: return falls ? fmt::format("{} - {}", number(*m_.n_per_check), out_.series) : fmt::format("{} * 1", out_.series);
      case MonitorStatistic::poisson: return fmt::format("{} * {}", out_.series, falls ? -1 : 1);
    }
    return out_.series;
  }

  std::string whitened() {
    const auto phi = rule_.parameter("phi");
    if (!phi) return deviation();
    const std::string last = fmt::format("last_over_time({}[{}])", series("d"), check_interval(m_, 2, DurationStyle::prometheus, 1));
    record_last_ = true;
    return fmt::format("({} - {} * {}) / {} or {}", deviation(), number(*phi), last, number(std::sqrt(1 - *phi * *phi)), deviation());
  }

  std::string magnitude(const std::string& x, Sides sides) const { return sides == Sides::two ? "abs(" + x + ")" : x; }

  void finish(const std::string& condition) {
    if (record_last_) record("d", deviation());
    out_.condition = condition;
  }

  void add(const ConsecutiveChart& c) {
    if (c.window > 1) {
      record("mean", over("x", c.window, "avg_over_time"));
      const std::string full = fmt::format(" and {} >= {}", over("x", c.window, "count_over_time"), c.window);
      return finish_running(c, magnitude(series("mean"), c.sides) + " >= bool " + number(c.limit) + full);
    }
    if (c.times > 1) return finish_running(c, magnitude(series("x"), c.sides) + " >= bool " + number(c.limit));
    finish(magnitude(series("x"), c.sides) + " >= " + number(c.limit));
  }

  /// So many checks running: the last of them all pass.
  void finish_running(const ConsecutiveChart& c, const std::string& passes) {
    record("passes", passes);
    finish(fmt::format("{} >= {}", over("passes", c.times, "sum_over_time"), c.times));
  }

  void add(const CumulativeChart&) { out_.why = "a count that never expires never clears; window counts within so many checks"; }
  void add(const BatchChart&) { out_.why = "it counts in runs of measurements, which Argo Rollouts has (--format argo) and Prometheus has not"; }

  void add(const WindowChart& c) { finish(fmt::format("{} >= {}", over("x", c.checks, "sum_over_time"), c.limit)); }

  void add(const CusumChart& c) {
    record("sum", fmt::format("clamp_min({} + {} - {}, 0)", before("sum"), series("x"), number(c.reference)));
    const auto reaches = [&](const char* what) { return fmt::format("{} >= {}", series(what), number(slightly_below(c.limit))); };
    if (c.sides == Sides::one) return finish(reaches("sum"));
    record("mirror", fmt::format("clamp_min({} - {} - {}, 0)", before("mirror"), series("x"), number(c.reference)));
    finish(reaches("sum") + " or " + reaches("mirror"));
  }

  void add(const EwmaChart& c) {
    const std::string scaled = c.center == 0 && c.scale == 1 ? series("x") : fmt::format("({} - {}) / {}", series("x"), number(c.center), number(c.scale));
    record("average", fmt::format("{} * {} + {} * {}", number(1 - c.weight), before("average"), number(c.weight), scaled));
    finish(fmt::format("{} >= {}", magnitude(series("average"), c.sides), number(c.limit * std::sqrt(c.weight / (2 - c.weight)))));
  }

  void add(const ShiryaevRobertsChart& c) {
    record("r", fmt::format("(1 + {}) * exp({} * {} - {})", before("r"), number(c.shift), series("x"), number(c.shift * c.shift / 2)));
    finish(fmt::format("{} >= {}", series("r"), number(*rule_.parameter("A"))));
  }

  void add(const SprtChart& c) {
    record("moved", fmt::format("{} + {} - {}", before("test"), series("x"), number(c.reference)));
    record("test", fmt::format("{0} * ({0} > bool {1})", series("moved"), number(-slightly_below(c.accept))));
    finish(fmt::format("{} >= {}", series("test"), number(slightly_below(c.reject))));
  }

  void add(const BurnRateChart& c) {
    const auto reaches = [&](int checks, double limit) { return fmt::format("{} >= {}", over("x", checks, "sum_over_time"), number(slightly_below(limit))); };
    finish(reaches(c.long_checks, c.long_limit) + (c.short_checks == c.long_checks ? "" : " and " + reaches(c.short_checks, c.short_limit)));
  }

  /// A sum of decimals that stands at the limit but for rounding has reached it.
  static double slightly_below(double limit) { return limit - 1e-9 * std::max(1.0, std::abs(limit)); }

  const Monitor& m_;
  const TriggerRule& rule_;
  std::string prefix_;
  ControlChart chart_;
  PrometheusRule out_;
  bool record_last_ = false;
};

}  // namespace

long check_seconds(const Monitor& m, double checks) { return std::max(1L, std::lround(86'400 / m.checks_per_day * checks)); }

std::string check_interval(const Monitor& m, double checks, DurationStyle style, long less_seconds) {
  return duration_text(std::max(1L, check_seconds(m, checks) - less_seconds), style);
}

std::string duration_text(long seconds, DurationStyle style) {
  constexpr long minute = 60, hour = 3'600, day = 86'400;
  if (style == DurationStyle::prometheus && seconds % day == 0) return fmt::format("{}d", seconds / day);
  if (seconds % hour == 0) return fmt::format("{}h", seconds / hour);
  if (seconds % minute == 0) return fmt::format("{}m", seconds / minute);
  return fmt::format("{}s", seconds);
}

PrometheusRule prometheus_rule(const Monitor& monitor, const TriggerRule& rule, const ExportName& name, double exposure) {
  return RuleWriter(monitor, rule, name, exposure).write();
}

std::vector<std::pair<std::string, std::string>> trigger_annotations(const Case& subject, const TriggerReading& r, const TriggerSettings& settings) {
  const Monitor& m = r.watched;
  std::vector<std::pair<std::string, std::string>> notes{{"summary", rule_words(m, r.rule->rule, settings.exposure) + "."},
                                                         {"description", trigger_performance(subject, r)},
                                                         {"rule", text_of(r.rule->rule)},
                                                         {"false_alarms_per_quarter", number_text(r.rule->false_alarms.per_quarter, Rounding::nearest)},
                                                         {"delay_days", std::isfinite(r.detection.mean) ? number_text(r.detection.mean, Rounding::nearest) : "never"}};
  if (r.harm) notes.emplace_back("harm_before_rollback", harm_amount(subject, m, r.harm->mean, Rounding::nearest));
  for (const auto& mode : subject.failure_modes) {
    if (monitor_of(subject, mode) != r.monitor) continue;
    if (!mode.switch_off.empty()) notes.emplace_back("switch", mode.switch_off);
    if (!mode.owner.empty()) notes.emplace_back("owner", mode.owner);
    break;
  }
  for (auto& [key, text] : notes) text = printable(text);
  return notes;
}

}  // namespace premortem
