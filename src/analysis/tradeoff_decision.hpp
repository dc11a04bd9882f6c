#pragma once
#include "analysis/tradeoff_terms.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// stop: a gate failed, or what is recommended breaks a floor or the budget by its point; hold: only a limit does, a gate is
/// unknown, or nothing can be recommended; else ship, at which point.
Decision tradeoff_decision(const Case& subject, CaseAmounts& amounts, const TradeoffTerms& terms, const TradeoffAssessment& a);

}  // namespace premortem
