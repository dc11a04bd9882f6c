#include "premortem/models/case.hpp"

#include <algorithm>

namespace premortem {

std::optional<double> CaseOption::metric(std::string_view metric_name) const {
  const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const auto& m) { return m.first == metric_name; });
  return found == metrics.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace premortem
