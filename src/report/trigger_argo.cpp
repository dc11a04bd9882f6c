#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/utf8.hpp"
#include "premortem/report/trigger_report.hpp"
#include "report/prometheus_rule.hpp"
#include "report/trigger_words.hpp"

namespace premortem {
namespace {

/// How a measurement fails, and how many may.
struct ArgoMetric {
  std::string query, failure_condition;
  int failure_limit = 0;
  int count = 0;  ///< 0: as long as the rollout lasts
};

/// Rules that look at one measurement at a time are Argo's own; of the others Argo asks Prometheus for the alert.
ArgoMetric argo_metric(const Monitor& m, const TriggerRule& rule, const ExportName& name, double exposure) {
  const auto chart = chart_of(m, rule, exposure);
  const std::string series = name.series + (m.cohort.empty() ? "" : fmt::format("{{cohort={}}}", yaml_text(m.cohort)));
  const auto fails = [&](double limit, Sides sides) {
    const double at = shown_value(m, limit), mirror = shown_value(m, -limit);
    if (sides == Sides::two) return fmt::format("result[0] <= {} || result[0] >= {}", std::min(at, mirror), std::max(at, mirror));
    return fmt::format("result[0] {} {}", m.falls() ? "<=" : ">=", at);
  };
  if (const auto* c = std::get_if<BatchChart>(&chart)) return {series, fails(c->limit, c->sides), c->times - 1, c->checks};
  if (const auto* c = std::get_if<CumulativeChart>(&chart)) return {series, fails(c->limit, c->sides), c->times - 1, 0};
  if (const auto* c = std::get_if<ConsecutiveChart>(&chart); c && c->times == 1 && c->window == 1) return {series, fails(c->limit, c->sides), 0, 0};
  // The alert is there at its checks only, so it is looked for over the time between two; without its recorded checks the
  // query has no result, which Argo takes for an error and not for health.
  const auto between = check_interval(m, 1, DurationStyle::prometheus);
  return {fmt::format("count(count_over_time(ALERTS{{alertname=\"{0}\",alertstate=\"firing\"}}[{1}])) or count(last_over_time(premortem:{0}:x[{1}])) * 0", name.alert, between), "result[0] > 0", 0, 0};
}

std::string metric(const TriggerResult& result, const TriggerReading& r, const ExportName& name) {
  const Monitor& m = r.watched;
  const auto a = argo_metric(m, r.rule->rule, name, result.assessment.settings.exposure);
  std::string text = fmt::format("    - name: {}\n      interval: {}\n", yaml_text(name.dns), check_interval(m, 1, DurationStyle::go));
  if (a.count > 0) text += fmt::format("      count: {}\n", a.count);
  text += fmt::format("      failureLimit: {}\n      failureCondition: {}\n", a.failure_limit, yaml_text(a.failure_condition));
  return text + fmt::format("      provider:\n        prometheus:\n          address: \"{{{{args.prometheus-address}}}}\"\n          query: {}\n", yaml_text(a.query));
}

}  // namespace

std::string trigger_argo(const TriggerResult& result) {
  const auto names = export_names(result.subject.monitors);
  std::string annotations, metrics;
  for (const auto& r : result.assessment.triggers) {
    const Monitor& m = r.watched;
    if (!r.rule) {
      metrics += "# " + printable(m.title() + ": no rule: " + r.why) + "\n";
      continue;
    }
    std::string said;
    for (const auto& [key, value] : trigger_annotations(result.subject, r, result.assessment.settings))
      if (key == "summary" || key == "description") said += (said.empty() ? "" : " ") + value;
    annotations += fmt::format("    premortem/{}: {}\n", names[r.monitor].dns, yaml_text(said));
    metrics += metric(result, r, names[r.monitor]);
  }
  const std::string name = dns_name(plain_name(result.subject.title, "premortem"));
  std::string text = "# " + printable("Rollback triggers of " + result.subject.title + ": Argo Rollouts") + "\n";
  text += fmt::format("apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata:\n  name: {}\n", yaml_text(name));
  if (!annotations.empty()) text += "  annotations:\n" + annotations;
  text += "spec:\n  args:\n    - name: prometheus-address\n      value: http://prometheus:9090\n";
  return text + (metrics.find("    - name:") == std::string::npos ? "  metrics: []\n" : "  metrics:\n") + metrics;
}

}  // namespace premortem
