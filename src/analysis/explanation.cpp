#include "premortem/analysis/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "analysis/harm_mode.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/quantity/leaf_distribution.hpp"

namespace premortem {
namespace {

enum class Reading { point, bound, one_period, simulated, cap, exposure };

/// Of which readings a number is one: without mitigations, with those in place, or the cost as things stand.
enum class Of { harmed, with_mitigation, with_planned, cost };

/// One addressable number of a failure mode.
struct Item {
  const char* name;
  Reading reading;
  Of of;
  std::function<std::optional<double>(const ModeAssessment&)> value;
};

std::optional<double> of_bound(const std::optional<Interval>& i, bool high) {
  return i ? std::optional(high ? i->high : i->low) : std::nullopt;
}

std::optional<double> of_simulated(const std::optional<Simulated>& s, int which) {
  if (!s) return std::nullopt;
  const double values[] = {s->mean, s->p05.value, s->p50.value, s->p95.value, s->p95.standard_error};
  return values[which];
}

const Readings* readings_of(const ModeAssessment& m, Of of) {
  if (of == Of::harmed) return &m.harmed;
  const auto& readings = of == Of::cost ? m.cost : of == Of::with_planned ? m.with_planned : m.with_mitigation;
  return readings ? &*readings : nullptr;
}

/// The mode as the number takes it.
FailureMode taken_by(const FailureMode& mode, Of of) {
  if (of == Of::harmed) return before_mitigation(mode);
  return of == Of::with_planned ? as_planned(mode) : as_it_stands(mode);
}

void add_readings(std::vector<Item>& items, Of of, const std::array<const char*, 9>& names) {
  using Value = std::function<std::optional<double>(const Readings&)>;
  const std::array<std::pair<Reading, Value>, 9> values{{
      {Reading::point, [](const Readings& r) { return r.point; }},
      {Reading::bound, [](const Readings& r) { return of_bound(r.bound.interval, false); }},
      {Reading::bound, [](const Readings& r) { return of_bound(r.bound.interval, true); }},
      {Reading::one_period, [](const Readings& r) { return r.one_period_high; }},
      {Reading::simulated, [](const Readings& r) { return of_simulated(r.independent, 0); }},
      {Reading::simulated, [](const Readings& r) { return of_simulated(r.independent, 1); }},
      {Reading::simulated, [](const Readings& r) { return of_simulated(r.independent, 2); }},
      {Reading::simulated, [](const Readings& r) { return of_simulated(r.independent, 3); }},
      {Reading::simulated, [](const Readings& r) { return of_simulated(r.independent, 4); }},
  }};
  for (std::size_t i = 0; i < names.size(); ++i)
    items.push_back({names[i], values[i].first, of, [of, value = values[i].second](const ModeAssessment& m) {
                       const Readings* r = readings_of(m, of);
                       return r ? value(*r) : std::nullopt;
                     }});
}

const std::vector<Item>& items() {
  static const std::vector<Item> all = [] {
    std::vector<Item> list;
    add_readings(list, Of::harmed, {"harmed.point", "harmed.bound.low", "harmed.bound.high", "harmed.one_period.high",
                               "harmed.independent.mean", "harmed.independent.p05", "harmed.independent.p50",
                               "harmed.independent.p95", "harmed.independent.p95_se"});
    add_readings(list, Of::with_mitigation,
                 {"with_mitigation.point", "with_mitigation.bound.low", "with_mitigation.bound.high", "with_mitigation.one_period.high",
                  "with_mitigation.independent.mean", "with_mitigation.independent.p05", "with_mitigation.independent.p50",
                  "with_mitigation.independent.p95", "with_mitigation.independent.p95_se"});
    add_readings(list, Of::with_planned,
                 {"with_planned.point", "with_planned.bound.low", "with_planned.bound.high", "with_planned.one_period.high",
                  "with_planned.independent.mean", "with_planned.independent.p05", "with_planned.independent.p50",
                  "with_planned.independent.p95", "with_planned.independent.p95_se"});
    add_readings(list, Of::cost, {"cost.point", "cost.bound.low", "cost.bound.high", "cost.one_period.high",
                              "cost.independent.mean", "cost.independent.p05", "cost.independent.p50",
                              "cost.independent.p95", "cost.independent.p95_se"});
    list.push_back({"exceeds_cap.independent", Reading::cap, Of::with_mitigation, [](const ModeAssessment& m) { return m.exceeds_cap.independent; }});
    list.push_back({"exposure_limit.share", Reading::exposure, Of::with_mitigation, [](const ModeAssessment& m) {
                      return m.exposure_limit ? std::optional(m.exposure_limit->share) : std::nullopt;
                    }});
    return list;
  }();
  return all;
}

std::string full_name(const FailureMode& mode, const Item& item) { return "harm." + title_of(mode) + "." + item.name; }

std::string own_phrase(const HarmStage& stage) {
  switch (stage.given) {
    case Given::previous: return "\"" + stage.name + "\"";
    case Given::marginal: return "\"" + stage.name + "\" (of everyone, overlap unknown)";
    case Given::incidents: return "incidents \"" + stage.name + "\"";
    case Given::noticed: return "noticed \"" + stage.name + "\"";
  }
  return "";
}

/// The stage, and the mitigations that count on it.
std::string stage_phrase(const HarmStage& stage, std::span<const Leaf> leaves) {
  std::string text = own_phrase(stage);
  for (const auto* list : {&stage.factors, &stage.planned})
    for (const auto factor : *list) text += " x \"" + leaves[factor].label + "\"";
  return text;
}

/// The readings that do not use end-to-end evidence beside a chain.
bool from_chain_alone(Reading reading) {
  return reading == Reading::simulated || reading == Reading::point || reading == Reading::cap;
}

/// The chain in words; end-to-end evidence is named beside it.
std::string formula_of(const FailureMode& mode, std::span<const Leaf> leaves, const Item& item, double scale) {
  const std::string times = scale == 1 ? "" : fmt::format("{} x ", scale);
  std::string chain = times, evidence, noticed;
  bool first = true;
  for (const auto& s : mode.stages) {
    if (s.given == Given::incidents) evidence = stage_phrase(s, leaves);
    else if (s.given == Given::noticed) noticed = stage_phrase(s, leaves);
    else {
      chain += (first ? "" : " x ") + stage_phrase(s, leaves);
      first = false;
    }
  }
  std::string text = chain;
  const std::string end_to_end = times + own_phrase(mode.stages.front()) + " x " + evidence + (noticed.empty() ? "" : " / " + noticed);
  if (!evidence.empty() && !has_chain(mode)) text = end_to_end;
  else if (!evidence.empty() && !from_chain_alone(item.reading)) text = "what both " + chain + " and " + end_to_end + " allow";
  if (item.of == Of::cost) text += ", times the cost of one harm";
  return text;
}

std::vector<std::string> notes_of(const FailureMode& mode, const ModeAssessment& m, const Item& item, const HarmSettings& s) {
  const Readings* own = readings_of(m, item.of);
  const Readings& r = own ? *own : m.standing();
  switch (item.reading) {
    case Reading::point: return {"ordinary arithmetic on the best values"};
    case Reading::bound:
      return {fmt::format("interval arithmetic, rounded outward; {} sampled, each at error {:.6g}", r.bound.grounds.sampled,
                          alpha_of_each(r.bound.grounds, s.confidence)),
              r.bound.sentence};
    case Reading::one_period:
      return {fmt::format("Poisson quantile at {:.6g} of the upper limit of the people harmed, {}", 1 - (1 - s.confidence) / 2,
                          r.bound.interval && item.of != Of::cost ? fmt::format("{}", r.bound.interval->high)
                          : m.standing().bound.interval          ? fmt::format("{}", m.standing().bound.interval->high)
                                                                 : "which is absent"),
              fmt::format("where an incident counts up to s > 1, or samples show that periods differ: the least of s times the quantile of the number of incidents "
                          "and s times the mean of the worst {:.6g} of Poisson(limit / s)", (1 - s.confidence) / 2)};
    case Reading::simulated:
      return {fmt::format("{} samples, seed {}; each estimate drawn independently of the others", s.simulation.samples, s.simulation.seed)};
    case Reading::cap: return {fmt::format("share of samples above the cap of {}", mode.harm_cap.value_or(0))};
    case Reading::exposure: return {fmt::format("largest multiple of the stated exposure whose bound stays at or below the cap of {}", mode.harm_cap.value_or(0))};
  }
  return {};
}

std::string why_absent(const ModeAssessment& m, const Item& item) {
  if (item.of == Of::cost && !m.cost) return m.cost_why;
  const bool of_mitigation = item.reading != Reading::cap && item.reading != Reading::exposure && item.of == Of::with_mitigation;
  if (of_mitigation && !m.with_mitigation) return "no mitigation is in place";
  if (item.of == Of::with_planned && !m.with_planned) return "no mitigation is planned";
  const Readings* own = readings_of(m, item.of);
  const Readings& r = own ? *own : m.standing();
  switch (item.reading) {
    case Reading::point: return r.point_why;
    case Reading::bound: return r.bound.why;
    case Reading::one_period: return r.one_period_why;
    case Reading::simulated: return r.independent_why;
    case Reading::cap: return m.exceeds_cap.why.empty() ? r.independent_why : m.exceeds_cap.why;
    case Reading::exposure: return m.exposure_limit_why;
  }
  return "";
}

ExplainedLeaf explained(const Leaf& leaf, const Item& item, double alpha) {
  ExplainedLeaf e{leaf.label, "", "", leaf.source, std::string(name_of(leaf.evidence)), {}, {}};
  if (item.reading == Reading::point) {
    const auto point = point_of(leaf);
    e.taken = point ? fmt::format("{}", point->value) : "no best value";
    e.method = point ? std::string(point->rule) : "";
  } else if (item.reading == Reading::simulated || item.reading == Reading::cap) {
    const auto cut = why_cut_off(leaf), why = cut.empty() ? why_not_drawn(leaf) : cut;
    e.taken = why.empty() ? "a distribution" : "nothing: " + why;
    e.method = leaf.shape == Shape::count || leaf.shape == Shape::rate ? "Jeffreys" : std::string(name_of(leaf.shape));
    if (leaf.unknown) e.method = "unknown";
    else if (leaf.shape == Shape::point) e.taken = fmt::format("{}", *leaf.best * leaf.multiplier);
  } else {
    try {
      const Interval i = bound_of(leaf, alpha);
      e.taken = i.low == i.high ? fmt::format("{}", i.low) : fmt::format("{} to {}", i.low, i.high);
    } catch (const Refusal& refusal) {
      e.taken = std::string("nothing: ") + refusal.what();
    }
    e.method = bound_method(leaf, alpha);
  }
  for (const auto& [column, cell] : leaf.cells) {
    if (cell.text.empty()) continue;
    e.columns.push_back(column);
    e.cells.push_back(cell);
  }
  return e;
}

/// The leaves behind the number, in the order of the stages.
std::vector<std::size_t> leaves_explained(const FailureMode& mode, const Item& item) {
  const auto chain = leaves_of(harmed_by_chain(mode, 1));
  std::vector<std::size_t> leaves;
  for (const auto& s : mode.stages) {
    if (from_chain_alone(item.reading) && !std::binary_search(chain.begin(), chain.end(), s.leaf)) continue;
    leaves.push_back(s.leaf);
    leaves.insert(leaves.end(), s.factors.begin(), s.factors.end());
    leaves.insert(leaves.end(), s.planned.begin(), s.planned.end());
  }
  if (item.of == Of::cost && mode.cost_leaf) leaves.push_back(*mode.cost_leaf);
  return leaves;
}

std::string comparable(const std::string& name) { return folded_name(name.starts_with("harm.") ? name.substr(5) : name); }

}  // namespace

std::vector<std::string> explainable_names(const Case& subject, const HarmAssessment& assessment) {
  std::vector<std::string> names;
  for (const auto& m : assessment.failure_modes)
    for (const auto& item : items()) names.push_back(full_name(subject.failure_modes[m.mode], item));
  return names;
}

Explanation explain_number(const Case& subject, const HarmAssessment& a, const std::string& name) {
  for (const auto& m : a.failure_modes) {
    const FailureMode& mode = subject.failure_modes[m.mode];
    for (const auto& item : items()) {
      if (comparable(full_name(mode, item)) != comparable(name)) continue;
      const FailureMode taken = taken_by(mode, item.of);
      Explanation e{full_name(mode, item), item.value(m), "", formula_of(taken, subject.leaves, item, a.settings.exposure()),
                    notes_of(mode, m, item, a.settings), {}};
      if (!e.value) e.why = why_absent(m, item);
      const Readings* own = readings_of(m, item.of);
      const Readings& r = own ? *own : m.standing();
      for (const auto i : leaves_explained(taken, item)) {
        const Leaf& leaf = subject.leaves[i];
        e.leaves.push_back(explained(leaf, item, alpha_of(leaf, r.bound.grounds, a.settings.confidence)));
      }
      return e;
    }
  }
  const auto names = explainable_names(subject, a);
  const auto near = nearest_name(name, names);
  throw UsageError(fmt::format("--explain: nothing is named \"{}\"; {}", printable(name),
                               near             ? "did you mean \"" + printable(*near) + "\"?"
                               : names.empty() ? std::string("the case states no failure mode")
                                               : "names look like \"" + printable(names.front()) + "\""));
}

}  // namespace premortem
