#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analysis/case_builder.hpp"
#include "models/scored_rows_builder.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem::testing {

using Assumptions = std::vector<std::pair<std::string, double>>;

/// A case of scored rows and assumptions that are single values.
inline Case tradeoff_case(ScoredRows rows, const Assumptions& assumptions) {
  Case subject;
  if (rows.rows() > 0) subject.predictions = std::make_shared<const ScoredRows>(std::move(rows));
  for (const auto& [name, value] : assumptions) subject.leaves.push_back(at(exact_leaf(name, value), "assumptions.csv", static_cast<long>(subject.leaves.size()) + 2));
  return subject;
}

/// Rows of few distinct scores, so that ties are common; a higher score is likelier positive.
inline ScoredRows random_rows(Draws& draws, int count) {
  ScoredRows rows;
  for (int i = 0; i < count; ++i) {
    const double score = static_cast<double>(draws.below(21)) / 20;
    rows.score.push_back(score);
    rows.label.push_back(draws.chance(0.1 + 0.7 * score));
  }
  return rows;
}

/// So many positives and negatives at a score.
struct ScoreGroup {
  double score;
  int positives, negatives;
};
inline ScoredRows rows_of(const std::vector<ScoreGroup>& groups) {
  ScoredRows rows;
  for (const auto& g : groups)
    for (int i = 0; i < g.positives + g.negatives; ++i) rows.score.push_back(g.score), rows.label.push_back(i < g.positives);
  return rows;
}

inline CaseOption option_of(const std::string& name, std::vector<std::pair<std::string, double>> metrics, std::optional<double> cost_per_year = {}) {
  CaseOption o;
  o.name = name, o.metrics = std::move(metrics), o.cost_per_year = cost_per_year;
  return o;
}

}  // namespace premortem::testing
