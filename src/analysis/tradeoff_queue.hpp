#pragma once
#include "premortem/analysis/case_amounts.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// The team as stated; absent without reviewers or the time that a review takes. @throws Refusal for part of a reviewer
std::optional<ReviewTeam> review_team(CaseAmounts& amounts);

/// Items a day that the reviewers can take: review_capacity_per_day, and no more than they keep the service level for (reviewers,
/// review_minutes, review_hours_per_day, peak_factor, review_target_minutes, review_service_level); absent where
/// neither is stated. @throws Refusal for a term outside its domain
std::optional<double> review_capacity(CaseAmounts& amounts);

/// How long what is sent to review waits. @param items_per_day  absent where the volume or the share sent is not known
QueueReading review_queue(CaseAmounts& amounts, std::optional<double> items_per_day);

}  // namespace premortem
