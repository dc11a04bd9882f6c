#include "premortem/analysis/capability.hpp"

#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {
namespace {

void add(std::vector<Capability>& list, const std::string& part, bool possible, const std::string& why) {
  list.push_back({"harm", part, possible, possible ? "" : why});
}

void add_mode(std::vector<Capability>& list, const FailureMode& mode, const ModeAssessment& m) {
  const std::string of = " of \"" + mode.name + "\"";
  add(list, "about" + of, m.harmed.point.has_value(), m.harmed.point_why);
  add(list, "at most" + of, m.harmed.bound.interval.has_value(), m.harmed.bound.why);
  add(list, "likely range" + of, m.harmed.independent.has_value(), m.harmed.independent_why);
  add(list, "cost" + of, m.cost && m.cost->bound.interval, m.cost ? m.cost->bound.why : m.cost_why);
  add(list, "cap" + of, m.exceeds_cap.bound.has_value(), m.exceeds_cap.why);
}

}  // namespace

std::vector<Capability> capabilities(const Case& subject) {
  std::vector<Capability> list;
  if (subject.failure_modes.empty()) {
    const std::string why = "the case states no failure mode; add harms.csv";
    list.push_back({"harm", "everything", false, why});
    list.push_back({"report", "the page", false, why});
    return list;
  }
  HarmSettings settings;
  settings.simulation.samples = 1;  // whether it can be drawn, not what comes out
  const HarmAssessment a = assess_harm(subject, settings);
  for (const auto& m : a.failure_modes) add_mode(list, subject.failure_modes[m.mode], m);
  list.push_back({"harm", "any of them, at most", a.any.bound.interval.has_value(), a.any.bound.why});
  list.push_back({"report", "the page", true, ""});
  return list;
}

}  // namespace premortem
