#include "cli/known_drifts.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"

namespace premortem::cli {
namespace {

constexpr double largest = 1e30;  // as of the values of a metric

}  // namespace

double number_or_share(const std::string& option, const std::string& text) {
  const bool percent = text.ends_with('%');
  const auto parsed = parse_number(percent ? text.substr(0, text.size() - 1) : text);
  if (!parsed.value) throw UsageError(option + " is \"" + printable(text) + "\", expected a number such as 0.9 or -0.001");
  const double value = percent ? *parsed.value / 100 : *parsed.value;
  if (std::abs(value) > largest) throw UsageError(option + " is \"" + printable(text) + "\", expected at most 1e30");
  return value;
}


std::map<std::string, double> take_drifts(std::vector<Override>& overrides) {
  constexpr std::string_view prefix = "drift_per_day.";
  std::map<std::string, double> drifts;
  for (const auto& o : overrides) {
    if (!o.text.starts_with(prefix)) continue;
    const auto equals = o.text.find('=');
    if (equals == std::string::npos || equals == prefix.size() || o.text[equals - 1] == '*') throw UsageError(o.option + " \"" + printable(o.text) + "\": expected drift_per_day.METRIC=V");
    const auto value = number_or_share(o.option + " " + printable(o.text.substr(0, equals)), o.text.substr(equals + 1));
    const auto metric = o.text.substr(prefix.size(), equals - prefix.size());
    const bool twice = std::any_of(drifts.begin(), drifts.end(), [&](const auto& known) { return folded_name(known.first) == folded_name(metric); });
    if (twice || !drifts.emplace(metric, value).second) throw UsageError(o.option + " \"" + printable(o.text) + "\": this metric is set twice");
  }
  std::erase_if(overrides, [&](const auto& o) { return o.text.starts_with(prefix); });
  return drifts;
}

void require_metrics(const std::map<std::string, double>& drifts, const Case& subject) {
  std::vector<std::string> metrics;
  for (const auto& p : subject.history)
    if (metrics.empty() || metrics.back() != p.metric) metrics.push_back(p.metric);
  for (const auto& [name, drift] : drifts) {
    const bool known = std::any_of(metrics.begin(), metrics.end(), [&, our = name](const auto& m) { return folded_name(m) == folded_name(our); });
    const auto near = known ? std::nullopt : nearest_name(name, metrics);
    if (!known) throw UsageError("--set drift_per_day." + printable(name) + ": the history has no metric of that name" + (near ? "; did you mean \"" + printable(*near) + "\"?" : ""));
  }
}


}  // namespace premortem::cli
