#include <fmt/format.h>

#include <algorithm>

#include "analysis/diagnosis_causes.hpp"
#include "analysis/p_text.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

bool has_double_labels(const std::vector<SplitEvidence>& splits) {
  return std::any_of(splits.begin(), splits.end(), [](const auto& s) { return s.split.label_error_before.value && s.split.label_error_after.value; });
}

std::string event_text(const KnownEvent& event) { return fmt::format("\"{}\" on {} lies between the windows", event.event, event.date); }

std::string score_words(const DriftTest& t) { return t.feature == "score" ? fmt::format("PSI {:.3g}", t.psi) : fmt::format("of rows alike in \"{}\"", t.feature); }

void cap(Judged& j, std::string why) {
  j.at_most = CauseVerdict::possible;
  j.cause.evidence_against.push_back(std::move(why));
}

}  // namespace

Judged concept_drift(const DiagnosisEvidence& e) {
  Judged j{{"concept_drift", "the same items turn out differently (concept drift)", {}, {}, {}, {}, {}, "Retrain on recent outcomes; no re-weighting of old ones helps."}};
  if (!e.has_labels || e.covered_by_score.empty()) {
    j.cause.evidence_against.push_back("Without scores and labels in both windows outcomes at the same scores cannot be compared");
    return j.otherwise = CauseVerdict::cannot_tell, j;
  }
  const bool audited = has_double_labels(e.covered_by_score);
  const auto kind = audited ? PartKind::decay : PartKind::within;
  const auto test = part_test(e.covered_by_score, kind);
  j.cause.p = test.p;
  const bool shown = test.p && *test.p <= e.alpha();
  if (test.metric) {
    const auto& d = test.metric->split;
    (shown ? j.cause.evidence_for : j.cause.evidence_against)
        .push_back(fmt::format("At the same scores {} moves by {}{} of its {}{}: p {}", d.metric, points_text(part_of(d, kind)), audited ? ", after label errors," : "", points_text(d.change), e.judged_on, p_text(*test.p)));
  }
  std::string why;
  j.otherwise = not_shown(e.covered_by_score, kind, e.alpha(), why);
  if (!why.empty()) j.cause.evidence_against.push_back(why + e.judged_on);
  if (!shown) return j;
  if (!audited) cap(j, "The labels were not audited in both windows: more wrong labels would look the same; add label_second");
  for (const auto* event : events_between(e, true)) cap(j, event_text(*event) + ": a changed model would look the same");
  const auto score = model_test(e), features = feature_test(e);
  if (!score.p || !features.p) cap(j, "Without features that the windows share nobody knows whether the same items still get the same scores");
  else if (*score.p <= e.alpha()) cap(j, fmt::format("The scores moved as well ({}, p {}): a changed model would look the same", score_words(score), p_text(*score.p)));
  else j.cause.evidence_for.push_back(fmt::format("The scores themselves did not move beyond chance ({}, p {})", score_words(score), p_text(*score.p)));
  return j;
}

Judged model_change(const DiagnosisEvidence& e) {
  Judged j{{"model_change", "the model is another one (checkpoint, release)", {}, {}, {}, {}, {}, "Score a kept sample of the reference again: the scores must be the same to the last digit."}};
  const auto score = model_test(e), features = feature_test(e);
  for (const auto* event : events_between(e, true)) j.cause.evidence_for.push_back(event_text(*event));
  const bool released = !j.cause.evidence_for.empty();
  if (!score.p) {
    j.cause.evidence_against.push_back(why_no_score_test(e));
    return j.otherwise = released ? CauseVerdict::possible : CauseVerdict::cannot_tell, j;
  }
  const bool score_moved = *score.p <= e.alpha(), features_moved = features.p && *features.p <= e.alpha();
  (score_moved ? j.cause.evidence_for : j.cause.evidence_against).push_back(fmt::format("The scores {} ({}, p {})", score_moved ? "moved" : "did not move beyond chance", score_words(score), p_text(*score.p)));
  const auto change = change_test(e.by_cohort);
  if (released) j.otherwise = CauseVerdict::possible;
  if (released && change.p.value_or(1) > e.alpha() && !score_moved) j.otherwise = CauseVerdict::unlikely;
  if (!features.p || features_moved) {
    j.cause.evidence_against.push_back(features_moved ? fmt::format("\"{}\" moved too, so that the scores of the same model would", features.feature) : "Without features nobody knows whether the items moved the scores; add the features that the model sees");
    if (score_moved && !released) j.otherwise = CauseVerdict::cannot_tell;
    return j;
  }
  if (score_moved) j.cause.evidence_for.push_back(fmt::format("No feature moved with them (p {} over {})", p_text(*features.p), count_text(features.features, "feature")));
  j.cause.p = e.has_labels ? std::max(*score.p, change.p.value_or(1)) : *score.p;
  if (!e.has_labels) cap(j, "Without labels nobody knows whether a metric got worse for it");
  else if (score_moved && change.p.value_or(1) > e.alpha()) j.otherwise = CauseVerdict::possible, j.cause.evidence_against.push_back("No metric got worse beyond chance");
  return j;
}

}  // namespace premortem
