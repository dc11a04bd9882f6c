#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "analysis/decision.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_others = 2;  // named in the sentence

/// In what the harm of alternatives compares: in money where every harm of every alternative has a cost, else in people
/// where each counts one kind of them; else not at all.
enum class Scale { cost, people, none };

Scale scale_of(const HarmAssessment& a) {
  const auto all = [&](auto holds) { return std::all_of(a.alternatives.begin(), a.alternatives.end(), holds); };
  const auto priced = [&](std::size_t i) { return a.failure_modes[i].cost && a.failure_modes[i].cost->bound.interval; };
  if (all([&](const Alternative& x) { return std::all_of(x.modes.begin(), x.modes.end(), priced); })) return Scale::cost;
  return all([](const Alternative& x) { return x.any.bound.interval.has_value(); }) ? Scale::people : Scale::none;
}

double weight(const HarmAssessment& a, const Alternative& alternative, Scale scale) {
  if (scale == Scale::people) return alternative.any.bound.interval->high;
  double cost = 0;
  if (scale == Scale::cost)
    for (const auto i : alternative.modes) cost += a.failure_modes[i].cost->bound.interval->high;
  return cost;
}

bool is_rejected(const Case& subject, const Alternative& x) { return x.option && !subject.options[*x.option].rejected_because.empty(); }

double reach(const Case& subject, const Alternative& x) { return x.largest_stage ? subject.rollout[*x.largest_stage].share : 0; }

std::string name_of_option(const Case& subject, const Alternative& alternative) {
  return "\"" + subject.options[*alternative.option].name + "\"";
}

/// What speaks for the chosen one where the other may ship too: how far it goes, or how much it harms.
std::string behind(const Case& subject, const HarmAssessment& a, const Alternative& other) {
  const auto name = name_of_option(subject, other);
  if (reach(subject, other) < reach(subject, a.choice())) {
    const auto& stage = subject.rollout[*other.largest_stage];
    return fmt::format("{} may ship too, but only to {} ({})", name, percent_text(stage.share, Rounding::nearest), stage.name);
  }
  const Scale scale = scale_of(a);
  if (scale == Scale::none) return fmt::format("{} may ship too; what they harm does not compare, so the first is named", name);
  const double own = weight(a, a.choice(), scale), its = weight(a, other, scale);
  return fmt::format("{} may ship too, with {} limit", name, its > own ? "a higher" : "the same");
}

std::string against(const Case& subject, const HarmAssessment& a, const Alternative& other) {
  if (is_rejected(subject, other)) return fmt::format("{} is rejected: {}", name_of_option(subject, other), subject.options[*other.option].rejected_because);
  if (other.decision.verdict == Verdict::ship) return behind(subject, a, other);
  const auto at = other.rollout.empty() ? std::string() : fmt::format(" at {}", percent_text(subject.rollout.front().share, Rounding::nearest));
  return fmt::format("not {}{}: {}", name_of_option(subject, other), at, other.decision.reasons.front());
}

std::string with_full_stop(std::string text) {
  if (!text.ends_with('.')) text += '.';
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace

std::size_t choose(const Case& subject, const HarmAssessment& assessment) {
  const Scale scale = scale_of(assessment);
  const auto key = [&](const Alternative& x) {
    return std::tuple(is_rejected(subject, x), static_cast<int>(x.decision.verdict), -reach(subject, x), weight(assessment, x, scale));
  };
  const auto best = std::min_element(assessment.alternatives.begin(), assessment.alternatives.end(),
                                     [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return static_cast<std::size_t>(best - assessment.alternatives.begin());
}

Decision decide_between(const Case& subject, const HarmAssessment& assessment) {
  const Alternative& chosen = assessment.choice();
  Decision d = chosen.decision;
  if (!chosen.option) return d;
  if (is_rejected(subject, chosen) && d.verdict != Verdict::stop)
    d = {Verdict::hold, "Hold: every option is rejected.", {"every option is rejected"}};
  std::size_t named = 0;
  for (std::size_t i = 0; i < assessment.alternatives.size() && named < most_others; ++i)
    if (i != assessment.chosen) d.sentence += " " + with_full_stop(against(subject, assessment, assessment.alternatives[i])), ++named;
  return d;
}

}  // namespace premortem
