#include "analysis/cohort_findings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "analysis/arm_mix.hpp"
#include "core/in_parallel.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/hidden_misses.hpp"
#include "premortem/models/one_cohort_gain.hpp"
#include "premortem/models/paired_cohorts.hpp"
#include "premortem/statistics/exact_test.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_named = 3;  // cohorts in one sentence

std::string percent(double share) { return percent_text(share, Rounding::nearest); }
std::string about(double value) { return number_text(value, Rounding::nearest); }
std::string cohort_name(const std::string& cohort) { return cohort.empty() ? "rows without a cohort" : "\"" + cohort + "\""; }

std::string names_of(const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < names.size() && i < most_named; ++i) shown.push_back(cohort_name(names[i]));
  const auto more = names.size() > most_named ? fmt::format(" and {} more", names.size() - most_named) : std::string();
  return fmt::format("{}{}", fmt::join(shown, ", "), more);
}

/// Few or not, its own rows exclude that more is missed than elsewhere.
bool is_missed_less(const CohortMisses& m, double confidence) { return m.rest_positives > 0 && clopper_pearson(m.missed, m.positives, confidence).high < m.rest_missed / m.rest_positives; }

void add_hidden_misses(const ScoredRows& rows, const std::vector<Confusion>& counts, double confidence, int jobs, std::vector<Finding>& findings) {
  const auto cohorts = hidden_misses(rows.cohort.names, counts, {confidence}, jobs);
  std::vector<char> is_open(cohorts.size());  // no bits, which threads would share
  in_parallel(cohorts.size(), jobs, [&](std::size_t i, std::size_t) {
    const auto& m = cohorts[i];
    is_open[i] = m.verdict == RecallVerdict::too_few && m.positives > 0 && !is_missed_less(m, confidence);
  });
  std::vector<std::string> too_few;
  double needed = 0;
  for (std::size_t i = 0; i < cohorts.size(); ++i) {
    const auto& m = cohorts[i];
    if (is_open[i]) too_few.push_back(m.cohort), needed = std::max(needed, m.needed.value_or(0));
    if (m.verdict != RecallVerdict::lower) continue;
    findings.push_back({"hidden_misses", m.cohort,
                        fmt::format("In {} {} of {} positives are missed ({}), elsewhere {}{}.", cohort_name(m.cohort), about(m.missed), about(m.positives), percent(m.missed / m.positives),
                                    percent(m.rest_missed / m.rest_positives), m.hidden ? "; the recall over all rows hides it" : ""),
                        {{"positives", m.positives}, {"missed", m.missed}, {"rest_positives", m.rest_positives}, {"rest_missed", m.rest_missed}, {"p", m.p.value_or(1)}}, true});
  }
  if (too_few.empty()) return;
  const auto enough = needed > 0 ? fmt::format("; the one that needs most would need about {}", about(needed)) : std::string();
  findings.push_back({"too_few", "", fmt::format("Too few positives to tell whether more is missed: {}{}.", names_of(too_few), enough), {{"cohorts", static_cast<double>(too_few.size())}}, false});
}

std::string change(std::optional<double> before, std::optional<double> now) {
  return before && now ? fmt::format("{:.3f} before, {:.3f} now", *before, *now) : std::string("not defined");
}

void add_paired(const ScoredRows& rows, const PairedThresholds& thresholds, double confidence, std::vector<Finding>& findings) {
  const auto paired = paired_cohorts(rows, thresholds, {confidence});
  for (const auto& c : paired.cohorts) {
    if (!c.more_missed) continue;
    const auto rise = c.missed_rise ? fmt::format(", {} more", percent(*c.missed_rise)) : std::string();
    Finding f{"more_missed", c.cohort,
              fmt::format("In {} the new score misses {} positives where the baseline missed {}{}{}.", cohort_name(c.cohort), about(c.now.fn), about(c.before.fn), rise,
                          c.hidden ? fmt::format("; F1 over all rows does not show it ({})", change(paired.all.f1_before, paired.all.f1_now)) : ""),
              {{"missed_before", c.before.fn}, {"missed_now", c.now.fn}, {"newly_missed", c.newly_missed}, {"newly_caught", c.newly_caught}, {"p", c.p}}, true};
    if (paired.all.f1_before && paired.all.f1_now) f.numbers.insert(f.numbers.end(), {{"f1_before", *paired.all.f1_before}, {"f1_now", *paired.all.f1_now}});
    findings.push_back(std::move(f));
  }
}

std::string without_words(const CohortGain& c) {
  if (!c.without) return "nothing is left to compare";
  const auto limits = c.without_limits.limits ? fmt::format(" ({:+.4f} to {:+.4f})", c.without_limits.limits->low, c.without_limits.limits->high) : std::string();
  return fmt::format("{:+.4f}{}", c.without->difference, limits);
}

void add_one_cohort(const ScoredRows& rows, double confidence, std::vector<Finding>& findings) {
  const auto gain = one_cohort_gain(rows, confidence);
  for (const auto i : gain.carried_by) {
    const auto& c = gain.cohorts[i];
    Finding f{"one_cohort", c.cohort,
              fmt::format("The gain in AUC over the baseline ({:+.4f}) comes from {} alone: without it {}.", gain.all.difference, cohort_name(c.cohort), without_words(c)),
              {{"gain", gain.all.difference}, {"rows", c.rows}}, true};
    if (c.without) f.numbers.emplace_back("gain_without", c.without->difference);
    if (c.within) f.numbers.emplace_back("gain_within", c.within->difference);
    findings.push_back(std::move(f));
  }
  if (!gain.carried_by.empty()) return;
  const bool worse = gain.all_limits.limits && gain.all_limits.limits->high < 0;
  findings.push_back({worse ? "loss" : "gain", "",
                      fmt::format("AUC {:.4f} against {:.4f} of the baseline: {}.", gain.all.score, gain.all.baseline,
                                  worse ? "the new score ranks worse, shown" : gain.gain_shown ? "a gain that no single cohort carries" : "no gain is shown"),
                      {{"gain", gain.all.difference}}, worse});
}

/// What cannot be computed of these rows is no finding.
template <class Add>
void attempt(const Add& add) {
  try {
    add();
  } catch (const Refusal&) {
    return;
  }
}

}  // namespace

void add_cohort_findings(const ScoredRows& rows, const std::vector<Confusion>& counts, const PairedThresholds& thresholds, double confidence, int jobs, std::vector<Finding>& findings) {
  if (rows.cohort.empty()) return;
  attempt([&] { add_hidden_misses(rows, counts, confidence, jobs, findings); });
  if (!rows.baseline_score.empty()) {
    attempt([&] { add_paired(rows, thresholds, confidence, findings); });
    attempt([&] { add_one_cohort(rows, confidence, findings); });
  }
  attempt([&] { add_arm_mix(rows, confidence, findings); });
}

void add_cohort_findings(const ScoredRows& rows, std::optional<double> threshold, std::optional<double> baseline_threshold, double confidence, int jobs, std::vector<Finding>& findings) {
  if (rows.cohort.empty()) return;
  add_cohort_findings(rows, cohort_confusions(rows, rows.score, threshold), {threshold, baseline_threshold}, confidence, jobs, findings);
}

}  // namespace premortem
