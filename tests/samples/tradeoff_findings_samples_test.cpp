// Samples in which an aggregate hides what decides.
#include <catch2/catch.hpp>

#include "samples/sample.hpp"
#include "samples/tradeoff_sample.hpp"

using namespace premortem;
using namespace premortem::testing;

TEST_CASE("tiered-confusion: F1 is stable, and 5% more is missed in one tier") {
  const auto r = tradeoff_of("tiered-confusion");
  const auto& f = finding(r, "more_missed");
  CHECK(f.cohort == "$1000 and more");
  CHECK(number(f, "missed_before") == 160);
  CHECK(number(f, "missed_now") == 168);  // 5% more
  CHECK(number(f, "newly_caught") == 0);
  CHECK(number(f, "p") == Approx(3 * 2 / 256.0));                 // all 8 one way, two-sided, Holm over three tiers
  CHECK(number(f, "f1_before") == Approx(964.0 / (964 + 94 + 282)));  // 2 TP / (2 TP + FP + FN)
  CHECK(number(f, "f1_now") == Approx(966.0 / (966 + 89 + 281)));
  CHECK(r.assessment.decision.verdict == Verdict::hold);
  CHECK(says(r.assessment.decision.sentence, "Hold: in \"$1000 and more\" the new score misses 168 positives where the baseline missed 160, 5% more"));
  CHECK(says(shown(r), "F1 over all rows does not show it (0.719 before, 0.723 now)"));
}

TEST_CASE("tiered-confusion: a tier in which less is missed is not called too small to tell") {
  CHECK_FALSE(says(shown(tradeoff_of("tiered-confusion")), "Too few positives"));
}

TEST_CASE("one-cohort-auc: without the mobile app nothing is left of the gain") {
  const auto r = tradeoff_of("one-cohort-auc");
  const auto& f = finding(r, "one_cohort");
  CHECK(f.cohort == "mobile app");
  // Python 3.11, pairs counted with ties as one half
  CHECK(r.assessment.rows->auc.value.value() == Approx(0.8082767442497334).epsilon(1e-12));
  CHECK(number(f, "gain") == Approx(0.026540405356579644).epsilon(1e-9));
  CHECK(number(f, "gain_without") == Approx(-0.0035986787577397816).epsilon(1e-9));
  CHECK(says(r.assessment.decision.sentence, "Hold: the gain in AUC over the baseline (+0.0265) comes from \"mobile app\" alone: without it -0.0036"));
}

TEST_CASE("false-declines: 15% fewer is certain, 40% only on these rows") {
  const auto r = tradeoff_of("false-declines");
  const auto& f = finding(r, "constrained");
  CHECK(number(f, "by_point") == Approx(1 - 51 / 104.0));
  CHECK(number(f, "feasible_with_confidence") == 1);
  CHECK(number(f, "fewer_at_least") > 0.15);
  const auto& rec = r.assessment.rows->recommended;
  CHECK(rec.threshold.value() == 0.5722);
  CHECK(rec.point.counts.fp == 62);   // 104 today
  CHECK(rec.point.counts.fn == 163);  // 173 today
  CHECK(r.assessment.decision.sentence == "Ship, acting from score 0.5722 on.");
  CHECK_FALSE(r.assessment.rows->today.has_value());  // in use today is another score
  const auto more = tradeoff_of("false-declines", {"fewer_false_positives=40%"});
  CHECK(more.assessment.decision.verdict == Verdict::hold);
  CHECK(number(finding(more, "constrained"), "feasible_by_point") == 1);
  CHECK(says(more.assessment.decision.sentence, "with 95% confidence only 17.6% fewer are sure"));
}

TEST_CASE("zero-lift: 12% more BLEU and no lift of retention: stop") {
  const auto r = tradeoff_of("zero-lift");
  const auto& f = finding(r, "proxy_alone");
  CHECK(number(f, "proxy_lift") == Approx(0.12083043598535148).epsilon(1e-9));
  CHECK(number(f, "outcome_difference") == Approx(926 / 1500.0 - 924 / 1500.0).epsilon(1e-9));
  CHECK(r.assessment.decision.verdict == Verdict::stop);
  CHECK(says(r.assessment.decision.sentence, "Stop: the lift of the outcome is worth $16K a year ($434K at most), less than the $500K it costs"));
  const auto text = shown(r);
  CHECK(says(text, "the score moved by +12.1% (+10.2% to +14%), the outcome by +0.216% (-5.44% to +5.87%): no lift of the outcome is shown."));
  CHECK_FALSE(says(text, "Operating points"));  // where to act is not what the two arms are asked
  CHECK(tradeoff_of("zero-lift", {"upgrade_cost=10K"}).assessment.decision.sentence == "Hold: the score moved, but no lift of the outcome is shown.");
}
