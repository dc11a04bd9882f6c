#include "input/rule_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <sstream>

#include "premortem/core/nearest_name.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

constexpr std::array kinds{RuleKind::threshold, RuleKind::consecutive, RuleKind::cumulative, RuleKind::window, RuleKind::argo,
                           RuleKind::cusum, RuleKind::ewma, RuleKind::sprt, RuleKind::shiryaev_roberts, RuleKind::burn_rate};

const char* example_of(RuleKind kind) {
  switch (kind) {
    case RuleKind::threshold: return "threshold 3";
    case RuleKind::consecutive: return "consecutive 3 threshold=2";
    case RuleKind::cumulative: return "cumulative 5 threshold=2";
    case RuleKind::window: return "window 10 checks=5";
    case RuleKind::argo: return "argo limit=3 count=30 p=0.05";
    case RuleKind::cusum: return "cusum k=0.5 h=5";
    case RuleKind::ewma: return "ewma lambda=0.1 L=2.814";
    case RuleKind::sprt: return "sprt alpha=0.05 beta=0.1";
    case RuleKind::shiryaev_roberts: return "shiryaev_roberts A=500";
    case RuleKind::burn_rate: return "burn_rate 14.4 long=1h short=5m slo=0.999";
  }
  return "";
}

/// What a parameter must be, by its name.
bool is_within(std::string_view name, double x) {
  if (name == "alpha" || name == "beta") return x > 0 && x < 0.5;
  if (name == "lambda") return x > 0 && x <= 1;
  if (name == "slo" || name == "p") return x > 0 && x < 1;
  if (name == "phi") return x > -1 && x < 1;
  if (name == "A") return x > 1 && std::isfinite(x);
  if (name == "k") return std::abs(x) <= 1e12;
  if (name == "threshold") return std::isfinite(x);
  if (name == "limit") return std::isfinite(x) && x >= 0;
  if (name == "h" || name == "L" || name == "factor") return x > 0 && x <= 1e15;
  return x > 0 && x <= 1e9;
}

const char* domain_of(std::string_view name) {
  if (name == "alpha" || name == "beta") return "a chance above 0 and below 0.5";
  if (name == "lambda") return "a weight above 0 and at most 1";
  if (name == "slo" || name == "p") return "a share above 0 and below 1";
  if (name == "phi") return "a correlation between -1 and 1";
  if (name == "A") return "a number above 1";
  if (name == "limit") return "0 or more";
  return "a number above 0";
}

class RuleReader {
 public:
  RuleReader(const TableCell& cell, const Monitor& monitor, RowContext& context) : cell_(cell), monitor_(monitor), context_(context) {}

  std::optional<TriggerRule> read() {
    std::istringstream in(cell_.text);
    for (std::string word; in >> word;) words_.push_back(word);
    if (!words_.empty() && folded_name(words_.front()) == "two_sided") rule_.sides = Sides::two, words_.erase(words_.begin());
    if (!read_kind()) return std::nullopt;
    for (std::size_t i = 1; i < words_.size(); ++i)
      if (!read_word(words_[i], i)) return std::nullopt;
    return is_complete() ? std::optional(rule_) : std::nullopt;
  }

 private:
  bool fail(const std::string& message, const std::string& hint) {
    context_.diagnostics.error(cell_.place, "rule", message, hint);
    return false;
  }

  std::string write_hint() const { return fmt::format("write it as {}", example_of(rule_.kind)); }

  bool read_kind() {
    std::vector<std::string> known;
    for (const auto kind : kinds) known.emplace_back(name_of(kind));
    const std::string name = words_.empty() ? "" : words_.front();
    const auto found = std::find(known.begin(), known.end(), folded_name(name));
    if (found != known.end()) {
      rule_.kind = kinds[static_cast<std::size_t>(found - known.begin())];
      return true;
    }
    const auto near = nearest_name(name, known);
    std::string all;
    for (const auto& k : known) all += (all.empty() ? "" : ", ") + k;
    return fail(fmt::format("\"{}\" names no rule, expected {}", cell_.text, all), near ? fmt::format("did you mean \"{}\"?", *near) : fmt::format("write it like {}, or empty the cell to have one chosen", monitor_.statistic() == MonitorStatistic::binomial ? "consecutive 3 threshold=4%" : "consecutive 3 threshold=2"));
  }

  bool read_word(const std::string& word, std::size_t place) {
    const auto equals = word.find('=');
    const auto all = parameters_of(rule_.kind);
    if (equals == std::string::npos) {
      const auto first = std::find_if(all.begin(), all.end(), [](const auto& p) { return p.place == RuleParameter::Place::first; });
      if (first == all.end() || place != 1) return fail(fmt::format("\"{}\" in \"{}\" has no name before it", word, cell_.text), write_hint());
      return read_value(*first, word);
    }
    const auto name = word.substr(0, equals);
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& p) { return p.name == name; });
    if (found != all.end()) return read_value(*found, word.substr(equals + 1));
    std::vector<std::string> known;
    for (const auto& p : all) known.emplace_back(p.name);
    const auto near = nearest_name(name, known);
    return fail(fmt::format("{} has no \"{}\"", name_of(rule_.kind), name), near ? fmt::format("did you mean \"{}\"?", *near) : write_hint());
  }

  bool read_value(const RuleParameter& parameter, const std::string& text) {
    if (rule_.parameter(parameter.name)) return fail(fmt::format("\"{}\" gives {} twice", cell_.text, parameter.name), "give it once");
    const auto value = parameter.unit == RuleParameter::Unit::hours ? hours(text) : number(parameter, text);
    if (!value) return fail(fmt::format("{} is \"{}\" in \"{}\", expected {}", parameter.name, text, cell_.text, parameter.unit == RuleParameter::Unit::hours ? "a time such as 1h or 5m" : "a number"), write_hint());
    const bool whole = parameter.unit != RuleParameter::Unit::whole || std::floor(*value) == *value;
    if (!whole || !is_within(parameter.name, *value) || (parameter.unit == RuleParameter::Unit::whole && parameter.name != "count" && *value > 10'000))
      return fail(fmt::format("{} is \"{}\" in \"{}\", expected {}", parameter.name, text, cell_.text, parameter.unit == RuleParameter::Unit::whole ? "a whole number from 1 to 10,000" : domain_of(parameter.name)),
                  write_hint());
    return is_count_if_counted(parameter, text, *value) && (rule_.parameters.emplace_back(parameter.name, *value), true);
  }

  static std::optional<double> hours(const std::string& text) {
    constexpr std::array<std::pair<char, double>, 4> units{{{'s', 1.0 / 3600}, {'m', 1.0 / 60}, {'h', 1}, {'d', 24}}};
    for (const auto& [unit, each] : units) {
      if (text.empty() || text.back() != unit) continue;
      const auto parsed = parse_number(text.substr(0, text.size() - 1));
      return parsed.value ? std::optional(*parsed.value * each) : std::nullopt;
    }
    return std::nullopt;
  }

  /// A limit in percent is the least count that is that share of a check's items, or more.
  std::optional<double> number(const RuleParameter& parameter, const std::string& text) {
    const bool percent = !text.empty() && text.back() == '%';
    if (const auto bar = text.find('/'); bar != std::string::npos) {  // 1/147: one event in so many checks
      const auto part = parse_number(text.substr(0, bar)), whole = parse_number(text.substr(bar + 1));
      return part.value && whole.value && *whole.value != 0 ? std::optional(*part.value / *whole.value) : std::nullopt;
    }
    const auto parsed = parse_number(percent ? text.substr(0, text.size() - 1) : text);
    if (!parsed.value || !percent) return parsed.value;
    const double share = *parsed.value / 100;
    if (parameter.name != limit_name(rule_.kind)) return share;
    if (monitor_.statistic() != MonitorStatistic::binomial) return std::nullopt;
    const bool falls = monitor_.falls();
    const double count = count_of_share(share, *monitor_.n_per_check, falls);
    rule_.limit_share = share;
    context_.conversions.push_back({cell_.place, fmt::format("{} of {:.12g} is {:.12g}{}", text, *monitor_.n_per_check, count, falls ? " or fewer" : " or more")});
    return count;
  }

  /// 0.06 of a count could be meant as a share.
  bool is_count_if_counted(const RuleParameter& parameter, const std::string& text, double value) {
    const bool limit = parameter.name == limit_name(rule_.kind);
    if (limit && is_level(text, value)) return false;
    const bool counts = monitor_.statistic() != MonitorStatistic::normal;
    const double least = monitor_.falls() ? 0 : 1;
    if (limit && monitor_.statistic() == MonitorStatistic::binomial && value > *monitor_.n_per_check)
      return fail(fmt::format("{} is \"{}\" in \"{}\", but a check has {:.12g} items", parameter.name, text, cell_.text, *monitor_.n_per_check), "write a count, or a share such as 6%");
    if (!limit || !counts || (value >= least && std::floor(value) == value)) return true;
    return fail(fmt::format("{} is \"{}\" in \"{}\", but a check counts whole ones", parameter.name, text, cell_.text),
                value < 1 && value > 0 ? fmt::format("for a share of the items write {:.12g}%", value * 100) : "write a whole number");
  }

  /// A limit of a value is in standard deviations from the baseline; so far away is a level of the metric.
  bool is_level(const std::string& text, double value) {
    constexpr double farthest = 20;
    if (monitor_.statistic() != MonitorStatistic::normal || std::abs(value) <= farthest) return false;
    const double deviations = fed_value(monitor_, value);
    fail(fmt::format("the limit \"{}\" in \"{}\" is in standard deviations from the baseline, where nothing ever comes", text, cell_.text),
         std::abs(deviations) <= farthest ? fmt::format("for the level {:.10g} write {:.4g}", value, deviations) : "write how many standard deviations");
    return true;
  }

  bool is_complete() {
    for (const auto& parameter : parameters_of(rule_.kind)) {
      if (parameter.place == RuleParameter::Place::may_be_left_out || rule_.parameter(parameter.name)) continue;
      return fail(fmt::format("\"{}\" lacks {}", cell_.text, parameter.place == RuleParameter::Place::first ? "its number" : fmt::format("{}=", parameter.name)), write_hint());
    }
    if (rule_.kind == RuleKind::argo && rule_.parameter("p") && rule_.parameter("threshold"))
      return fail(fmt::format("\"{}\" says twice when a measurement fails", cell_.text), "keep p= or threshold=");
    if (rule_.kind == RuleKind::burn_rate && rule_.parameter("short").value_or(0) >= *rule_.parameter("long") && rule_.parameter("short"))
      return fail(fmt::format("short is not shorter than long in \"{}\"", cell_.text), write_hint());
    return true;
  }

  const TableCell& cell_;
  const Monitor& monitor_;
  RowContext& context_;
  std::vector<std::string> words_;
  TriggerRule rule_;
};

}  // namespace

std::optional<TriggerRule> read_rule(const TableCell& cell, const Monitor& monitor, RowContext& context) { return RuleReader(cell, monitor, context).read(); }

}  // namespace premortem
