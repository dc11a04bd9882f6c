#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

struct Reasons {
  std::vector<std::string> stop, hold;
};

void judge_gates(const Case& subject, Reasons& reasons) {
  for (const auto& gate : subject.gates) {
    if (gate.verdict == GateVerdict::fail) reasons.stop.push_back(fmt::format("the gate \"{}\" failed", gate.name));
    if (gate.verdict == GateVerdict::unknown) reasons.hold.push_back(fmt::format("the gate \"{}\" is not decided", gate.name));
  }
}

void judge_cap(const FailureMode& mode, const ModeAssessment& m, Reasons& reasons) {
  if (!mode.harm_cap) return;
  const auto cap = number_text(*mode.harm_cap, Rounding::nearest);
  if (m.exceeds_cap.point == "yes" || m.exceeds_cap.bound == "yes") {
    const bool by_point = m.exceeds_cap.point == "yes";
    const double value = by_point ? *m.harmed.point : m.harmed.bound.interval->low;
    reasons.stop.push_back(fmt::format("\"{}\" is expected to harm {} {} {}, over the cap of {}", mode.name,
                                       by_point ? "about" : "at least",
                                       number_text(value, by_point ? Rounding::nearest : Rounding::down), m.unit, cap));
  } else if (!m.exceeds_cap.bound) {
    reasons.hold.push_back(fmt::format("\"{}\" has no bound ({})", mode.name, m.harmed.bound.why));
  } else if (m.exceeds_cap.bound == "undecided") {
    reasons.hold.push_back(fmt::format("\"{}\" may harm up to {} {}, over the cap of {}", mode.name,
                                       number_text(m.harmed.bound.interval->high, Rounding::up), m.unit, cap));
  }
}

/// A harm without a cap has nothing to be decided by, however the others stand.
void judge_missing(const Case& subject, Reasons& reasons) {
  std::string without;
  std::size_t count = 0;
  for (const auto& mode : subject.failure_modes) {
    if (mode.harm_cap) continue;
    without += (count++ > 0 ? ", \"" : "\"") + mode.name + "\"";
  }
  if (count == 0) return;
  if (count == subject.failure_modes.size())
    reasons.hold.push_back("no harm_cap is stated in failure_modes.csv, so there is nothing to decide by");
  else
    reasons.hold.push_back("no harm_cap is stated for " + without);
}

constexpr std::size_t most_named = 2;  // reasons in the sentence; the others are counted

std::string joined(const std::vector<std::string>& reasons) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most_named, reasons.size()); ++i) text += (text.empty() ? "" : "; ") + reasons[i];
  if (reasons.size() > most_named) text += fmt::format("; and {} more", reasons.size() - most_named);
  return text;
}

int severity(const FailureMode& mode) {
  switch (mode.reversible) {
    case Reversible::no: return 0;
    case Reversible::partly: return 1;
    case Reversible::unstated: return 2;
    case Reversible::yes: return 3;
  }
  return 2;
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

Decision decide(const Case& subject, const HarmAssessment& assessment) {
  Reasons reasons;
  judge_gates(subject, reasons);
  for (const auto i : ranked(subject, assessment)) {
    const auto& m = assessment.failure_modes[i];
    judge_cap(subject.failure_modes[m.mode], m, reasons);
  }
  judge_missing(subject, reasons);
  if (!reasons.stop.empty()) return {Verdict::stop, "Stop: " + joined(reasons.stop) + ".", reasons.stop};
  if (!reasons.hold.empty()) return {Verdict::hold, "Hold: " + joined(reasons.hold) + ".", reasons.hold};
  return {Verdict::ship, "Ship at the stated exposure: every limit stays within its cap and no gate is open.", {}};
}

std::vector<std::size_t> ranked(const Case& subject, const HarmAssessment& assessment) {
  const auto& modes = assessment.failure_modes;
  const bool by_cost = std::all_of(modes.begin(), modes.end(), [](const auto& m) { return m.cost && m.cost->bound.interval; });
  const auto weight = [&](std::size_t i) {
    const auto& bound = by_cost ? modes[i].cost->bound : modes[i].harmed.bound;
    return bound.interval ? bound.interval->high : std::numeric_limits<double>::infinity();
  };
  std::vector<std::size_t> order(modes.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const bool ua = std::isinf(weight(a)), ub = std::isinf(weight(b));
    if (ua != ub) return ua;
    const int sa = severity(subject.failure_modes[modes[a].mode]), sb = severity(subject.failure_modes[modes[b].mode]);
    return sa != sb ? sa < sb : weight(a) > weight(b);
  });
  return order;
}

}  // namespace premortem
