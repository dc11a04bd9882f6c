#pragma once
#include "premortem/models/case.hpp"
#include "premortem/quantity/readings.hpp"

namespace premortem {

/// Fills the reading that holds whatever the dependence between the estimates, or its reason.
/// @param error_of_each  of a sample leaf in this statement, see alpha_of_each
void fill_any_dependence(Readings& readings, const Expression& expression, const Case& subject, double error_of_each);

/// Why an expression has no correlated reading of its own; empty if it has.
std::string why_not_correlated(const Expression& expression, const Case& subject);

}  // namespace premortem
