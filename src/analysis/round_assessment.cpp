#include "premortem/analysis/round_assessment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

#include "analysis/harm_mode.hpp"
#include "analysis/ranking.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr double larger = 10;  // "at 10x"

RoundRisk risk_of(const Case& subject, const HarmAssessment& a, std::size_t position) {
  const ModeAssessment& m = a.failure_modes[position];
  RoundRisk r;
  r.mode = position;
  r.severity = severity(subject.failure_modes[m.mode].reversible);
  r.about = m.standing().point;
  r.about_why = m.standing().point_why;
  r.at_most_why = r.at_scale_10_why = m.standing().bound.why;
  if (!m.standing().bound.interval) return r;
  r.at_most = m.standing().bound.interval->high;
  const FailureMode mode = as_it_stands(subject.failure_modes[m.mode]);
  try {
    r.at_scale_10 = harmed_at_most(mode, subject.leaves, m.standing().bound.grounds, a.settings.confidence, larger * a.settings.exposure()).high;
  } catch (const Refusal& refusal) {
    r.at_scale_10_why = refusal.what();
  }
  return r;
}

void rank(const Case& subject, const HarmAssessment& a, std::vector<RoundRisk>& risks) {
  const auto cost_of = [&](const RoundRisk& r) -> std::optional<double> {
    const auto& cost = a.failure_modes[r.mode].cost;
    return cost && cost->bound.interval ? std::optional(cost->bound.interval->high) : std::nullopt;
  };
  const bool priced = std::all_of(risks.begin(), risks.end(), [&](const auto& r) { return cost_of(r).has_value(); });
  const auto key = [&](const RoundRisk& r) {
    const FailureMode& mode = subject.failure_modes[a.failure_modes[r.mode].mode];
    return std::tuple(r.severity, priced ? -*cost_of(r) : 0.0, r.about ? 0 : 1, -r.about.value_or(0), r.at_most ? -*r.at_most : -std::numeric_limits<double>::infinity(),
                      -mode.votes.value_or(0));
  };
  std::stable_sort(risks.begin(), risks.end(), [&](const auto& x, const auto& y) { return key(x) < key(y); });
}

void count_estimates(const Case& subject, const HarmAssessment& a, Round& round) {
  std::set<std::size_t> used;
  for (const auto& r : round.risks)
    for (const auto leaf : leaves_of_bound(as_it_stands(subject.failure_modes[a.failure_modes[r.mode].mode]))) used.insert(leaf);
  for (const auto leaf : used) {
    ++round.estimates;
    if (kind_of(subject.leaves[leaf]) == LeafKind::sampled || kind_of(subject.leaves[leaf]) == LeafKind::exact) ++round.measured;
    if (subject.leaves[leaf].unknown && subject.leaves[leaf].unit_kind == UnitKind::share) ++round.unknown;
  }
}

/// The chain with every share taken as one of everyone. Absent where it has fewer than two shares, so that the words
/// make no difference, or is not made of shares of those before.
std::optional<Interval> read_of_everyone(const Case& subject, const HarmAssessment& a, const RoundRisk& risk) {
  FailureMode mode = as_it_stands(subject.failure_modes[a.failure_modes[risk.mode].mode]);
  const bool plain = std::all_of(mode.stages.begin(), mode.stages.end(), [](const auto& s) { return s.given == Given::previous; });
  if (!plain || mode.stages.size() < 3 || !only_shares(mode, subject.leaves)) return std::nullopt;
  for (std::size_t i = 1; i < mode.stages.size(); ++i) mode.stages[i].given = Given::marginal;
  try {
    const auto grounds = grounds_of(subject.leaves, leaves_of_bound(mode));
    return harmed_bound(mode, subject.leaves, grounds, a.settings.confidence, a.settings.exposure());
  } catch (const Refusal&) {
    return std::nullopt;
  }
}

void fill_missing(const Case& subject, const HarmAssessment& a, Round& round) {
  const std::pair<const char*, std::string FailureMode::*> needed[] = {
      {"a way to notice", &FailureMode::monitor}, {"an owner for", &FailureMode::owner}, {"when to roll back", &FailureMode::rollback}};
  for (const auto& [what, field] : needed) {
    std::string which;
    std::size_t count = 0;
    for (std::size_t i = 0; i < round.risks.size(); ++i)
      if ((subject.failure_modes[a.failure_modes[round.risks[i].mode].mode].*field).empty()) which += (count++ == 0 ? " " : ", ") + std::to_string(i + 1);
    if (count > 2 && count == round.risks.size()) which = " all of them";
    if (count > 0) round.missing.push_back(what + which);
  }
}

void find_voted_first(const Case& subject, const HarmAssessment& a, Round& round) {
  const auto votes = [&](std::size_t i) { return subject.failure_modes[a.failure_modes[round.risks[i].mode].mode].votes.value_or(0); };
  std::size_t most = 0;
  for (std::size_t i = 1; i < round.risks.size(); ++i)
    if (votes(i) > votes(most)) most = i;
  if (most > 0) round.voted_first = most;
}

}  // namespace

Round assess_round(const Case& subject, const HarmAssessment& a) {
  Round round;
  for (const auto position : a.choice().modes) round.risks.push_back(risk_of(subject, a, position));
  rank(subject, a, round.risks);
  count_estimates(subject, a, round);
  if (!round.risks.empty()) round.of_everyone = read_of_everyone(subject, a, round.risks.front());
  for (std::size_t i = 0; i < round.risks.size() && !round.ask_first; ++i) {
    const auto& swings = a.failure_modes[round.risks[i].mode].swings;
    if (!swings.empty()) round.ask_first = AskFirst{i, swings.front()};
  }
  fill_missing(subject, a, round);
  find_voted_first(subject, a, round);
  return round;
}

bool comes_before(const Round& a, const Round& b) {
  const auto key = [](const Round& r) {
    const RoundRisk& first = r.risks.front();
    return std::tuple(first.severity, first.at_most ? 1 : 0, -first.at_most.value_or(0));
  };
  return key(a) < key(b);
}

}  // namespace premortem
