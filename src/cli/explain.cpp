#include "cli/explain.hpp"

#include "premortem/report/explanation_report.hpp"

namespace premortem::cli {

std::string explain(const HarmOutcome& outcome, const Run& run, const Arguments& a, const std::string& format) {
  const auto& result = outcome.changed;
  const auto explanation = explain_number(result.subject, result.assessment, a.values["explain"].as<std::string>());
  if (format == "json") return explanation_json(explanation, result, run);
  if (format == "csv") return explanation_csv(explanation);
  if (format == "md") return explanation_markdown(explanation);
  return explanation_terminal(explanation);
}

}  // namespace premortem::cli
