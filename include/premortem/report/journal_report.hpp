#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/journal_assessment.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

struct JournalResult {
  Case subject;
  JournalAssessment assessment;
  std::vector<std::string> hashes;  ///< of the hypotheses of the case as they stand, in their order
};

/// The journal, and with `--set` the one without it.
struct JournalOutcome {
  JournalResult changed;
  std::optional<JournalResult> base;
};

/// Each hypothesis, the score and what it shows, the interventions: the same content in the first two and in the last; a
/// row a hypothesis in CSV.
std::string journal_terminal(const JournalOutcome& outcome, const Run& run);
std::string journal_markdown(const JournalOutcome& outcome, const Run& run);
std::string journal_csv(const JournalOutcome& outcome);
std::string journal_json(const JournalOutcome& outcome, const Run& run);

}  // namespace premortem
