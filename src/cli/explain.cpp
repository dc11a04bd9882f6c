#include "cli/explain.hpp"

#include "premortem/report/explanation_report.hpp"

namespace premortem::cli {

std::string explain(const HarmOutcome& outcome, const Run& run, const Arguments& a, const std::string& format) {
  const auto& result = outcome.changed;
  return explained(explain_number(result.subject, result.assessment, a.values["explain"].as<std::string>()), result.subject, result.assessment.settings, run, format);
}

std::string explained(const Explanation& explanation, const Case& subject, const HarmSettings& settings, const Run& run, const std::string& format) {
  if (format == "json") return explanation_json(explanation, subject, settings, run);
  if (format == "csv") return explanation_csv(explanation);
  if (format == "md") return explanation_markdown(explanation);
  return explanation_terminal(explanation);
}

}  // namespace premortem::cli
