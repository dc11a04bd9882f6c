// What --set changes, side by side.
#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "premortem/core/number_text.hpp"
#include "report/harm_words.hpp"

namespace premortem {
namespace {

std::optional<double> high_of(const BoundReading& b) { return b.interval ? std::optional(b.interval->high) : std::nullopt; }
std::optional<double> p95_of(const Readings& r) { return r.independent ? std::optional(r.independent->p95.value) : std::nullopt; }

using Value = std::optional<double>;
using ReadingsOf = std::function<const Readings*(const ModeAssessment&)>;

/// The same failure mode of the other case, which may have other options.
const ModeAssessment* counterpart(const HarmResult& other, const FailureMode& mode) {
  for (const auto& m : other.assessment.failure_modes) {
    const auto& candidate = other.subject.failure_modes[m.mode];
    if (candidate.name == mode.name && candidate.option == mode.option) return &m;
  }
  return nullptr;
}

class Comparison {
 public:
  Comparison(std::string mode, const ModeAssessment* base, const ModeAssessment* changed, std::vector<Difference>& out)
      : mode_(std::move(mode)), base_(base), changed_(changed), out_(out) {}

  void add(const std::string& quantity, const std::function<Value(const ModeAssessment&)>& value) {
    out_.push_back({mode_, quantity, base_ ? value(*base_) : std::nullopt, changed_ ? value(*changed_) : std::nullopt});
  }

  void add_readings(const std::string& of, const ReadingsOf& readings, bool money) {
    const auto reading = [&](const std::string& name, const std::function<Value(const Readings&)>& value) {
      add(of + name, [&](const ModeAssessment& m) -> Value {
        const Readings* r = readings(m);
        return r ? value(*r) : std::nullopt;
      });
    };
    reading(".point", [](const Readings& r) { return r.point; });
    reading(".bound.high", [](const Readings& r) { return high_of(r.bound); });
    if (money) return;
    reading(".one_period.high", [](const Readings& r) { return r.one_period_high; });
    reading(".independent.p95", [](const Readings& r) { return p95_of(r); });
  }

 private:
  std::string mode_;
  const ModeAssessment* base_;
  const ModeAssessment* changed_;
  std::vector<Difference>& out_;
};

const Readings* cost_of(const ModeAssessment& m) { return m.cost ? &*m.cost : nullptr; }
Value exposure_of(const ModeAssessment& m) { return m.exposure_limit ? std::optional(m.exposure_limit->share) : std::nullopt; }
Value with_trigger_of(const ModeAssessment& m) { return m.with_trigger ? std::optional(m.with_trigger->at_most) : std::nullopt; }
Value reach_of(const HarmResult& r) {
  const auto stage = r.assessment.choice().largest_stage;
  return stage ? std::optional(r.subject.rollout[*stage].share) : std::nullopt;
}

/// Every mode's numbers, by the given readings.
std::vector<Difference> compared(const HarmResult& base, const HarmResult& changed, const std::vector<std::pair<std::string, ReadingsOf>>& readings) {
  std::vector<Difference> out;
  for (const auto& m : changed.assessment.failure_modes) {
    const FailureMode& mode = changed.subject.failure_modes[m.mode];
    Comparison comparison(title_of(mode), counterpart(base, mode), &m, out);
    for (const auto& [of, get] : readings) comparison.add_readings(of, get, of == "cost");
    comparison.add("exposure_limit.share", exposure_of);
    comparison.add("with_trigger.at_most", with_trigger_of);
  }
  out.push_back({"", "rollout.largest_share", reach_of(base), reach_of(changed)});
  std::erase_if(out, [](const Difference& d) { return !d.base && !d.changed; });
  return out;
}

}  // namespace

std::vector<Difference> differences(const HarmResult& base, const HarmResult& changed) {
  return compared(base, changed, {{"harmed", [](const auto& m) { return &m.harmed; }},
                                  {"with_mitigation", [](const auto& m) { return m.with_mitigation ? &*m.with_mitigation : nullptr; }},
                                  {"cost", cost_of}});
}

namespace {

/// As things stand, which is what people compare, and without mitigations where there are any in either case.
std::vector<Difference> differences_for_people(const HarmResult& base, const HarmResult& changed) {
  const auto any_in_place = [](const HarmResult& r) {
    return std::any_of(r.assessment.failure_modes.begin(), r.assessment.failure_modes.end(), [](const auto& m) { return m.with_mitigation.has_value(); });
  };
  std::vector<std::pair<std::string, ReadingsOf>> readings{{"standing", [](const auto& m) { return &m.standing(); }}};
  if (any_in_place(base) || any_in_place(changed)) readings.emplace_back("unmitigated", [](const auto& m) { return &m.harmed; });
  readings.emplace_back("cost", cost_of);
  return compared(base, changed, readings);
}

/// What the other tables call the quantity.
std::string quantity_words(const std::string& quantity) {
  if (quantity == "exposure_limit.share") return "cap holds up to";
  if (quantity == "rollout.largest_share") return "largest stage that holds";
  if (quantity == "with_trigger.at_most") return "with trigger, at most";
  const auto point = quantity.find('.');
  const std::string of = quantity.substr(0, point), reading = quantity.substr(point + 1);
  const std::string before = of == "standing" ? "" : of + ", ";
  if (reading == "point") return before + "about";
  if (reading == "bound.high") return before + "at most";
  return before + (reading == "one_period.high" ? "one period" : "likely, 95%");
}

/// A compared number in the words the other tables use for it, so that no two forms disagree.
std::string compared_text(const Difference& d, double value, const std::string& currency, Rounding rounding) {
  if (d.quantity.ends_with("share")) return percent_text(value, rounding);
  return d.quantity.starts_with("cost.") ? money_text(value, currency, rounding) : number_text(value, rounding);
}

/// Equal but for what rounding leaves.
bool is_same(const Difference& d) {
  constexpr double rounding = 1e-12;
  if (!d.base || !d.changed) return d.base == d.changed;
  return std::abs(*d.changed - *d.base) <= rounding * std::max(std::abs(*d.base), std::abs(*d.changed));
}

std::string difference_text(const Difference& d, const std::string& currency) {
  if (!d.base || !d.changed) return "?";
  const double by = *d.changed - *d.base;
  return (by > 0 ? "+" : "-") + compared_text(d, std::abs(by), currency, Rounding::nearest);
}

}  // namespace

TextTable difference_table(const HarmResult& base, const HarmResult& changed) {
  const auto R = Align::right;
  TextTable table{{{"what breaks"}, {"quantity"}, {"base", R}, {"changed", R}, {"difference", R}}, {}};
  const std::string& currency = changed.subject.feature.currency;
  const auto verdict = [](const HarmResult& r) { return std::string(name_of(r.assessment.decision.verdict)); };
  if (verdict(base) != verdict(changed)) table.rows.push_back({"decision", "", verdict(base), verdict(changed), ""});
  std::size_t unchanged = 0;
  for (const auto& d : differences_for_people(base, changed)) {
    if (is_same(d)) {
      ++unchanged;
      continue;
    }
    const Rounding rounding = d.quantity.ends_with(".high") ? Rounding::up : d.quantity.ends_with("share") ? Rounding::down : Rounding::nearest;
    const auto text = [&](const Value& x) { return x ? compared_text(d, *x, currency, rounding) : std::string("?"); };
    table.rows.push_back({d.failure_mode.empty() ? "rollout" : d.failure_mode, quantity_words(d.quantity), text(d.base), text(d.changed), difference_text(d, currency)});
  }
  if (unchanged > 0) table.rows.push_back({table.rows.empty() ? "nothing changes" : "all others", count_text(unchanged, "number"), "", "", "0"});
  return table;
}

}  // namespace premortem
