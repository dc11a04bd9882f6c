#include "premortem/models/cohort_confusions.hpp"

#include <fmt/format.h>

#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {

Confusion operator+(const Confusion& a, const Confusion& b) {
  return {a.tp + b.tp, a.fp + b.fp, a.tn + b.tn, a.fn + b.fn};
}

std::optional<double> f1(const Confusion& counts) {
  const double all = 2 * counts.tp + counts.fp + counts.fn;
  return all > 0 ? std::optional(2 * counts.tp / all) : std::nullopt;
}

std::vector<Confusion> cohort_confusions(const ScoredRows& rows, std::span<const double> score,
                                         std::optional<double> threshold) {
  const bool has_cohorts = !rows.cohort.empty();
  if (score.size() != rows.label.size() || (has_cohorts && rows.cohort.index.size() != score.size()) ||
      (!rows.count.empty() && rows.count.size() != score.size()))
    throw DomainError(fmt::format("cohort_confusions: {} scores, {} labels, {} cohorts and {} counts of rows", score.size(),
                                  rows.label.size(), rows.cohort.index.size(), rows.count.size()));
  if (threshold && std::isnan(*threshold)) throw DomainError("cohort_confusions: the threshold is not a number");
  std::vector<Confusion> counts(has_cohorts ? rows.cohort.names.size() : 1);
  for (std::size_t i = 0; i < score.size(); ++i) {
    Confusion& c = counts[has_cohorts ? rows.cohort.index[i] : 0];
    const bool flagged = threshold && score[i] >= *threshold, positive = rows.label[i] != 0;
    (flagged ? positive ? c.tp : c.fp : positive ? c.fn : c.tn) += static_cast<double>(rows.times(i));
  }
  return counts;
}

}  // namespace premortem
