#pragma once
#include <string>
#include <vector>

#include "analysis/explained_item.hpp"
#include "premortem/models/feature_drift.hpp"

namespace premortem {

/// `drift.<feature>.<number>`, of a cohort `drift.<feature> (<cohort>).<number>`: which both the calendar and the diagnosis hold.
void add_drift_items(const Case& subject, const std::vector<FeatureDrift>& drift, std::vector<ExplainedItem>& items);

/// "reference.csv: 3000 rows", of each input file of that name that was read.
std::string rows_note(const Case& subject, const std::string& file);

}  // namespace premortem
