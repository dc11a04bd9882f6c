#include "analysis/arm_mix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/arm_findings.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/proxy_outcome.hpp"
#include "premortem/models/stratified_difference.hpp"
#include "premortem/statistics/exact_test.hpp"

namespace premortem {
namespace {

struct ArmNames {
  std::string before, after;
};

ArmNames names_of(const ScoredRows& rows) {
  const auto control = control_of(rows.arm.names);
  return {rows.arm.names[control], rows.arm.names[1 - control]};
}

double outcome_of(const ScoredRows& rows, std::size_t row) { return rows.outcome.empty() ? rows.label[row] : rows.outcome[row]; }

/// Absent where an outcome is neither 0 nor 1.
std::optional<std::vector<CohortCounts>> arm_counts(const ScoredRows& rows) {
  const auto control = control_of(rows.arm.names);
  std::vector<CohortCounts> counts(rows.cohort.names.size());
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const double outcome = outcome_of(rows, i);
    if (std::isnan(outcome)) continue;
    if (outcome != 0 && outcome != 1) return std::nullopt;
    auto& c = counts[rows.cohort.index[i]];
    const auto times = static_cast<double>(rows.times(i));
    const bool is_before = rows.arm.index[i] == control;
    (is_before ? c.events_before : c.events_after) += outcome * times;
    (is_before ? c.trials_before : c.trials_after) += times;
  }
  return counts;
}

/// Outcomes that are measured come row by row: no row stands for several.
struct ArmMoments {
  CohortMoments all;
  std::vector<CohortMoments> cohorts;
};

ArmMoments arm_moments(const ScoredRows& rows) {
  struct Values {
    std::vector<double> before, after;
  };
  const auto control = control_of(rows.arm.names);
  Values all;
  std::vector<Values> cohorts(rows.cohort.names.size());
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const double outcome = outcome_of(rows, i);
    if (std::isnan(outcome)) continue;
    for (auto* v : {&all, &cohorts[rows.cohort.index[i]]}) (rows.arm.index[i] == control ? v->before : v->after).push_back(outcome);
  }
  const auto moments = [](Values& v) { return CohortMoments{moments_of(std::move(v.before)), moments_of(std::move(v.after))}; };
  ArmMoments result{moments(all), {}};
  for (auto& v : cohorts) result.cohorts.push_back(moments(v));
  return result;
}

/// Whether the arms differ by more than chance, over all cohorts: Fisher's exact test, two-sided by doubling.
bool gap_is_shown(const std::vector<CohortCounts>& counts, double confidence) {
  CohortCounts all;
  for (const auto& c : counts) all.events_before += c.events_before, all.trials_before += c.trials_before, all.events_after += c.events_after, all.trials_after += c.trials_after;
  const double more = fisher_more_p(all.events_after, all.trials_after, all.events_before, all.trials_before);
  const double less = fisher_more_p(all.events_before, all.trials_before, all.events_after, all.trials_after);
  return 2 * std::min(more, less) < 1 - confidence;
}

/// @param text  of what an arm has; @param within  what is left inside the cohorts, may be empty
template <class Text>
Finding finding_of(const ArmNames& names, const RateSplit& split, bool is_reversed, const char* unit, const Text& text, const std::string& within) {
  const std::string before = text(split.before) + unit, after = text(split.after);
  return {is_reversed ? "simpson" : "mix_driven", "",
          is_reversed ? fmt::format("\"{}\" has {} and \"{}\" {}, but in the cohorts it is the other way round{}: who is in which arm makes the difference.", names.before, before, names.after, after, within.empty() ? "" : " (" + within + ")")
                      : fmt::format("Most of the difference between \"{}\" ({}) and \"{}\" ({}) is who is in which arm, not what the arm does{}.", names.before, before, names.after, after, within.empty() ? "" : "; in the cohorts it is " + within),
          {{"gap", split.gap}, {"mix", split.mix}, {"rate", split.rate}}, true};
}

void add_of_counts(const ArmNames& names, const std::vector<CohortCounts>& counts, double confidence, std::vector<Finding>& findings) {
  if (!gap_is_shown(counts, confidence)) return;
  const auto split = rate_split(counts);
  if (!split.simpson && !split.mix_driven) return;
  const auto test = mantel_haenszel(counts);
  // "The other way round" takes that the cohorts together show it too.
  const bool is_reversed = split.simpson && test.p && *test.p < 1 - confidence;
  auto f = finding_of(names, split, is_reversed, "", [](double share) { return percent_text(share, Rounding::nearest); }, "");
  if (test.p) f.numbers.emplace_back("cmh_p", *test.p);
  if (test.odds_ratio) f.numbers.emplace_back("odds_ratio", *test.odds_ratio);
  findings.push_back(std::move(f));
}

void add_of_means(const ArmNames& names, const ArmMoments& arms, double confidence, std::vector<Finding>& findings) {
  const auto gap = welch_difference(arms.all.before, arms.all.after, confidence);
  if (!gap || !(gap->p < 1 - confidence)) return;
  const auto split = mean_split(arms.cohorts);
  if (!split.simpson && !split.mix_driven) return;
  const auto within = stratified_difference(arms.cohorts, confidence);
  const bool is_reversed = split.simpson && within && within->p < 1 - confidence;
  const std::string inside = within ? fmt::format("{:+.3g} at the same shares, {:+.3g} to {:+.3g}", within->difference, within->limits.low, within->limits.high) : "";
  auto f = finding_of(names, split, is_reversed, " on average", [](double mean) { return number_text(mean, Rounding::nearest); }, inside);
  if (within) f.numbers.insert(f.numbers.end(), {{"within_low", within->limits.low}, {"within_high", within->limits.high}, {"within_p", within->p}});
  findings.push_back(std::move(f));
}

}  // namespace

std::string why_no_arm_mix(const ScoredRows& rows) {
  if (rows.arm.names.size() != 2) return fmt::format("it takes two arms, and there are {}", rows.arm.names.size());
  if (rows.cohort.empty()) return "predictions.csv has no column cohort";
  return "";
}

void add_arm_mix(const ScoredRows& rows, double confidence, std::vector<Finding>& findings) {
  if (!why_no_arm_mix(rows).empty()) return;
  if (const auto counts = arm_counts(rows)) add_of_counts(names_of(rows), *counts, confidence, findings);
  else add_of_means(names_of(rows), arm_moments(rows), confidence, findings);
}

}  // namespace premortem
