#include "analysis/stated_dependence.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/analysis/quantity_assessment.hpp"
#include "premortem/core/error.hpp"
#include "premortem/quantity/leaf_distribution.hpp"

namespace premortem {

void fill_any_dependence(Readings& readings, const Expression& expression, const Case& subject, double error_of_each) {
  for (const auto i : leaves_of(expression))
    if (readings.any_dependence_why = why_cut_off(subject.leaves[i]); !readings.any_dependence_why.empty()) return;
  try {
    readings.any_dependence = any_dependence(expression, subject.leaves, error_of_each);
  } catch (const Refusal& refusal) {
    readings.any_dependence_why = refusal.what();
  }
}

bool has_stated_correlation(const Case& subject, const Expression& expression) {
  const auto used = leaves_of(expression);
  const auto uses = [&](std::size_t leaf) { return std::binary_search(used.begin(), used.end(), leaf); };
  return std::any_of(subject.correlations.begin(), subject.correlations.end(), [&](const auto& c) { return uses(c.a) && uses(c.b); });
}

std::string why_not_correlated(const Expression& expression, const Case& subject) {
  if (subject.correlations.empty()) return "no correlations are stated (correlations.csv)";
  return has_stated_correlation(subject, expression) ? "" : "no two of its estimates have a stated correlation";
}

}  // namespace premortem
