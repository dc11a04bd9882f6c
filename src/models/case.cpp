#include "premortem/models/case.hpp"

#include <algorithm>

namespace premortem {

std::optional<double> CaseOption::metric(std::string_view metric_name) const {
  const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const auto& m) { return m.first == metric_name; });
  return found == metrics.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> Case::latest_date() const {
  std::string latest = history.empty() ? "" : history.back().date;
  for (const auto& h : hypotheses) latest = std::max(latest, h.checked);  // ISO dates compare as text
  return latest.empty() ? std::nullopt : std::optional(latest);
}

}  // namespace premortem
