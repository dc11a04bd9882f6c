#pragma once
#include <optional>
#include <string>

#include "premortem/analysis/quantity_assessment.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

struct QuantityResult {
  Case subject;
  QuantityAssessment assessment;
};

/// The readings of quantities, and with `--set` those without it.
struct QuantityOutcome {
  QuantityResult changed;
  std::optional<QuantityResult> base;
};

/// Every quantity in its readings, side by side; the same content in all of them.
std::string evaluate_terminal(const QuantityOutcome& outcome, const Run& run);
std::string evaluate_markdown(const QuantityOutcome& outcome, const Run& run);
std::string evaluate_csv(const QuantityOutcome& outcome);
std::string evaluate_json(const QuantityOutcome& outcome, const Run& run);

}  // namespace premortem
