#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/case.hpp"
#include "premortem/models/forecast_score.hpp"
#include "premortem/models/frozen_hypotheses.hpp"
#include "premortem/models/intervention_quarters.hpp"

namespace premortem {

struct JournalSettings {
  double confidence = 0.95;
  std::optional<std::string> as_of;  ///< ISO date taken as today
};

/// Where a hypothesis stands on a day.
enum class HypothesisState {
  held,
  failed,
  overdue,  ///< due before the day, and no outcome
  open,     ///< no outcome, and not due before the day, or no day is known
};
const char* name_of(HypothesisState state);

/// @param as_of  ISO date; dates compare as text
HypothesisState state_of(const Hypothesis& hypothesis, const std::optional<std::string>& as_of);

/// When an outcome was looked at.
enum class CheckTiming { early, on_the_day, late };
const char* name_of(CheckTiming timing);

/// Absent where it was never checked.
std::optional<CheckTiming> timing_of(const Hypothesis& hypothesis);

struct HypothesisReading {
  HypothesisState state = HypothesisState::open;
  std::optional<CheckTiming> timing;
  std::optional<double> squared_error;  ///< of its outcome, scored or not
  bool scored = false;                  ///< enters the score
};

struct JournalCounts {
  std::size_t stated = 0, scored = 0, held = 0, failed = 0, open = 0, early = 0, late = 0;
  std::optional<std::size_t> overdue;  ///< absent where no day is known
};

/// A journal: each hypothesis, the score of those that may be scored, and what was intervened.
struct JournalAssessment {
  JournalSettings settings;
  std::vector<HypothesisReading> readings;  ///< one a hypothesis of the case, in its order
  JournalCounts counts;
  std::optional<ForecastScore> score;
  std::string score_why;
  /// The Brier score if the hypotheses that ought to have an outcome and have none that counts had one either way: overdue,
  /// and with a record those of it that were changed or removed. Absent where there are none.
  std::optional<Interval> brier_if_known;
  std::size_t uncounted = 0;  ///< how many those are
  std::optional<FrozenRecord> record;
  std::optional<FrozenComparison> frozen;
  std::vector<InterventionQuarter> quarters;
  InterventionQuarter interventions;  ///< all of them
};

/// Without a record every hypothesis with an outcome is scored; with one, those that are unchanged since.
/// @throws DomainError for a confidence outside (0, 1)
JournalAssessment assess_journal(const Case& subject, const JournalSettings& settings, const std::optional<FrozenRecord>& record = std::nullopt);

/// What `--gate` looks at.
struct JournalGate {
  std::vector<std::string> broken;   ///< changed or removed since freezing, or overdue: ids, each with its reason
  std::vector<std::string> unknown;  ///< what cannot be judged
  bool judges_nothing = false;
};
JournalGate journal_gate(const Case& subject, const JournalAssessment& assessment);

}  // namespace premortem
