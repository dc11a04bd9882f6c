#include "premortem/analysis/trigger_explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

using Columns = std::vector<std::string>;

/// A number of a trigger that can be explained.
struct Item {
  const char* name;
  std::optional<double> (*value)(const TriggerReading&);
  const char* formula;
  Columns columns;  ///< whose cells it rests on
};

std::optional<double> finite(double x) { return std::isfinite(x) ? std::optional(x) : std::nullopt; }

const std::vector<Item>& items() {
  static const Columns quiet{"baseline", "bad_level", "sd", "n_per_check", "exposures_per_day", "checks_per_day", "phi", "baseline_n", "rule", "false_alarms_per_quarter"};
  static const Columns noticed{"baseline", "bad_level", "sd", "n_per_check", "exposures_per_day", "checks_per_day", "phi", "rule"};
  static const auto with = [](Columns columns, std::initializer_list<const char*> more) {
    columns.insert(columns.end(), more.begin(), more.end());
    return columns;
  };
  static const Columns rolled_back = with(noticed, {"sampling", "label_lag_days", "response_hours"}), harmful = with(rolled_back, {"harm_per_exposure"});
  static const std::vector<Item> all{
      {"arl0", [](const TriggerReading& r) { return finite(r.rule->false_alarms.arl0); }, "average number of checks until the rule, just started, fires at the baseline", quiet},
      {"false_alarms_per_quarter", [](const TriggerReading& r) { return finite(r.rule->false_alarms.per_quarter); }, "checks_per_day x 91.3125 / arl0, averaged over what an estimated baseline may be", quiet},
      {"probability_false_per_quarter", [](const TriggerReading& r) { return finite(r.rule->false_alarms.any_in_quarter); }, "chance that the run length at the baseline is at most checks_per_day x 91.3125", quiet},
      {"delay_days.mean", [](const TriggerReading& r) { return finite(r.detection.mean); }, "average run length at the bad level after a long quiet time, in checks / checks_per_day", noticed},
      {"delay_days.p50", [](const TriggerReading& r) { return finite(r.detection.p50); }, "median of that run length, in checks / checks_per_day", noticed},
      {"delay_days.p90", [](const TriggerReading& r) { return finite(r.detection.p90); }, "90% quantile of that run length, in checks / checks_per_day", noticed},
      {"delay_days.p95", [](const TriggerReading& r) { return finite(r.detection.p95); }, "95% quantile of that run length, in checks / checks_per_day", noticed},
      {"rollback_days.mean", [](const TriggerReading& r) { return finite(r.rollback.mean); }, "delay + half a check interval (sampling instant: minus) + label_lag_days + response_hours / 24", rolled_back},
      {"harm_before_rollback.mean", [](const TriggerReading& r) { return r.harm ? finite(r.harm->mean) : std::nullopt; },
       "exposures_per_day x |bad_level - baseline| (values: 1) x harm_per_exposure x mean days to rollback", harmful},
      {"harm_before_rollback.p95", [](const TriggerReading& r) { return r.harm ? finite(r.harm->p95) : std::nullopt; }, "the same with the 95% quantile of the delay", harmful},
      {"harm_before_rollback.worst_shift.mean", [](const TriggerReading& r) { return r.harm ? finite(r.harm->worst.mean) : std::nullopt; },
       "the largest harm before rollback over all levels between baseline and bad_level, for at most undetected_days or a year, and at least that at bad_level", with(harmful, {"undetected_days"})},
      {"noticed_by_us", [](const TriggerReading& r) { return r.noticed_by_us; }, "chance that the rule fires before the first of the users' reports, which come at exposures_per_day x excess x user_report_rate",
       with(noticed, {"user_report_rate", "sampling", "label_lag_days"})},
      {"value_per_year", [](const TriggerReading& r) { return r.value.per_year; },
       "shifts_per_year x harm of a day x (undetected_days - days to rollback) - false rollbacks a year x cost_false_rollback",
       with(harmful, {"shifts_per_year", "undetected_days", "cost_false_rollback", "false_alarms_per_quarter"})},
  };
  return all;
}

std::string full_name(const Monitor& m, const Item& item) { return fmt::format("trigger.{}.{}", m.title(), item.name); }

std::string comparable(const std::string& name) {
  const auto folded = folded_name(name);
  return folded.starts_with("trigger.") ? folded.substr(8) : folded;
}

std::string why_absent(const TriggerReading& r, const Item& item) {
  const std::string name = item.name;
  if (name.starts_with("harm") && !r.harm) return r.harm_why;
  if (name == "noticed_by_us") return r.noticed_why;
  if (name == "value_per_year") return r.value.why;
  return "the rule need not ever fire";
}

ExplainedLeaf explained(const std::string& column, const CellOrigin& cell) { return {column, cell.text, "as written", "", "", {cell}, {column}}; }

std::vector<std::string> notes_of(const Monitor& stated, const TriggerReading& r) {
  const auto& c = *r.rule;
  std::vector<std::string> notes{fmt::format("rule: {} ({})", text_of(c.rule), r.audited ? "audited" : fmt::format("chosen for {:.6g} false alarms a quarter", r.budget)),
          c.false_alarms.relative_error > 0 ? fmt::format("simulated; relative standard error of the false alarms {:.2g}", c.false_alarms.relative_error)
                                            : "computed from the integral equation or the chain of the rule (docs/models/rollback-triggers.md)"};
  if (r.watched.n_per_check != stated.n_per_check) notes.push_back(fmt::format("n_per_check: {:.12g}, all that come between two checks, not {:.12g}", *r.watched.n_per_check, *stated.n_per_check));
  return notes;
}

}  // namespace

std::vector<std::string> explainable_trigger_names(const Case& subject) {
  std::vector<std::string> names;
  for (const auto& m : subject.monitors)
    for (const auto& item : items()) names.push_back(full_name(m, item));
  return names;
}

Explanation explain_trigger(const Case& subject, const TriggerAssessment& a, const std::string& name) {
  for (const auto& r : a.triggers) {
    const Monitor& m = subject.monitors[r.monitor];
    for (const auto& item : items()) {
      const bool only_one = a.triggers.size() == 1 && comparable(name) == item.name;  // nothing else can be meant
      if (comparable(full_name(m, item)) != comparable(name) && !only_one) continue;
      Explanation e{full_name(m, item), {}, r.why, item.formula, {}, {}};
      if (r.rule) {
        e.value = item.value(r);
        if (!e.value) e.why = why_absent(r, item);
        e.notes = notes_of(m, r);
      }
      for (const auto& column : item.columns)
        if (const auto cell = m.cells.find(column); cell != m.cells.end()) e.leaves.push_back(explained(column, cell->second));
      return e;
    }
  }
  const auto names = explainable_trigger_names(subject);
  const auto near = nearest_name(name, names);
  throw UsageError(fmt::format("--explain: nothing is named \"{}\"; {}", printable(name), near ? "did you mean \"" + printable(*near) + "\"?" : "names look like \"" + printable(names.front()) + "\""));
}

}  // namespace premortem
