#pragma once
#include <string>
#include <vector>

#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/core/number_text.hpp"
#include "report/rule_words.hpp"

namespace premortem {

/// "about once a month", "about once in 4 quarters".
std::string frequency_words(const FalseAlarms& alarms);

/// "about 6.2 days", "about 40 minutes", "never".
std::string duration_words(double days);

/// The trigger in a few sentences: the rule, what it is for, how soon and with how much harm, how often in vain.
std::string trigger_sentence(const Case& subject, const TriggerReading& reading, const TriggerSettings& settings);

/// "Each day all 49 that come are checked, not 300.": where n_per_check is more than there is. Else empty.
std::string sampling_words(const Case& subject, const TriggerReading& reading);

/// "From 4% to 6.5%: fires in about 0.5 days ...": the sentence without the rule.
std::string trigger_performance(const Case& subject, const TriggerReading& reading);

/// The limit of a failure mode with its trigger: "If the worst is true, it is rolled back after about 7 days, with 2.5 harmed,
/// not 27.4; a slower, smaller failure up to 3.2." Empty where there is none.
std::string with_trigger_words(const ModeAssessment& mode);

/// What changes how the trigger's numbers should be read.
std::vector<std::string> trigger_cautions(const Case& subject, const TriggerReading& reading);

/// An amount of harm: money in the case's currency, else a number.
std::string harm_amount(const Case& subject, const Monitor& monitor, double amount, Rounding rounding);

}  // namespace premortem
