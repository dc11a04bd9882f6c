#include "report/trigger_difference.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

using Value = std::optional<double>;

Value finite(double x) { return std::isfinite(x) ? Value(x) : std::nullopt; }

struct Quantity {
  const char* name;
  Value (*of)(const TriggerReading&);
};

constexpr std::array quantities{
    Quantity{"false_alarms_per_quarter", [](const TriggerReading& r) { return r.rule ? finite(r.rule->false_alarms.per_quarter) : std::nullopt; }},
    Quantity{"delay_days.mean", [](const TriggerReading& r) { return r.rule ? finite(r.detection.mean) : std::nullopt; }},
    Quantity{"rollback_days.mean", [](const TriggerReading& r) { return r.rule ? finite(r.rollback.mean) : std::nullopt; }},
    Quantity{"harm_before_rollback.mean", [](const TriggerReading& r) { return r.harm ? finite(r.harm->mean) : std::nullopt; }},
    Quantity{"harm_before_rollback.p95", [](const TriggerReading& r) { return r.harm ? finite(r.harm->p95) : std::nullopt; }},
    Quantity{"noticed_by_us", [](const TriggerReading& r) { return r.noticed_by_us; }},
    Quantity{"value_per_year", [](const TriggerReading& r) { return r.value.per_year; }},
};

const TriggerReading* counterpart(const TriggerResult& other, const std::string& title) {
  for (const auto& r : other.assessment.triggers)
    if (other.subject.monitors[r.monitor].title() == title) return &r;
  return nullptr;
}

std::string rule_text(const TriggerReading* r) { return r && r->rule ? text_of(r->rule->rule) : "none"; }

}  // namespace

std::vector<TriggerDifference> trigger_differences(const TriggerResult& base, const TriggerResult& changed) {
  std::vector<TriggerDifference> out;
  for (const auto& r : changed.assessment.triggers) {
    const auto title = changed.subject.monitors[r.monitor].title();
    const auto* before = counterpart(base, title);
    for (const auto& q : quantities) out.push_back({title, q.name, before ? q.of(*before) : std::nullopt, q.of(r)});
  }
  std::erase_if(out, [](const auto& d) { return !d.base && !d.changed; });
  return out;
}

TextTable trigger_difference_table(const TriggerResult& base, const TriggerResult& changed) {
  constexpr auto R = Align::right;
  TextTable table{{{"monitor"}, {"quantity"}, {"base", R}, {"changed", R}, {"difference", R}}, {}};
  for (const auto& r : changed.assessment.triggers) {
    const auto title = changed.subject.monitors[r.monitor].title();
    const auto before = rule_text(counterpart(base, title)), after = rule_text(&r);
    if (before != after) table.rows.push_back({title, "rule", before, after, ""});
  }
  std::size_t unchanged = 0;
  const auto text = [](const Value& x) { return x ? number_text(*x, Rounding::nearest) : std::string("?"); };
  for (const auto& d : trigger_differences(base, changed)) {
    if (d.base == d.changed) {
      ++unchanged;
      continue;
    }
    const std::string by = d.base && d.changed ? (*d.changed > *d.base ? "+" : "-") + number_text(std::abs(*d.changed - *d.base), Rounding::nearest) : "?";
    table.rows.push_back({d.monitor, d.quantity, text(d.base), text(d.changed), by});
  }
  if (unchanged > 0) table.rows.push_back({table.rows.empty() ? "nothing changes" : "all others", count_text(unchanged, "number"), "", "", "0"});
  return table;
}

}  // namespace premortem
