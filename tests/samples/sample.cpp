#include "samples/sample.hpp"

#include "premortem/analysis/page_facts.hpp"
#include "premortem/input/case_folder.hpp"
#include "premortem/report/page.hpp"

namespace premortem::testing {
namespace {

Case sample_case(const std::string& sample, const std::vector<std::string>& overrides) {
  CaseRequest request;
  request.path = std::string(PREMORTEM_SOURCE_DIR) + "/samples/" + sample;
  for (const auto& text : overrides) request.overrides.push_back({text});
  return read_case(request);
}

}  // namespace

HarmOutcome outcome_of(const std::string& sample, double scale, const std::vector<std::string>& overrides) {
  HarmSettings settings;
  settings.scale = scale;
  HarmOutcome outcome;
  outcome.changed.subject = sample_case(sample, overrides);
  outcome.changed.assessment = assess_harm(outcome.changed.subject, settings);
  return outcome;
}

HarmOutcome outcome_on_page(const std::string& sample, const std::vector<std::string>& overrides) {
  HarmOutcome outcome;
  outcome.changed.subject = sample_case(sample, overrides);
  outcome.changed.assessment = assess_harm(outcome.changed.subject, at_recommended_stage(outcome.changed.subject, {}));
  return outcome;
}

const ModeAssessment& mode(const HarmOutcome& o, std::size_t i) { return o.changed.assessment.failure_modes.at(i); }
double high(const ModeAssessment& m) { return m.standing().bound.interval.value().high; }

std::string page(const HarmOutcome& o) {
  return page_markdown(o, page_facts(o.changed.subject, o.changed.assessment), {"0", "report", "premortem report", {}, {}});
}

bool says(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

}  // namespace premortem::testing
