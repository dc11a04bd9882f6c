#pragma once
#include <optional>
#include <string>

#include "premortem/analysis/calendar_assessment.hpp"
#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/analysis/latency_assessment.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// What the page and the memo are about: the harm, and the trade-off and the latency where the case says
/// enough for them.
struct PageAssessment {
  HarmAssessment harm;  ///< without failure modes where the case lists none; its decision is that of the page
  std::optional<TradeoffAssessment> tradeoff;
  std::string tradeoff_why;  ///< why there is none
  std::optional<LatencyAssessment> latency;
  std::string latency_why;  ///< why there is none
  std::optional<CalendarAssessment> calendar;
  std::string calendar_why;  ///< why there is none
};

/// The decision of the page is the worst of them, with the sentences of the others after it; harm counts only where a failure
/// mode or a gate is listed, latency only where a limit of it is stated. The option that the trade-off takes, else that of the
/// harm, is the one whose latency is judged.
/// @throws Refusal if the case has neither failure modes nor gates nor anything for a trade-off or of latency
PageAssessment assess_page(const Case& subject, const HarmSettings& settings);

}  // namespace premortem
