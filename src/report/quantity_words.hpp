#pragma once
#include <string>
#include <vector>

#include "premortem/core/number_text.hpp"
#include "premortem/report/evaluate_report.hpp"
#include "report/number_difference.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// A number of any sign, shortened: "-12.3", "1,250"; "unlimited" where nothing bounds it.
std::string signed_text(double value, Rounding rounding);

TextTable quantity_table(const QuantityResult& result);

/// What may be said of each quantity, a sentence a reading.
std::vector<std::string> quantity_lines(const QuantityResult& result);

/// Every number that `--set` could move.
std::vector<NumberDifference> quantity_differences(const QuantityResult& base, const QuantityResult& changed);

/// The readings of a quantity as named numbers: "harmed.point", "harmed.bound.high", "harmed.independent.p95".
NamedNumbers quantity_numbers(const QuantityResult& result);

}  // namespace premortem
