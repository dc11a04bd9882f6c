#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/diagnosis_causes.hpp"
#include "analysis/p_text.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/statistics/exact_test.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

std::string percent(double share) { return percent_text(share, Rounding::nearest); }

struct Labels {
  double positive = 0, rows = 0, differ = 0, twice = 0, contested = 0, false_positives = 0;
};

/// `contested`: false positives that the second label calls positive.
Labels labels_of(const WindowRows& w, double threshold) {
  Labels l;
  for (std::size_t i = 0; i < w.label.size(); ++i) {
    if (w.label[i] == WindowRows::not_labelled) continue;
    l.rows += 1, l.positive += w.label[i];
    if (w.label_second.empty() || w.label_second[i] == WindowRows::not_labelled) continue;
    l.twice += 1, l.differ += w.label[i] != w.label_second[i] ? 1 : 0;
    if (w.score.empty() || !(w.score[i] >= threshold) || w.label[i] != 0) continue;
    l.false_positives += 1, l.contested += w.label_second[i];
  }
  return l;
}

void say_base_rate(const DiagnosisEvidence& e, const Labels& before, const Labels& after, Judged& j) {
  if (before.rows == 0 || after.rows == 0) return;
  const double p = equal_shares_p(after.positive, after.rows, before.positive, before.rows);
  const auto score = score_test(e);
  const bool moved = p <= e.alpha(), score_moved = score.p && *score.p <= e.alpha();
  const auto text = fmt::format("The share of positives went from {} to {} (p {}){}", percent(before.positive / before.rows), percent(after.positive / after.rows), p_text(p),
                                !score.p ? std::string() : fmt::format(", while the scores {} (PSI {:.3g}, p {})", score_moved ? "moved too" : "did not move beyond chance", score.psi, p_text(*score.p)));
  const bool speaks_for = moved && score.p && !score_moved;
  (speaks_for ? j.cause.evidence_for : j.cause.evidence_against).push_back(text);
  if (speaks_for) j.otherwise = CauseVerdict::possible;
}

}  // namespace

Judged label_consistency(const DiagnosisEvidence& e) {
  Judged j{{"label_consistency", "labels err more than they did", {}, {}, {}, {}, {}, "Label a sample again by two people before the model is blamed; agree on the guideline."}};
  if (!e.has_labels) {
    j.cause.evidence_against.push_back("One of the windows has no labels");
    return j.otherwise = CauseVerdict::cannot_tell, j;
  }
  const auto before = labels_of(*e.reference, e.threshold), after = labels_of(*e.current, e.threshold);
  if (before.twice == 0 || after.twice == 0) {
    j.otherwise = CauseVerdict::cannot_tell;
    j.cause.evidence_against.push_back(fmt::format("No row of the {} window was labelled twice, so that labels that err and a model that errs look alike; add label_second to a sample of both", before.twice == 0 ? "reference" : "current"));
    say_base_rate(e, before, after, j);
    const auto within = part_test(e.by_score, PartKind::within);
    std::string why;
    if (j.otherwise == CauseVerdict::cannot_tell && within.p.value_or(0) > e.alpha() && not_shown(e.by_score, PartKind::within, e.alpha(), why) == CauseVerdict::unlikely) {
      j.otherwise = CauseVerdict::unlikely;
      j.cause.evidence_against.push_back("Outcomes at the same scores did not change beyond chance, as they would if more labels were wrong");
    }
    return j;
  }
  const double differs = fisher_more_p(after.differ, after.twice, before.differ, before.twice);
  const auto noise = part_test(e.by_cohort, PartKind::noise);
  j.cause.p = std::max(differs, noise.p.value_or(change_test(e.by_cohort).p.value_or(1)));
  const auto text = fmt::format("Two labels differ in {} of {} rows now ({}), {} of {} before ({}): p {}", after.differ, after.twice, percent(after.differ / after.twice), before.differ, before.twice, percent(before.differ / before.twice), p_text(differs));
  (differs <= e.alpha() ? j.cause.evidence_for : j.cause.evidence_against).push_back(text);
  if (noise.metric && noise.metric->split.label_noise.value)
    (noise.p.value_or(1) <= e.alpha() ? j.cause.evidence_for : j.cause.evidence_against).push_back(fmt::format("Labels that err move {} by {} of its {}", noise.metric->split.metric, points_text(noise.metric->split.label_noise), points_text(noise.metric->split.change)));
  std::string why;
  j.otherwise = not_shown(e.by_cohort, PartKind::noise, e.alpha(), why);
  if (!why.empty()) j.cause.evidence_against.push_back(why);
  j.cause.evidence_against.push_back("Two people who err the same way are not seen: a new guideline that both follow looks like other outcomes");
  return j;
}

Judged label_corruption(const DiagnosisEvidence& e) {
  Judged j{{"label_corruption", "what is called a false positive is not", {}, {}, {}, {}, {}, "Have the false positives of the last days labelled again by somebody else."}};
  const auto before = labels_of(*e.reference, e.threshold), after = labels_of(*e.current, e.threshold);
  if (before.false_positives == 0 || after.false_positives == 0) {
    j.cause.evidence_against.push_back(fmt::format("No false positive of the {} window was labelled twice; add label_second to a sample of them", before.false_positives == 0 ? "reference" : "current"));
    return j.otherwise = CauseVerdict::cannot_tell, j;
  }
  const double p = fisher_more_p(after.contested, after.false_positives, before.contested, before.false_positives);
  j.cause.p = std::max(p, change_test(e.by_cohort).p.value_or(1));
  const auto text = fmt::format("A second person calls {} of {} false positives positive now ({}), {} of {} before ({}): p {}", after.contested, after.false_positives, percent(after.contested / after.false_positives), before.contested,
                                before.false_positives, percent(before.contested / before.false_positives), p_text(p));
  (p <= e.alpha() ? j.cause.evidence_for : j.cause.evidence_against).push_back(text);
  const auto rate = std::find_if(e.by_cohort.begin(), e.by_cohort.end(), [](const auto& x) { return x.split.metric == "false_positive_rate"; });
  if (rate == e.by_cohort.end()) return j;
  const double more = clopper_pearson(after.contested, after.false_positives, e.confidence).high - before.contested / before.false_positives;
  if (more * rate->split.after < *rate->split.change.value / 2) return j;
  j.otherwise = CauseVerdict::cannot_tell;
  j.cause.evidence_against.push_back(fmt::format("Too few false positives were labelled twice to exclude that half of the rise of {:+.3g} points is this", 100 * *rate->split.change.value));
  return j;
}

}  // namespace premortem
