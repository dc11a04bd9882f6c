// What --set changes, side by side.
#include <algorithm>
#include <cmath>

#include "premortem/core/number_text.hpp"
#include "report/harm_words.hpp"

namespace premortem {
namespace {

std::optional<double> high_of(const BoundReading& b) { return b.interval ? std::optional(b.interval->high) : std::nullopt; }
std::optional<double> p95_of(const Readings& r) { return r.independent ? std::optional(r.independent->p95.value) : std::nullopt; }

void compare(const std::string& mode, const ModeAssessment* base, const ModeAssessment* changed, std::vector<Difference>& out) {
  const auto add = [&](const std::string& quantity, auto value) {
    out.push_back({mode, quantity, base ? value(*base) : std::nullopt, changed ? value(*changed) : std::nullopt});
  };
  const auto add_readings = [&](const std::string& of, auto readings) {
    using Value = std::optional<double>;
    add(of + ".point", [&](const ModeAssessment& m) -> Value { const Readings* r = readings(m); return r ? r->point : std::nullopt; });
    add(of + ".bound.high", [&](const ModeAssessment& m) -> Value { const Readings* r = readings(m); return r ? high_of(r->bound) : std::nullopt; });
    if (of == "cost") return;
    add(of + ".one_period.high", [&](const ModeAssessment& m) -> Value { const Readings* r = readings(m); return r ? r->one_period_high : std::nullopt; });
    add(of + ".independent.p95", [&](const ModeAssessment& m) -> Value { const Readings* r = readings(m); return r ? p95_of(*r) : std::nullopt; });
  };
  add_readings("harmed", [](const ModeAssessment& m) { return &m.harmed; });
  add_readings("with_mitigation", [](const ModeAssessment& m) { return m.with_mitigation ? &*m.with_mitigation : nullptr; });
  add_readings("cost", [](const ModeAssessment& m) { return m.cost ? &*m.cost : nullptr; });
}

}  // namespace

std::vector<Difference> differences(const HarmResult& base, const HarmResult& changed) {
  std::vector<Difference> out;
  for (const auto& m : changed.assessment.failure_modes) {
    const auto name = title_of(changed.subject.failure_modes[m.mode]);
    const ModeAssessment* before = nullptr;
    for (const auto& b : base.assessment.failure_modes)
      if (title_of(base.subject.failure_modes[b.mode]) == name) before = &b;
    compare(name, before, &m, out);
  }
  std::erase_if(out, [](const Difference& d) { return !d.base && !d.changed; });
  return out;
}

namespace {

/// What the other tables call the quantity.
std::string quantity_words(const std::string& quantity, bool mitigated) {
  const auto point = quantity.find('.');
  const std::string of = quantity.substr(0, point), reading = quantity.substr(point + 1);
  const std::string before = of == "cost" ? "cost, " : of == "harmed" && mitigated ? "unmitigated, " : "";
  if (reading == "point") return before + "about";
  if (reading == "bound.high") return before + "at most";
  return before + (reading == "one_period.high" ? "one period" : "likely, 95%");
}

/// A compared number in the words the other tables use for it, so that no two forms disagree.
std::string compared_text(const Difference& d, double value, const std::string& currency) {
  const Rounding rounding = d.quantity.ends_with(".high") ? Rounding::up : Rounding::nearest;
  return d.quantity.starts_with("cost.") ? money_text(value, currency, rounding) : number_text(value, rounding);
}

}  // namespace

TextTable difference_table(const HarmResult& base, const HarmResult& changed) {
  const auto R = Align::right;
  TextTable table{{{"what breaks"}, {"quantity"}, {"base", R}, {"changed", R}, {"difference", R}}, {}};
  const std::string& currency = changed.subject.feature.currency;
  std::size_t unchanged = 0;
  const auto all = differences(base, changed);
  const auto mitigated = [&](const std::string& mode) {
    return std::any_of(all.begin(), all.end(), [&](const auto& d) { return d.failure_mode == mode && d.quantity.starts_with("with_mitigation."); });
  };
  for (const auto& d : all) {
    if (d.base == d.changed) {
      ++unchanged;
      continue;
    }
    const auto text = [&](const std::optional<double>& x) { return x ? compared_text(d, *x, currency) : std::string("?"); };
    std::string difference = "?";
    if (d.base && d.changed) {
      const double by = *d.changed - *d.base;
      difference = (by > 0 ? "+" : "-") + (d.quantity.starts_with("cost.") ? money_text(std::abs(by), currency, Rounding::nearest)
                                                                           : number_text(std::abs(by), Rounding::nearest));
    }
    table.rows.push_back({d.failure_mode, quantity_words(d.quantity, mitigated(d.failure_mode)), text(d.base), text(d.changed), difference});
  }
  if (unchanged > 0) table.rows.push_back({table.rows.empty() ? "nothing changes" : "all others", count_text(unchanged, "number"), "", "", "0"});
  return table;
}

}  // namespace premortem
