#pragma once
#include "analysis/tradeoff_terms.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// The stated options beside each other, the one to take, and what would change that.
/// @param barred  by option, why the limits of harm or latency do not let it ship; empty where they do, or where none is given
OptionsReading options_reading(const Case& subject, CaseAmounts& amounts, const TradeoffTerms& terms, const std::vector<std::string>& barred);

/// The metric that the trade-off is in: the first of recall, precision, value_recall, accuracy and own metrics that at least two
/// options state, else the first that one does; empty where none is stated.
std::string tradeoff_metric(const Case& subject);

}  // namespace premortem
