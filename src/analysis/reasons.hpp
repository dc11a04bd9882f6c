#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/case_amounts.hpp"
#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// What speaks for stopping and for holding, the weightiest first.
struct Reasons {
  std::vector<std::string> stop, hold;
};

/// A sentence as what follows "Hold: ", which ends it.
std::string as_reason(std::string sentence);

/// A failed gate stops, an undecided one holds.
void judge_gates(const Case& subject, Reasons& reasons);

/// Estimates that were used and that no longer count as evidence hold.
void judge_expired(const Case& subject, const CaseAmounts& amounts, const std::optional<std::string>& as_of, Reasons& reasons);

/// stop with any reason to, else hold with any, else ship; `ship` is the sentence then.
Decision decided(Reasons reasons, const std::string& ship);

}  // namespace premortem
