#include "premortem/models/trigger_rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace premortem {
namespace {

using Place = RuleParameter::Place;
using Unit = RuleParameter::Unit;

// `phi` last: the rule runs on what the last value does not explain, (x - phi * last) / sqrt(1 - phi^2).
constexpr RuleParameter whitened{"phi", Place::may_be_left_out, Unit::number};
constexpr std::array threshold{RuleParameter{"limit", Place::first, Unit::number}, whitened};
constexpr std::array consecutive{RuleParameter{"times", Place::first, Unit::whole}, RuleParameter{"threshold"}, RuleParameter{"window", Place::may_be_left_out, Unit::whole}, whitened};
constexpr std::array cumulative{RuleParameter{"times", Place::first, Unit::whole}, RuleParameter{"threshold"}, whitened};
constexpr std::array window{RuleParameter{"count", Place::first, Unit::whole}, RuleParameter{"checks", Place::named, Unit::whole}};
constexpr std::array argo{RuleParameter{"limit", Place::named, Unit::whole}, RuleParameter{"count", Place::named, Unit::whole}, RuleParameter{"p", Place::may_be_left_out, Unit::number},
                          RuleParameter{"threshold", Place::may_be_left_out, Unit::number}};
constexpr std::array cusum{RuleParameter{"k", Place::may_be_left_out, Unit::number}, RuleParameter{"h"}, whitened};
constexpr std::array ewma{RuleParameter{"lambda"}, RuleParameter{"L"}, whitened};
constexpr std::array sprt{RuleParameter{"alpha"}, RuleParameter{"beta"}, whitened};
constexpr std::array shiryaev_roberts{RuleParameter{"A"}, whitened};
constexpr std::array burn_rate{RuleParameter{"factor", Place::first, Unit::number}, RuleParameter{"long", Place::named, Unit::hours},
                               RuleParameter{"short", Place::may_be_left_out, Unit::hours}, RuleParameter{"slo"}};

/// 1/147 where no short decimal is the same number.
std::string decimal_or_fraction(double value) {
  const auto decimal = fmt::format("{}", value);
  constexpr std::size_t short_enough = 8;
  constexpr long largest = 1'000;
  if (decimal.size() <= short_enough || std::abs(value) > largest) return decimal;
  const auto f = nearest_fraction(value, largest);
  const bool same = static_cast<double>(f.numerator) / static_cast<double>(f.denominator) == value;
  return same ? fmt::format("{}/{}", f.numerator, f.denominator) : decimal;
}

std::string number(const RuleParameter& parameter, double value) {
  if (parameter.unit != Unit::hours) return decimal_or_fraction(value);
  if (value >= 1) return fmt::format("{}h", value);
  return fmt::format("{:.12g}m", value * 60);
}

}  // namespace

std::string_view name_of(RuleKind kind) {
  switch (kind) {
    case RuleKind::threshold: return "threshold";
    case RuleKind::consecutive: return "consecutive";
    case RuleKind::cumulative: return "cumulative";
    case RuleKind::window: return "window";
    case RuleKind::argo: return "argo";
    case RuleKind::cusum: return "cusum";
    case RuleKind::ewma: return "ewma";
    case RuleKind::sprt: return "sprt";
    case RuleKind::shiryaev_roberts: return "shiryaev_roberts";
    case RuleKind::burn_rate: return "burn_rate";
  }
  return "";
}

std::span<const RuleParameter> parameters_of(RuleKind kind) {
  switch (kind) {
    case RuleKind::threshold: return threshold;
    case RuleKind::consecutive: return consecutive;
    case RuleKind::cumulative: return cumulative;
    case RuleKind::window: return window;
    case RuleKind::argo: return argo;
    case RuleKind::cusum: return cusum;
    case RuleKind::ewma: return ewma;
    case RuleKind::sprt: return sprt;
    case RuleKind::shiryaev_roberts: return shiryaev_roberts;
    case RuleKind::burn_rate: return burn_rate;
  }
  return {};
}

std::optional<double> TriggerRule::parameter(std::string_view name) const {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == name; });
  return found == parameters.end() ? std::nullopt : std::optional(found->second);
}

std::string_view limit_name(RuleKind kind) { return kind == RuleKind::threshold ? "limit" : "threshold"; }

double count_of_share(double share, double items, bool falls) {
  constexpr double rounding = 1e-9;
  return falls ? std::floor(share * items + rounding) : std::ceil(share * items - rounding);
}

double threshold_of(const TriggerRule& rule) {
  switch (rule.kind) {
    case RuleKind::consecutive:
    case RuleKind::cumulative: return *rule.parameter("threshold");
    case RuleKind::window: return *rule.parameter("count");
    case RuleKind::cusum: return *rule.parameter("h");
    case RuleKind::ewma: return *rule.parameter("L");
    case RuleKind::sprt: return std::log((1 - *rule.parameter("beta")) / *rule.parameter("alpha"));
    case RuleKind::shiryaev_roberts: return *rule.parameter("A");
    case RuleKind::burn_rate: return *rule.parameter("factor") * (1 - *rule.parameter("slo"));
    case RuleKind::threshold:
    case RuleKind::argo: return *rule.parameter("limit");
  }
  return 0;
}

std::string text_of(const TriggerRule& rule) {
  std::string text = rule.sides == Sides::two ? "two_sided " : "";
  text += name_of(rule.kind);
  for (const auto& parameter : parameters_of(rule.kind)) {
    const auto value = rule.parameter(parameter.name);
    if (!value) continue;
    text += " ";
    if (parameter.place != Place::first) text += fmt::format("{}=", parameter.name);
    text += number(parameter, *value);
  }
  return text;
}

}  // namespace premortem
