#pragma once
#include <string>
#include <vector>

#include "premortem/report/journal_report.hpp"
#include "report/text_table.hpp"

namespace premortem {

TextTable hypothesis_table(const JournalResult& result);
TextTable calibration_table(const JournalResult& result);
/// A row a quarter and one for all.
TextTable intervention_table(const JournalResult& result);
TextTable journal_difference_table(const JournalOutcome& outcome);

/// What the numbers say, or why there are none: a sentence a line.
std::vector<std::string> score_lines(const JournalAssessment& assessment);
/// What so many checked hypotheses show of calibration, and what they do not.
std::string calibration_sentence(const ForecastScore& score, double confidence);
/// What to mind when reading them: the record, what was never checked, what the limits assume.
std::vector<std::string> journal_cautions(const JournalResult& result);
/// What the sums of harm avoided are; empty without interventions.
std::vector<std::string> intervention_lines(const JournalResult& result);

/// A number of the score that `--set` may move.
struct JournalNumber {
  std::string name, label;
  std::optional<double> base, changed;
};
std::vector<JournalNumber> journal_numbers(const JournalOutcome& outcome);

}  // namespace premortem
