#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>

#include "analysis/decision.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_others = 2;  // named in the sentence

/// Bounded cost of all its harms, where each has one; else the people harmed by any of them.
double weight(const HarmAssessment& a, const Alternative& alternative) {
  constexpr double unlimited = std::numeric_limits<double>::infinity();
  double cost = 0;
  for (const auto i : alternative.modes) {
    const auto& m = a.failure_modes[i];
    if (!m.cost || !m.cost->bound.interval) return alternative.any.bound.interval ? alternative.any.bound.interval->high : unlimited;
    cost += m.cost->bound.interval->high;
  }
  return cost;
}

std::string name_of_option(const Case& subject, const Alternative& alternative) {
  return "\"" + subject.options[*alternative.option].name + "\"";
}

std::string against(const Case& subject, const Alternative& other) {
  const CaseOption& option = subject.options[*other.option];
  if (!option.rejected_because.empty()) return fmt::format("{} is rejected: {}", name_of_option(subject, other), option.rejected_because);
  if (other.decision.verdict == Verdict::ship) return fmt::format("{} may ship too, with a higher limit", name_of_option(subject, other));
  return fmt::format("not {}: {}", name_of_option(subject, other), other.decision.reasons.front());
}

std::string with_full_stop(std::string text) {
  if (!text.ends_with('.')) text += '.';
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace

std::size_t choose(const Case& subject, const HarmAssessment& assessment) {
  const auto key = [&](const Alternative& x) {
    const bool rejected = x.option && !subject.options[*x.option].rejected_because.empty();
    const double share = x.largest_stage ? subject.rollout[*x.largest_stage].share : 0;
    return std::tuple(rejected, static_cast<int>(x.decision.verdict), -share, weight(assessment, x));
  };
  const auto best = std::min_element(assessment.alternatives.begin(), assessment.alternatives.end(),
                                     [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return static_cast<std::size_t>(best - assessment.alternatives.begin());
}

Decision decide_between(const Case& subject, const HarmAssessment& assessment) {
  const Alternative& chosen = assessment.choice();
  Decision d = chosen.decision;
  if (!chosen.option) return d;
  std::size_t named = 0;
  for (std::size_t i = 0; i < assessment.alternatives.size() && named < most_others; ++i)
    if (i != assessment.chosen) d.sentence += " " + with_full_stop(against(subject, assessment.alternatives[i])), ++named;
  return d;
}

}  // namespace premortem
