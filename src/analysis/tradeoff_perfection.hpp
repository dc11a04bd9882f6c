#pragma once
#include "analysis/tradeoff_terms.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// "Why not 100%?", from the stated options where there are some, else from the rows. @param curve  null without rows
Perfection perfection_reading(const Case& subject, const ScoreCurve* curve, const TradeoffTerms& terms, const TradeoffAssessment& a);

}  // namespace premortem
