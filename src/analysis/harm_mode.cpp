#include "analysis/harm_mode.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/exposure_limit.hpp"
#include "analysis/one_period.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/rounding.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/models/period.hpp"

namespace premortem {
namespace {

std::vector<StageReading> stage_readings(const Case& subject, const FailureMode& mode, const BoundGrounds& grounds,
                                         const HarmSettings& settings) {
  std::vector<StageReading> readings;
  for (const auto& stage : mode.stages) {
    const Leaf& leaf = subject.leaves[stage.leaf];
    StageReading r{stage.name, stage.given, stage.leaf, {}, {}, {}, {}};
    if (const auto point = point_of(leaf)) r.best = point->value;
    try {
      const Interval interval = bound_in(leaf, grounds, settings);
      r.low = interval.low, r.high = interval.high;
    } catch (const Refusal& refusal) {
      r.why = refusal.what();
    }
    readings.push_back(r);
  }
  return readings;
}

/// With shares of everyone: what their best values allow, whatever the overlap. Absent without such shares.
std::optional<Interval> overlap_of(const Expression& e, std::span<const Leaf> leaves) {
  if (!has_unknown_overlap(e)) return std::nullopt;
  const auto used = leaves_of(e);
  if (!std::all_of(used.begin(), used.end(), [&](auto i) { return point_of(leaves[i]).has_value(); })) return std::nullopt;
  return evaluate_bound(e, [&](std::size_t i) {
    const double best = point_of(leaves[i])->value;
    return Interval{best, best};
  });
}

CapReading cap_reading(const FailureMode& mode, const Readings& harmed) {
  CapReading c;
  if (!mode.harm_cap) {
    c.why = "no harm_cap is stated";
    return c;
  }
  const double cap = *mode.harm_cap;
  if (harmed.point) c.point = within_cap(*harmed.point, cap) ? "no" : "yes";
  if (!harmed.bound.interval) {
    c.why = harmed.bound.why;
    return c;
  }
  const Interval& b = *harmed.bound.interval;
  c.bound = within_cap(b.high, cap) ? "no" : (within_cap(b.low, cap) ? "undecided" : "yes");
  return c;
}

void fill_exposure_limit(ModeAssessment& m, const FailureMode& mode, const Case& subject, const HarmSettings& settings) {
  if (!mode.harm_cap) {
    m.exposure_limit_why = "no harm_cap is stated";
    return;
  }
  if (!m.standing().bound.interval) {
    m.exposure_limit_why = m.standing().bound.why;
    return;
  }
  try {
    m.exposure_limit = exposure_limit(mode, subject, settings);
  } catch (const Refusal& refusal) {
    m.exposure_limit_why = refusal.what();
  }
}

void fill_period(ModeAssessment& m, const FailureMode& mode, const Case& subject, const HarmSettings& settings) {
  const Readings& r = m.standing();
  if (!r.bound.interval) return;
  try {
    m.period = period_law(subject, mode, r.bound.interval->high, r.bound.grounds, settings);
  } catch (const Refusal&) {  // the one period of the readings is absent for the same reason, and says it
  }
}

/// Nobody watches, so harm runs until somebody looks anyway: the bound over that time.
void fill_audit(ModeAssessment& m, const FailureMode& mode, const Case& subject) {
  const auto days = days_in(period_of(subject, mode));
  if (!mode.monitor.empty() || !mode.audit_every_days || !days || !m.standing().bound.interval) return;
  m.audit_high = multiply_up(m.standing().bound.interval->high, divide_up(*mode.audit_every_days, *days));
}

}  // namespace

FailureMode as_it_stands(const FailureMode& mode) { return mitigated(mode, in_place(mode)); }

FailureMode before_mitigation(const FailureMode& mode) { return in_place(mode).empty() ? mode : without_incidents(mode); }

FailureMode as_planned(const FailureMode& mode) {
  std::vector<std::size_t> all(mode.mitigations.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  return mitigated(mode, all);
}

std::string period_of(const Case& subject, const FailureMode& mode) {
  if (!subject.feature.period.empty()) return subject.feature.period;
  const std::string& unit = subject.leaves[mode.stages.front().leaf].unit;
  const auto per = unit.find(" per ");
  return per == std::string::npos ? "" : unit.substr(per + 5);
}

namespace {

std::string before_per(const std::string& text) { return text.substr(0, text.find(" per ")); }

/// What the chain counts at its end, where nobody says whom it affects. A share keeps what is counted before it; an amount says in its unit what it
/// makes of each (records per incident). A factor says it only in a name such as "accounts per user"; otherwise
/// it is named beside the noun, since a factor "accounts" makes other things of users and a factor "overlap" does not.
std::string counted_by_chain(const Case& subject, const FailureMode& mode) {
  std::string noun = before_per(subject.leaves[mode.stages.front().leaf].unit);
  if (noun.empty() || noun == "amount") noun = "people";
  for (std::size_t i = 1; i < mode.stages.size(); ++i) {
    const Leaf& leaf = subject.leaves[mode.stages[i].leaf];
    if (!in_chain(mode.stages[i]) || leaf.unit_kind == UnitKind::share) continue;
    const std::string said = leaf.unit_kind == UnitKind::amount && leaf.unit != "amount" ? before_per(leaf.unit) : "";
    const std::string& name = mode.stages[i].name;
    if (!said.empty()) noun = said;
    else if (name.find(" per ") != std::string::npos) noun = before_per(name);
    else noun += " times \"" + shortened(name) + "\"";
  }
  return noun;
}

}  // namespace

std::string counted_unit(const Case& subject, const FailureMode& mode) {
  const std::string who = mode.affected.empty() ? counted_by_chain(subject, mode) : mode.affected;
  const std::string period = period_of(subject, mode);
  return period.empty() ? who : who + " per " + period;
}

ModeAssessment assess_mode(const Case& subject, std::size_t number, const HarmSettings& settings) {
  const FailureMode& stated = subject.failure_modes[number];
  const FailureMode mode = as_it_stands(stated);
  const bool some_in_place = !in_place(stated).empty();
  ModeAssessment m;
  m.mode = number;
  m.unit = counted_unit(subject, mode);
  m.exposure = settings.exposure();
  m.harmed = harmed_readings(subject, before_mitigation(stated), settings, m.unit);
  if (some_in_place) m.with_mitigation = harmed_readings(subject, mode, settings, m.unit);
  if (in_place(stated).size() < stated.mitigations.size()) m.with_planned = harmed_readings(subject, as_planned(stated), settings, m.unit);
  m.mitigations = mitigation_readings(subject, stated, settings, m.unit);
  m.stages = stage_readings(subject, mode, m.standing().bound.grounds, settings);
  m.overlap = overlap_of(harmed_by_chain(mode, settings.exposure()), subject.leaves);
  m.cost = cost_readings(subject, mode, settings, m.standing());
  if (!m.cost) m.cost_why = "no cost_per_harm is stated";
  m.exceeds_cap = cap_reading(mode, m.standing());
  fill_exposure_limit(m, mode, subject, settings);
  m.swings = swings_of(subject, mode, settings);
  fill_audit(m, mode, subject);
  fill_period(m, mode, subject, settings);
  m.expired = expired_estimates(subject, mode, settings);
  add_cautions(m, mode, subject, settings);
  return m;
}

}  // namespace premortem
