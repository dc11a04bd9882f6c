#include "analysis/decision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/harm_mode.hpp"
#include "analysis/reasons.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

void judge_cap(const FailureMode& mode, const ModeAssessment& m, Reasons& reasons) {
  if (!mode.harm_cap) return;
  const auto cap = number_text(*mode.harm_cap, Rounding::nearest);
  const Readings& harmed = m.standing();
  if (m.exceeds_cap.point == "yes" || m.exceeds_cap.bound == "yes") {
    const bool by_point = m.exceeds_cap.point == "yes";
    const double value = by_point ? *harmed.point : harmed.bound.interval->low;
    reasons.stop.push_back(fmt::format("\"{}\" is expected to harm {} {} {}, over the cap of {}", mode.name, by_point ? "about" : "at least",
                                       number_text(value, by_point ? Rounding::nearest : Rounding::down), m.unit, cap));
  } else if (!m.exceeds_cap.bound) {
    reasons.hold.push_back(fmt::format("\"{}\" has no bound ({})", mode.name, harmed.bound.why));
  } else if (m.exceeds_cap.bound == "undecided") {
    reasons.hold.push_back(fmt::format("\"{}\" may harm up to {} {}, over the cap of {}", mode.name,
                                       number_text(harmed.bound.interval->high, Rounding::up), m.unit, cap));
  }
}

/// Where a cap is written.
std::string column_of_caps(const Case& subject, const std::vector<const ModeAssessment*>& modes) {
  const auto in_round = [&](const ModeAssessment* m) { return subject.failure_modes[m->mode].place.file == "risks.csv"; };
  return std::all_of(modes.begin(), modes.end(), in_round) ? "no cap is stated in risks.csv (a column cap)" : "no harm_cap is stated in failure_modes.csv";
}

/// A harm without a cap has nothing to be decided by, however the others stand.
void judge_missing(const Case& subject, const std::vector<const ModeAssessment*>& modes, Reasons& reasons) {
  std::string without;
  std::size_t count = 0;
  for (const auto* m : modes) {
    const FailureMode& mode = subject.failure_modes[m->mode];
    if (!mode.harm_cap) without += (count++ > 0 ? ", \"" : "\"") + mode.name + "\"";
  }
  if (modes.empty()) reasons.hold.push_back("no failure mode is listed, so nothing is bounded");
  else if (count == modes.size()) reasons.hold.push_back(column_of_caps(subject, modes) + ", so there is nothing to decide by");
  else if (count > 0) reasons.hold.push_back("no harm_cap is stated for " + without);
}

void judge_expiries(const std::vector<const ModeAssessment*>& modes, Reasons& reasons) {
  std::set<std::string> expired;  // an estimate of several modes is one reason
  for (const auto* m : modes)
    for (const auto& estimate : m->expired)
      if (expired.insert(estimate).second) reasons.hold.push_back("the estimate " + estimate);
}

constexpr std::size_t most_named = 2;  // reasons in the sentence; the others are counted

std::string joined(const std::vector<std::string>& reasons) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most_named, reasons.size()); ++i) text += (text.empty() ? "" : "; ") + reasons[i];
  if (reasons.size() > most_named) text += fmt::format("; and {} more", reasons.size() - most_named);
  return text;
}

std::string stage_phrase(const RolloutStage& stage) {
  return fmt::format("{} ({})", percent_text(stage.share, Rounding::nearest), stage.name);
}

/// "<head>: <reasons>."
Decision decision(Verdict verdict, const std::string& head, const std::vector<std::string>& reasons) {
  const std::string why = verdict == Verdict::ship ? "every limit stays within its cap and no gate is open" : joined(reasons);
  return {verdict, head + ": " + why + ".", reasons};
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::ship: return "ship";
    case Verdict::hold: return "hold";
    case Verdict::stop: return "stop";
  }
  return "";
}

namespace {

Decision decided_by_limits(const Reasons& reasons, const std::string& head) {
  if (!reasons.stop.empty()) return decision(Verdict::stop, "Stop" + head, reasons.stop);
  if (!reasons.hold.empty()) return decision(Verdict::hold, "Hold" + head, reasons.hold);
  return decision(Verdict::ship, "Ship" + head, {});
}

Reasons reasons_of_case(const Case& subject, const std::vector<const ModeAssessment*>& modes) {
  Reasons reasons;
  judge_gates(subject, reasons);
  judge_expiries(modes, reasons);
  return reasons;
}

Reasons reasons_of_limits(const Case& subject, const std::vector<const ModeAssessment*>& modes) {
  Reasons reasons;
  for (const auto* m : modes) judge_cap(subject.failure_modes[m->mode], *m, reasons);
  judge_missing(subject, modes, reasons);
  return reasons;
}

Reasons together(Reasons a, const Reasons& b) {
  a.stop.insert(a.stop.end(), b.stop.begin(), b.stop.end());
  a.hold.insert(a.hold.end(), b.hold.begin(), b.hold.end());
  return a;
}

std::string exposure_words(const HarmSettings& settings) {
  return settings.scale == 1 ? "the stated exposure" : number_text(settings.scale, Rounding::nearest) + "x the stated exposure";
}

/// Of what a share of the rollout is one, where --scale changes it.
std::string of_scale(const HarmSettings& settings) { return settings.scale == 1 ? "" : " of " + exposure_words(settings); }

/// "; the limits hold up to 10% (preview)": how far the numbers alone would go where a gate or a date is in the way.
std::string reach_words(const Case& subject, const Alternative& x) {
  if (!x.largest_stage) return "";
  return fmt::format(" The limits alone would hold up to {}.", stage_phrase(subject.rollout[*x.largest_stage]));
}

}  // namespace

Decision judge_limits(const Case& subject, const std::vector<const ModeAssessment*>& modes) {
  return decided_by_limits(reasons_of_limits(subject, modes), "");
}

Decision decide_alternative(const Case& subject, const Alternative& alternative, const std::vector<const ModeAssessment*>& modes,
                            const HarmSettings& settings) {
  const std::string who = alternative.option ? " \"" + subject.options[*alternative.option].name + "\"" : "";
  const Reasons of_case = reasons_of_case(subject, modes);
  if (alternative.rollout.empty()) {
    const Reasons all = together(of_case, reasons_of_limits(subject, modes));
    const bool ship = all.stop.empty() && all.hold.empty();
    return decided_by_limits(all, ship && who.empty() ? " at " + exposure_words(settings) : who + (settings.scale == 1 ? "" : " at " + exposure_words(settings)));
  }
  const std::size_t reached = alternative.largest_stage.value_or(0);
  if (!alternative.largest_stage) {
    const auto& first = alternative.rollout.front();
    const Reasons limits{first.decision.verdict == Verdict::stop ? first.decision.reasons : std::vector<std::string>{},
                         first.decision.verdict == Verdict::hold ? first.decision.reasons : std::vector<std::string>{}};
    const bool blocked = !of_case.stop.empty() || !of_case.hold.empty();
    return decided_by_limits(together(of_case, limits), who + (blocked ? "" : ", even at " + stage_phrase(subject.rollout[first.stage]) + of_scale(settings)));
  }
  Decision d = decided_by_limits(of_case, who + (of_case.stop.empty() && of_case.hold.empty() ? " to " + stage_phrase(subject.rollout[reached]) + of_scale(settings) : ""));
  if (d.verdict != Verdict::ship) {
    d.sentence += reach_words(subject, alternative);
  } else if (reached + 1 < alternative.rollout.size()) {
    const auto& next = alternative.rollout[reached + 1];
    d.reasons = next.decision.reasons;
    d.sentence += fmt::format(" Stay there: at {}, {}.", stage_phrase(subject.rollout[next.stage]), joined(next.decision.reasons));
  }
  return d;
}

}  // namespace premortem
