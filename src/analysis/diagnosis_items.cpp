#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "analysis/diagnosis_causes.hpp"
#include "analysis/p_text.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/statistics/exact_test.hpp"

namespace premortem {
namespace {

std::string percent(double share) { return percent_text(share, Rounding::nearest); }

std::vector<SplitEvidence> covered(const DiagnosisEvidence& e) {
  auto all = e.covered_by_score;
  for (const auto& s : e.covered_by_cohort)
    if (s.p_mix) all.push_back(s);  // with one cohort there is no mix to test
  return all;
}

void say_drift(const DriftTest& features, std::optional<double> cohorts, double alpha, Cause& c) {
  if (features.p) {
    auto& side = *features.p <= alpha ? c.evidence_for : c.evidence_against;
    side.push_back(fmt::format("Of {} the furthest is \"{}\": PSI {:.3g}, p {} over all of them", count_text(features.features, "feature"), features.feature, features.psi, p_text(*features.p)));
  }
  if (cohorts) (*cohorts <= alpha ? c.evidence_for : c.evidence_against).push_back(fmt::format("The shares of the cohorts {}: p {}", *cohorts <= alpha ? "changed" : "did not change beyond chance", p_text(*cohorts)));
}

std::optional<double> least_of_two(std::optional<double> a, std::optional<double> b) {
  if (a && b) return std::min(1.0, 2 * std::min(*a, *b));
  return a ? a : b;
}

struct Errors {
  double wrong = 0, rows = 0;
};

void add_errors(const DiagnosisEvidence& e, Errors& beyond, Errors& within) {
  const auto& w = *e.current;
  if (w.score.empty() || w.label.empty()) return;
  for (std::size_t i = 0; i < w.rows; ++i) {
    if (w.label[i] == WindowRows::not_labelled || !(w.score[i] == w.score[i])) continue;
    auto& side = e.unsupported.is[i] ? beyond : within;
    side.rows += 1, side.wrong += (w.score[i] >= e.threshold) != (w.label[i] == 1) ? 1 : 0;
  }
}

}  // namespace

Judged covariate_drift(const DiagnosisEvidence& e) {
  Judged j{{"covariate_drift", "the items changed (covariate drift)", {}, {}, {}, {}, {}, "Re-weight or retrain on items like the new ones; the model is as good on each kind as it was."}};
  const auto features = feature_test(e);
  const auto cohorts = cohort_share_p(e);
  say_drift(features, cohorts, e.alpha(), j.cause);
  auto drift = least_of_two(features.p, cohorts);
  if (!drift) {
    drift = score_test(e).p, j.at_most = CauseVerdict::possible;
    j.cause.evidence_against.push_back("The windows share no feature and no cohort, so that other items and another model look alike; add feature columns or cohort");
  }
  const auto splits = covered(e);
  const auto mix = part_test(splits, PartKind::mix);
  if (mix.p && mix.metric) {
    const auto& d = mix.metric->split;
    (*mix.p <= e.alpha() ? j.cause.evidence_for : j.cause.evidence_against).push_back(fmt::format("Other items by {} move {} by {} of its {}{}: p {}", d.by, d.metric, points_text(d.mix), points_text(d.change), e.judged_on, p_text(*mix.p)));
  }
  if (!drift) return j.otherwise = CauseVerdict::cannot_tell, j;
  if (!mix.p) {
    j.cause.p = drift, j.at_most = CauseVerdict::possible;
    j.otherwise = CauseVerdict::unlikely;
    j.cause.evidence_against.push_back("Without scores and labels in both windows nobody knows whether the drift moved a metric");
    return j;
  }
  j.cause.p = std::max(*drift, *mix.p);
  std::string why;
  j.otherwise = not_shown(splits, PartKind::mix, e.alpha(), why);
  if (!why.empty()) j.cause.evidence_against.push_back(why + e.judged_on);
  if (*drift <= e.alpha() && j.otherwise == CauseVerdict::unlikely && worst_of(splits, e.alpha()) == nullptr) j.cause.evidence_against.push_back("The items changed, but among those that the reference covers no metric got worse beyond chance");
  return j;
}

Judged coverage(const DiagnosisEvidence& e) {
  Judged j{{"coverage", "a feed broke", {}, {}, {}, {}, {}, "Repair the feed and score the rows again before anything is retrained."}};
  for (const auto& g : e.gaps)
    if (is_broken_feed(g)) j.cause.evidence_for.push_back(g.message);
  if (!e.has_windows || e.current->features.empty() || e.reference->features.empty()) {
    j.cause.evidence_against.push_back("There is no feature column in both windows; add the features that the model sees");
    j.otherwise = CauseVerdict::cannot_tell;
    if (j.cause.evidence_for.empty()) return j;
  }
  j.is_seen = !j.cause.evidence_for.empty();
  if (!j.is_seen) return j.cause.evidence_against.push_back("No feature is constant, stale, lost or missing more often where it was not before"), j;
  if (e.has_labels && change_test(e.by_cohort).p.value_or(1) > e.alpha()) {
    j.at_most = CauseVerdict::possible;
    j.cause.evidence_against.push_back("No metric got worse for it beyond chance");
  }
  return j;
}

Judged edge_cases(const DiagnosisEvidence& e) {
  Judged j{{"edge_cases", "rows that the reference has nothing like", {}, {}, {}, {}, {}, "Send rows like these to review or a fallback until the model has learned them."}};
  if (!e.has_labels) {
    j.cause.evidence_against.push_back("Without scores and labels in the current window nobody knows where it errs");
    return j.otherwise = CauseVerdict::cannot_tell, j;
  }
  if (e.reference->features.empty() && e.reference->cohort.empty()) {
    j.cause.evidence_against.push_back("Without features or cohorts no row can be called new");
    return j.otherwise = CauseVerdict::cannot_tell, j;
  }
  Errors beyond, within;
  add_errors(e, beyond, within);
  if (beyond.rows == 0 || within.rows == 0) {
    j.cause.evidence_against.push_back(within.rows == 0 ? "Every current row is outside of what the reference covers" : "No more current rows lie outside of what the reference covers than chance puts there");
    if (within.rows == 0) j.otherwise = CauseVerdict::cannot_tell;
    return j;
  }
  const double errs = fisher_more_p(beyond.wrong, beyond.rows, within.wrong, within.rows);
  const auto change = change_test(e.by_cohort);
  j.cause.p = std::max({e.unsupported.p, errs, change.p.value_or(1)});
  const double carried = (beyond.wrong - beyond.rows * within.wrong / within.rows) / (beyond.rows + within.rows);
  (errs <= e.alpha() ? j.cause.evidence_for : j.cause.evidence_against)
      .push_back(fmt::format("{} of {} such rows are wrong ({}), {} of the others: {:+.3g} points of the error rate, p {}; {}", beyond.wrong, beyond.rows, percent(beyond.wrong / beyond.rows), percent(within.wrong / within.rows),
                             100 * carried, p_text(errs), fmt::join(e.unsupported.reasons.begin(), e.unsupported.reasons.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, e.unsupported.reasons.size())), ", ")));
  if (errs <= e.alpha() && change.p.value_or(1) > e.alpha()) j.otherwise = CauseVerdict::possible;
  return j;
}

}  // namespace premortem
