#pragma once
#include "premortem/analysis/case_amounts.hpp"

namespace premortem {

/// Checks what the assumptions that models know by name may be, so that no model meets a number outside its domain.
/// @throws Refusal naming the assumption, its place and what is expected
void require_amount_domains(const CaseAmounts& amounts);

}  // namespace premortem
