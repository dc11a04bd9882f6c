#pragma once
#include "premortem/analysis/case_amounts.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// Shipping now, waiting, shipping then upgrading, for each option that comes later than the first one and is more accurate; the
/// learning curve and whether a target is within its reach. Fills `ship`, `learning`, `target` and their whys.
void assess_delay(const Case& subject, CaseAmounts& amounts, TradeoffAssessment& a);

}  // namespace premortem
