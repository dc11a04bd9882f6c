#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/explain.hpp"
#include "cli/known_drifts.hpp"
#include "cli/output.hpp"
#include "premortem/analysis/quantity_explanation.hpp"
#include "premortem/core/error.hpp"
#include "premortem/report/evaluate_report.hpp"
#include "premortem/report/model_outputs.hpp"

namespace premortem::cli {
namespace {

QuantityResult assessed(Case subject, const std::vector<std::string>& names, const HarmSettings& settings, const std::map<std::string, double>& drifts) {
  QuantityResult result;
  fill_model_outputs(subject, settings, drifts);
  result.assessment = assess_quantities(subject, quantities_named(subject, names), settings);
  result.subject = std::move(subject);
  return result;
}

QuantityOutcome outcome_of(const Arguments& a) {
  if (a.case_path.empty()) throw UsageError("which case? usage: premortem evaluate <case> [NAME...]");
  auto request = case_request_of(a);
  request.role = "quantities.csv";
  auto settings = settings_of(a);
  const auto drifts = take_drifts(request.overrides);
  auto variants = read_case_variants(request);
  require_metrics(drifts, variants.changed);
  if (!drifts.empty() && !variants.base) variants.base = variants.changed;
  if (!settings.as_of) settings.as_of = variants.changed.latest_date();
  write_notes(reading_notes(variants.changed), a);
  QuantityOutcome outcome{assessed(std::move(variants.changed), a.names, settings, drifts), {}};
  if (variants.base) outcome.base = assessed(std::move(*variants.base), a.names, settings, {});
  return outcome;
}

std::string render(const QuantityOutcome& outcome, const Run& run, const std::string& format) {
  if (format == "json") return evaluate_json(outcome, run);
  if (format == "csv") return evaluate_csv(outcome);
  if (format == "md") return evaluate_markdown(outcome, run);
  return evaluate_terminal(outcome, run);
}

int run_evaluate(const Arguments& a) {
  const std::string format = format_of(a);
  const Run run = run_of(a);
  const Output output(a);
  const auto outcome = outcome_of(a);
  const auto& result = outcome.changed;
  const auto dated_run = dated(run, result.subject);
  if (a.values.count("explain") > 0) {
    const auto explanation = explain_quantity(result.subject, result.assessment, a.values["explain"].as<std::string>());
    output.write(explained(explanation, result.subject, result.assessment.settings, dated_run, format));
    return done;
  }
  output.write(render(outcome, dated_run, format));
  return done;
}

}  // namespace

Verb evaluate_verb() {
  Verb verb{"evaluate", "<case> [NAME...]", "the readings of the case's own quantities",
            "Every formula of quantities.csv, or those named, in its readings side by side: at the best values; bounded by the\n"
            "evidence; if the estimates are unrelated; with the stated correlations (correlations.csv); and whatever the\n"
            "dependence between them. A formula may name assumptions, stages, other quantities and results of the models.",
            "to decide and to doubt", {"table", "json", "csv", "md"}, true, nullptr, run_evaluate};
  verb.takes_names = true;
  return verb;
}

}  // namespace premortem::cli
