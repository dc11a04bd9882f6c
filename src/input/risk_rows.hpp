#pragma once
#include "input/override.hpp"

namespace premortem {

/// Writes risks.csv, one row a risk, out as the rows of harms.csv and failure_modes.csv that say the same, so that both
/// forms give the same numbers. The cells keep their places in risks.csv. A failure_modes.csv beside it may add to a risk
/// what its row leaves empty; a harms.csv may hold other failure modes.
void expand_risks(Tables& tables, Diagnostics& diagnostics);

/// The column of failure_modes.csv that holds a column of risks.csv; empty if none does.
std::string long_form_column(const std::string& risk_column);

}  // namespace premortem
