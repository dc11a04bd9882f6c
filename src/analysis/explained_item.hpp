#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/explanation.hpp"
#include "premortem/models/case.hpp"

namespace premortem {

/// A number that can be explained: its value, how it came about, and the assumptions it rests on.
struct ExplainedItem {
  std::string name;  ///< its path in the result of the verb
  std::optional<double> value;
  std::string why;
  std::string formula;
  std::vector<std::string> assumptions;
  std::vector<std::string> notes = {};  ///< what else it rests on: rows, their files, what was chosen
  std::string text = {};                ///< the value where it is no number: a date, a verdict
};

/// Explains the item of that name; the leading verb may be left out, blanks may be written as `_`.
/// @throws UsageError if nothing has that name, with the nearest one there is
Explanation explain_item(const Case& subject, const std::vector<ExplainedItem>& items, const std::string& verb, const std::string& name);

std::vector<std::string> explainable_names(const std::vector<ExplainedItem>& items, const std::string& verb);

}  // namespace premortem
