#pragma once
#include "analysis/tradeoff_terms.hpp"
#include "premortem/analysis/case_amounts.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// What an aggregate hides: cohorts in which more is missed, a gain that comes from one cohort, calibration, fallback load, fewer
/// false alarms without more misses, a proxy that moved without its outcome.
/// @param threshold  where to act, recommended or in use; absent: nothing is flagged
/// @param counts     of each cohort there
void add_findings(const Case& subject, CaseAmounts& amounts, const ScoreCurves& curves, std::optional<double> threshold, const std::vector<Confusion>& counts, TradeoffAssessment& a);

/// Share of the rows below confidence_limit; absent where none is stated or the scores are no probabilities.
std::optional<double> falling_back(CaseAmounts& amounts, const ScoreCurve& curve);

/// The threshold that is shown to raise fewer false alarms than today's, as asked for, without more misses; absent
/// where that is not asked or not shown.
std::optional<double> shown_with_fewer_false_alarms(const ScoredRows& rows, CaseAmounts& amounts, double confidence);

}  // namespace premortem
