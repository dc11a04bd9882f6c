#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/text_table.hpp"

namespace premortem {

/// One number without and with `--set`, by the path it has in JSON: "recommended.cost_per_year".
struct NumberDifference {
  std::string name;
  std::optional<double> base, changed;
};

using NamedNumbers = std::map<std::string, std::optional<double>>;

/// Every number that either has; those absent in both are left out.
std::vector<NumberDifference> number_differences(NamedNumbers base, const NamedNumbers& changed);

/// What a verdict or a choice was, and is.
struct WordDifference {
  std::string what, base, changed;
};

/// The words that changed, the numbers that changed, and how many did not.
TextTable number_difference_table(const std::vector<WordDifference>& words, const std::vector<NumberDifference>& numbers);

}  // namespace premortem
