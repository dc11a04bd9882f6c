#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "premortem/core/utf8.hpp"
#include "premortem/models/trigger_example.hpp"
#include "premortem/report/trigger_report.hpp"
#include "report/prometheus_rule.hpp"
#include "report/trigger_words.hpp"

namespace premortem {
namespace {

constexpr const char* rule_file = "premortem.rules.yml";

/// Prometheus expands templates in annotations: two braces of a case's text are no template.
std::string without_templates(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool opens = text[i] == '{' && i + 1 < text.size() && text[i + 1] == '{';
    out += opens ? "{{ `{{` }}" : std::string(1, text[i]);
    if (opens) ++i;
  }
  return out;
}

/// A comment stays one line, whatever a name holds.
std::string comment(const std::string& text) { return "# " + printable(text) + "\n"; }

std::string what_is_shown(const Monitor& m) {
  switch (m.statistic()) {
    case MonitorStatistic::normal: return "the value of the last check";
    case MonitorStatistic::binomial: return fmt::format("how many of the last check's {:.12g} items were {}", *m.n_per_check, m.falls() ? "good" : "bad");
    case MonitorStatistic::poisson: return "how many events came since the check before";
  }
  return "";
}

std::string group(const TriggerResult& result, const TriggerReading& r, const ExportName& name) {
  const Monitor& m = r.watched;
  const auto rule = prometheus_rule(m, r.rule->rule, name, result.assessment.settings.exposure);
  if (!rule.why.empty()) return comment(fmt::format("{}: \"{}\" cannot be written here: {}", m.title(), text_of(r.rule->rule), rule.why));
  std::string text = "  " + comment(fmt::format("{}: {} shows {}", m.title(), rule.series, what_is_shown(m)));
  text += fmt::format("  - name: {}\n    interval: {}\n    rules:\n", yaml_text("premortem " + name.alert), rule.interval);
  for (const auto& [record, expression] : rule.records) text += fmt::format("      - record: {}\n        expr: {}\n", record, yaml_text(expression));
  text += fmt::format("      - alert: {}\n        expr: {}\n", yaml_text(name.alert), yaml_text(rule.condition));
  text += "        labels:\n          severity: rollback\n        annotations:\n";
  for (const auto& [key, value] : trigger_annotations(result.subject, r, result.assessment.settings)) text += fmt::format("          {}: {}\n", key, yaml_text(without_templates(value)));
  return text;
}

/// The unit test evaluates every group at one interval, which the checks of each monitor are a multiple of.
long evaluation_seconds(const TriggerResult& result) {
  long common = 0;
  for (const auto& r : result.assessment.triggers)
    if (r.rule) common = std::gcd(common, check_seconds(result.subject.monitors[r.monitor], 1));
  return std::max(1L, common);
}

/// A check is seen when it is made and not again: between checks the series is stale.
std::string values_text(const std::vector<double>& values, long steps) {
  std::string text;
  for (const double v : values) {
    text += (text.empty() ? "" : " ") + fmt::format("{}", v);
    if (steps > 1) text += " stale";
    if (steps > 2) text += fmt::format(" _x{}", steps - 2);
  }
  return text;
}

std::string alert_at(const ExportName& name, const Monitor& m, std::size_t check, const std::string& expected) {
  return fmt::format("      - eval_time: {}\n        alertname: {}\n        exp_alerts:{}\n", check == 0 ? "0s" : check_interval(m, static_cast<double>(check), DurationStyle::prometheus), yaml_text(name.alert), expected);
}

std::string fired(const TriggerResult& result, const TriggerReading& r) {
  const Monitor& m = r.watched;
  std::string text = "\n          - exp_labels:\n              severity: rollback\n";
  if (!m.cohort.empty()) text += fmt::format("              cohort: {}\n", yaml_text(m.cohort));
  text += "            exp_annotations:\n";
  for (const auto& [key, value] : trigger_annotations(result.subject, r, result.assessment.settings)) text += fmt::format("              {}: {}\n", key, yaml_text(value));
  text.pop_back();
  return text;
}

std::string unit_test(const TriggerResult& result, const TriggerReading& r, const ExportName& name) {
  const Monitor& m = r.watched;
  const auto& settings = result.assessment.settings;
  const auto rule = prometheus_rule(m, r.rule->rule, name, settings.exposure);
  const auto example = trigger_example(m, r.rule->rule, settings.exposure);
  if (!rule.why.empty() || !example) return comment(fmt::format("{}: {}", m.title(), rule.why.empty() ? "no series of checks was found in which it fires and clears" : rule.why));
  const long step = evaluation_seconds(result), steps = check_seconds(m, 1) / step;
  constexpr long most_evaluations = 200'000;
  if (steps * static_cast<long>(example->values.size()) > most_evaluations) return comment(fmt::format("{}: its checks and the others' have no common interval to be tested at", m.title()));
  std::string text = "  " + comment(fmt::format("{}: quiet, then bad until it fires, then good until it clears", m.title()));
  text += fmt::format("  - interval: {}\n    input_series:\n      - series: {}\n        values: {}\n    alert_rule_test:\n", duration_text(step, DurationStyle::prometheus), yaml_text(rule.series),
                      yaml_text(values_text(example->values, steps)));
  return text + alert_at(name, m, example->fires_at - 1, " []") + alert_at(name, m, example->fires_at, fired(result, r)) + alert_at(name, m, example->clears_at, " []");
}

/// Every trigger that has a rule.
template <class Text>
std::string all(const TriggerResult& result, const Text& text_of_one) {
  std::string text;
  const auto names = export_names(result.subject.monitors);
  for (const auto& r : result.assessment.triggers)
    text += r.rule ? text_of_one(result, r, names[r.monitor]) : comment(fmt::format("{}: no rule: {}", result.subject.monitors[r.monitor].title(), r.why));
  return text;
}

/// A list that only comments stand in is an empty list.
std::string list_of(const char* key, const std::string& items) {
  const bool empty = items.find("\n  - ") == std::string::npos && !items.starts_with("  - ");
  return fmt::format("{}:{}\n{}", key, empty ? " []" : "", items);
}

}  // namespace

std::string trigger_prometheus(const TriggerResult& result) {
  std::string text = comment("Rollback triggers of " + result.subject.title + ": Prometheus rules. Check: promtool check rules " + rule_file);
  return text + list_of("groups", all(result, group));
}

std::string trigger_prometheus_test(const TriggerResult& result) {
  std::string text = comment("Each alert of " + result.subject.title + " fires and clears. Run beside the rules: promtool test rules <this file>");
  return text + fmt::format("rule_files:\n  - {}\nevaluation_interval: {}\n", rule_file, duration_text(evaluation_seconds(result), DurationStyle::prometheus)) + list_of("tests", all(result, unit_test));
}

}  // namespace premortem
