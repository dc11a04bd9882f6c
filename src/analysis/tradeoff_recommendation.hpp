#pragma once
#include "analysis/tradeoff_points.hpp"
#include "analysis/tradeoff_terms.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// The threshold that is certified for the case's min_recall and min_precision.
CertifiedReading certified_reading(const ScoreCurve& curve, const TradeoffTerms& terms, double confidence);

/// Where to act. With costs: the cheapest threshold, or the cheapest review band where reviews are priced, that keeps the
/// capacity, the budget and the stated minima. Without costs: the certified threshold. Else nothing, with the reason.
/// @param capacity_per_day  items that the reviewers can take
Recommendation recommend(const ScoreCurve& curve, const TradeoffTerms& terms, const CertifiedReading& certified, std::optional<double> capacity_per_day, double confidence);

/// The band that acts on so many entries and reviews up to `seen_entries`; what goes stale counts where no hour is busier than
/// another, so that it is known of the whole day.
ReviewBand band_in_use(const ScoreCurve& curve, const TradeoffTerms& terms, std::size_t acted_entries, std::size_t seen_entries);

}  // namespace premortem
