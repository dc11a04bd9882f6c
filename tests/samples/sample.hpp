#pragma once
#include <string>

#include "premortem/report/run.hpp"

namespace premortem::testing {

/// The harm of a sample at the exposure it states.
HarmOutcome outcome_of(const std::string& sample, double scale = 1, const std::vector<std::string>& overrides = {});

/// The same at the stage of the rollout that the page speaks of.
HarmOutcome outcome_on_page(const std::string& sample, const std::vector<std::string>& overrides = {});

const ModeAssessment& mode(const HarmOutcome& o, std::size_t i);
/// Upper limit of the people harmed, with the mitigations in place.
double high(const ModeAssessment& m);
/// The page as Markdown.
std::string page(const HarmOutcome& o);
bool says(const std::string& text, const std::string& words);

}  // namespace premortem::testing
