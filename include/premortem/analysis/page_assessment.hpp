#pragma once
#include <optional>
#include <string>

#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// What the page and the memo are about: the harm, and the trade-off where the case says enough for one.
struct PageAssessment {
  HarmAssessment harm;  ///< without failure modes where the case lists none; its decision is that of the page
  std::optional<TradeoffAssessment> tradeoff;
  std::string tradeoff_why;  ///< why there is none
};

/// The decision of the page is the worse of both, with the sentence of the other after it; that of the trade-off alone where
/// no failure mode and no gate is listed.
/// @throws Refusal if the case has neither failure modes nor gates nor anything for a trade-off
PageAssessment assess_page(const Case& subject, const HarmSettings& settings);

}  // namespace premortem
