#include <boost/program_options.hpp>

#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/explain.hpp"
#include "cli/gate.hpp"
#include "cli/output.hpp"
#include "premortem/analysis/diagnosis_explanation.hpp"
#include "premortem/core/error.hpp"
#include "premortem/report/diagnosis_report.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description options() {
  po::options_description o("Options of diagnose");
  o.add_options()("gate", po::value<std::string>()->implicit_value("point"), "exit 1 on stop; --gate=bound: on hold too");
  return o;
}

/// Two windows, or an experiment, or both: what is missing of one does not keep the other from being said.
/// @throws Refusal where there is neither
DiagnosisResult assessed(Case subject, const DiagnosisSettings& settings) {
  DiagnosisResult result;
  result.settings = settings;
  result.experiment = assess_experiment(subject, {settings.confidence, settings.seed, settings.jobs});
  try {
    result.assessment = assess_diagnosis(subject, settings);
  } catch (const Refusal& refusal) {
    if (result.experiment.checks.empty()) throw;
    result.why = refusal.what();
  }
  result.subject = std::move(subject);
  return result;
}

DiagnosisOutcome outcome_of(const Arguments& a, DiagnosisSettings settings) {
  auto request = case_request_of(a);
  request.role = "current.csv";
  if (a.case_path.empty()) throw UsageError("which case? usage: premortem diagnose <case>");
  auto variants = read_case_variants(request);
  if (!settings.as_of) settings.as_of = variants.changed.latest_date();
  write_notes(reading_notes(variants.changed), a);
  DiagnosisOutcome outcome{assessed(std::move(variants.changed), settings), {}};
  if (variants.base) outcome.base = assessed(std::move(*variants.base), settings);
  return outcome;
}

std::string render(const DiagnosisOutcome& outcome, const Run& run, const std::string& format) {
  if (format == "json") return diagnosis_json(outcome, run);
  if (format == "csv") return diagnosis_csv(outcome);
  if (format == "md") return diagnosis_markdown(outcome, run);
  if (format == "junit") return diagnosis_junit(outcome.changed);
  if (format == "github") return diagnosis_github(outcome.changed);
  return diagnosis_terminal(outcome, run);
}

int run_diagnose(const Arguments& a) {
  const std::string format = format_of(a);
  const Run run = run_of(a);
  const auto gating = gating_of(a);
  const bool explains = a.values.count("explain") > 0;
  if (explains && (format == "junit" || format == "github")) throw UsageError("--explain has no " + format + " form; use table, md, csv or json");
  const auto s = settings_of(a);
  const Output output(a);
  const auto outcome = outcome_of(a, {s.confidence, s.simulation.seed, s.simulation.jobs, s.as_of});
  const auto& result = outcome.changed;
  const auto dated_run = dated(run, result.subject);
  if (explains) output.write(explained(explain_diagnosis(result.subject, result.assessment ? &*result.assessment : nullptr, result.experiment, a.values["explain"].as<std::string>()), result.subject, s, dated_run, format));
  else output.write(render(outcome, dated_run, format));
  return gate_code(gating, result.decision().verdict);
}

}  // namespace

Verb diagnose_verb() {
  return {"diagnose", "<case>", "drift or decay; triage; A/B honesty",
          "From two windows of rows (reference.csv, current.csv): how much of a metric's change comes from other items, from\n"
          "labels that err more, and from a model that does worse; and each cause in the order in which to look, with what\n"
          "speaks for and against it. From predictions.csv with arms and dates, and training.csv: whether an experiment, or a\n"
          "model's training, can be believed.",
          "when you have data", {"table", "json", "csv", "md", "junit", "github"}, true, options, run_diagnose};
}

}  // namespace premortem::cli
