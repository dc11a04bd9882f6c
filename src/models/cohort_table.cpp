#include "premortem/models/cohort_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

/// Shares at one confidence, each computed once: many small cohorts have the same counts.
class Shares {
 public:
  explicit Shares(double confidence) : confidence_(confidence) {}

  double confidence() const { return confidence_; }
  CohortShares of(const std::string& cohort, const Confusion& counts) {
    return {cohort,
            counts,
            share(counts.tp, counts.selected()),
            share(counts.tp, counts.positives()),
            share(counts.fn, counts.positives()),
            share(counts.fp, counts.negatives()),
            share(counts.selected(), counts.all())};
  }

 private:
  const MeasuredShare& share(double part, double whole) {
    const auto [known, is_new] = known_.try_emplace({part, whole});
    if (is_new) known->second = measured_share(part, whole, confidence_);
    return known->second;
  }

  double confidence_;
  std::map<std::pair<double, double>, MeasuredShare> known_;
};

}  // namespace

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

CohortTable cohort_table(std::span<const std::string> names, std::span<const Confusion> counts, double confidence) {
  if (names.size() != counts.size())
    throw DomainError(fmt::format("cohort_table: {} names and {} counts of cohorts", names.size(), counts.size()));
  CohortTable table;
  Confusion all;
  for (const Confusion& c : counts) all = all + c;
  Shares each(confidence), joint(1 - (1 - confidence) / std::max(1.0, static_cast<double>(names.size())));
  table.all = each.of({}, all);
  table.confidence = confidence;
  table.joint_confidence = joint.confidence();
  for (std::size_t i = 0; i < names.size(); ++i) {
    table.cohorts.push_back(each.of(names[i], counts[i]));
    table.joint.push_back(joint.of(names[i], counts[i]));
  }
  return table;
}

CohortTable cohort_table(const ScoredRows& rows, std::optional<double> threshold, double confidence) {
  const auto counts = cohort_confusions(rows, rows.score, threshold);
  if (!rows.cohort.empty()) return cohort_table(rows.cohort.names, counts, confidence);
  CohortTable table;
  table.all = Shares(confidence).of({}, counts.front());
  table.confidence = table.joint_confidence = confidence;
  return table;
}

}  // namespace premortem
