#pragma once
#include "analysis/diagnosis_evidence.hpp"

namespace premortem {

/// Every metric of the history, by cohort where it has one: of two windows of its dates, each weighted by n. The windows are those
/// of the rows where both hold a date, else the first and the last quarter of the dates. Limits and p only of shares with n;
/// values that scatter more from day to day than their n explains count for fewer items.
std::vector<SplitEvidence> history_splits(const DiagnosisEvidence& e);

}  // namespace premortem
