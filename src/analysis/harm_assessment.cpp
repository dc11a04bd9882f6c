#include "premortem/analysis/harm_assessment.hpp"

#include "analysis/any_assessment.hpp"
#include "analysis/decision.hpp"
#include "analysis/harm_mode.hpp"
#include "analysis/harm_simulation.hpp"
#include "analysis/harm_trigger.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

/// The modes that an option has: its own and those of whichever option is chosen.
std::vector<std::size_t> modes_of(const Case& subject, const std::optional<std::size_t>& option) {
  std::vector<std::size_t> modes;
  for (std::size_t i = 0; i < subject.failure_modes.size(); ++i) {
    const auto& own = subject.failure_modes[i].option;
    if (own.empty() || (option && own == subject.options[*option].name)) modes.push_back(i);
  }
  return modes;
}

std::vector<const ModeAssessment*> pointers(const std::vector<ModeAssessment>& modes) {
  std::vector<const ModeAssessment*> list;
  for (const auto& m : modes) list.push_back(&m);
  return list;
}

RolloutReading rollout_reading(const Case& subject, std::size_t stage, const std::vector<std::size_t>& modes, HarmSettings settings) {
  settings.share = subject.rollout[stage].share;
  RolloutReading r;
  r.stage = stage;
  for (const auto mode : modes) r.failure_modes.push_back(assess_mode(subject, mode, settings));
  r.decision = judge_limits(subject, pointers(r.failure_modes));
  return r;
}

/// The last stage up to which every one may ship: a later one that holds by chance of its numbers does not count.
std::optional<std::size_t> largest_stage(const std::vector<RolloutReading>& rollout) {
  std::optional<std::size_t> reached;
  for (std::size_t i = 0; i < rollout.size() && rollout[i].decision.verdict == Verdict::ship; ++i) reached = i;
  return reached;
}

/// Evidence for a later stage is gathered at the one that holds.
void count_days_at(double exposure, Alternative& x) {
  for (auto& stage : x.rollout)
    for (auto& m : stage.failure_modes)
      if (m.exposure_limit && m.exposure_limit->evidence_needed) m.exposure_limit->evidence_needed->exposure = exposure;
}

Alternative alternative(const Case& subject, const std::optional<std::size_t>& option, const HarmAssessment& a) {
  Alternative x;
  x.option = option;
  x.modes = modes_of(subject, option);
  x.any = any_assessment(subject, x.modes, a.settings);
  for (std::size_t stage = 0; stage < subject.rollout.size(); ++stage)
    x.rollout.push_back(rollout_reading(subject, stage, x.modes, a.settings));
  x.largest_stage = largest_stage(x.rollout);
  if (x.largest_stage) count_days_at(subject.rollout[*x.largest_stage].share * a.settings.scale, x);
  std::vector<const ModeAssessment*> own;
  for (const auto mode : x.modes) own.push_back(&a.failure_modes[mode]);
  x.decision = decide_alternative(subject, x, own, a.settings);
  return x;
}

/// Everything but the simulated readings.
HarmAssessment bounded_harm(const Case& subject, const HarmSettings& settings) {
  HarmAssessment a;
  a.settings = settings;
  a.period = subject.feature.period;
  for (std::size_t i = 0; i < subject.failure_modes.size(); ++i) a.failure_modes.push_back(assess_mode(subject, i, settings));
  if (subject.options.empty()) a.alternatives.push_back(alternative(subject, std::nullopt, a));
  for (std::size_t i = 0; i < subject.options.size(); ++i) a.alternatives.push_back(alternative(subject, i, a));
  a.chosen = choose(subject, a);
  const auto& chosen = a.choice();
  if (chosen.largest_stage)
    for (const auto mode : chosen.modes)
      if (auto& limit = a.failure_modes[mode].exposure_limit; limit && limit->evidence_needed)
        limit->evidence_needed->exposure = subject.rollout[*chosen.largest_stage].share * settings.scale;
  a.decision = decide_between(subject, a);
  return a;
}

}  // namespace

HarmAssessment assess_harm(const Case& subject, const HarmSettings& settings) {
  if (subject.failure_modes.empty() && subject.gates.empty())
    throw Refusal("the case states no failure mode; add harms.csv, or risks.csv with one row a risk");
  return assess_harm_if_any(subject, settings);
}

HarmAssessment assess_harm_if_any(const Case& subject, const HarmSettings& settings) {
  HarmAssessment a = bounded_harm(subject, settings);
  add_triggers(subject, a);
  simulate_harm(subject, a);
  return a;
}

HarmSettings at_recommended_stage(const Case& subject, const HarmSettings& settings) {
  if (subject.rollout.empty() || subject.failure_modes.empty()) return settings;
  HarmSettings at = settings;
  at.share = subject.rollout[bounded_harm(subject, settings).choice().largest_stage.value_or(0)].share;
  return at;
}

}  // namespace premortem
