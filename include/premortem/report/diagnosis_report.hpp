#pragma once
#include <optional>
#include <string>

#include "premortem/analysis/diagnosis_assessment.hpp"
#include "premortem/analysis/experiment_assessment.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

struct DiagnosisResult {
  Case subject;
  DiagnosisSettings settings;
  std::optional<DiagnosisAssessment> assessment;
  std::string why;  ///< not empty: there is no assessment
  ExperimentAssessment experiment;

  /// The worse of the decisions of both parts.
  Decision decision() const;
};

/// The diagnosis, and with `--set` the same without it.
struct DiagnosisOutcome {
  DiagnosisResult changed;
  std::optional<DiagnosisResult> base;
};

/// Causes in triage order with what speaks for and against each, the split of the change, drift, and whether the experiment can
/// be believed; the same content in all of them.
std::string diagnosis_terminal(const DiagnosisOutcome& outcome, const Run& run);
std::string diagnosis_markdown(const DiagnosisOutcome& outcome, const Run& run);
std::string diagnosis_csv(const DiagnosisOutcome& outcome);
std::string diagnosis_json(const DiagnosisOutcome& outcome, const Run& run);

/// The verdict for continuous integration: stop fails, hold is skipped (JUnit) or a warning (GitHub).
std::string diagnosis_junit(const DiagnosisResult& result);
std::string diagnosis_github(const DiagnosisResult& result);

}  // namespace premortem
