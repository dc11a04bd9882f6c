#pragma once
#include "analysis/tradeoff_terms.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// How far the recommended threshold would move on other rows like these, and by how much its cost is too good because it was
/// chosen on them: a Poisson bootstrap of the rows with 200 resamples (nominal), by the distinct scores, so that the order of
/// rows does not matter. Left out, with the reason, above 50,000 distinct scores and where no cost decides.
/// Sources: Efron (1983), JASA 78 (optimism); Hanley & MacGibbon (2006), Computer Methods and Programs in Biomedicine 83 (Poisson
/// resampling).
void add_bootstrap(const ScoreCurve& curve, const TradeoffTerms& terms, std::optional<double> capacity_per_day, const TradeoffSettings& settings,
                   Recommendation& recommended);

}  // namespace premortem
