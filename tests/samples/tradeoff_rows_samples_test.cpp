// Samples of scored rows in which costs, floors and reviewers decide where to act.
#include <catch2/catch.hpp>

#include "samples/sample.hpp"
#include "samples/tradeoff_sample.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

const RowsReading& rows(const TradeoffResult& r) { return r.assessment.rows.value(); }

/// What five more points of false positives cost a year.
double five_more_points(const std::string& sample) {
  const auto r = tradeoff_of(sample, {}, {0.1309, 0.0854});
  const auto& points = rows(r).points;
  CHECK(points.at(0).counts.fp == 315);  // 15% of 2,100
  CHECK(points.at(1).counts.fp == 420);  // 20%
  return points.at(1).cost_per_year.value() - points.at(0).cost_per_year.value();
}

}  // namespace

TEST_CASE("fraud-override: 15% of honest payments are rejected, and the override is worth $2.5M a year") {
  const auto r = tradeoff_of("fraud-override");
  const auto without = tradeoff_of("fraud-override", {"override_recovery=0"});
  // Python 3.11, the least over all thresholds of 730,500 * (.98 * FP/2100 * (40 (1 - .8 * v) + .8 * 4) + .02 * FN/300 * 1000)
  CHECK(rows(r).recommended.threshold.value() == 0.1215);
  CHECK(rows(r).recommended.cost_per_year.value() == Approx(3726524).epsilon(1e-9));
  CHECK(rows(r).recommended.operating_cost_per_year.value() == Approx(365444.8).epsilon(1e-9));
  CHECK(rows(without).recommended.threshold.value() == 0.2245);
  CHECK(rows(without).recommended.cost_per_year.value() == Approx(6230872.8).epsilon(1e-9));
  CHECK(rows(r).today->cost_per_year.value() == Approx(3958336).epsilon(1e-9));
  CHECK(says(shown(r), "In use today, from score 0.1309 on: 315 of 2,100 negatives are flagged wrongly (15%), 46 of 300 positives are missed (15.3%)."));
}

TEST_CASE("fraud-override: with the override it ships two quarters before the second score") {
  const auto r = tradeoff_of("fraud-override");
  CHECK(r.assessment.decision.sentence == "Ship \"today's score with an override desk\".");
  // six quarters of 182,000 at 6 (1 - e) - 40 e each, without a discount
  CHECK(worth(r, "\"today's score with an override desk\" now") == Approx(6 * 182e3 * 3.7).epsilon(1e-9));
  CHECK(worth(r, "wait for \"a second score\"") == Approx(4 * 182e3 * 4.62).epsilon(1e-9));
  CHECK(worth(r, "\"today's score with an override desk\" now, then \"a second score\"") == Approx(2 * 182e3 * 3.7 + 4 * 182e3 * 4.62 - 150e3).epsilon(1e-9));
}

TEST_CASE("a budget counts the cost of appeals") {
  const auto r = tradeoff_of("fraud-override", {"cost_per_appeal=40"});
  CHECK(rows(r).recommended.operating_cost_per_year.value() > 1e6);
  CHECK(rows(r).recommended.cost.appeals > 0);
}

TEST_CASE("medical-triage: the fraud case's numbers, and five more points of false positives are unacceptable") {
  CHECK(five_more_points("fraud-override") == Approx(-60388).epsilon(1e-6));
  CHECK(five_more_points("medical-triage") == Approx(4337343.75 - 3576406.25).epsilon(1e-9));
  const auto fraud = tradeoff_of("fraud-override"), triage = tradeoff_of("medical-triage");
  CHECK(fraud.subject.predictions->score == triage.subject.predictions->score);
  CHECK(fraud.subject.predictions->label == triage.subject.predictions->label);
  CHECK(rows(triage).recommended.threshold.value() == Approx(0.4944).epsilon(1e-12));
  CHECK(rows(triage).certified.threshold == rows(triage).recommended.threshold);
  CHECK(rows(triage).recommended.threshold.value() > 4 * rows(fraud).recommended.threshold.value());
}

TEST_CASE("spam-filter: on real mail the cheapest band keeps the budget and the two operators") {
  const auto r = tradeoff_of("spam-filter");
  const auto& rec = rows(r).recommended;
  CHECK(rows(r).rows == 2301);
  CHECK(rec.review_high.value() == 0.9877);
  CHECK(rec.review_low.value() == 0.600072);
  // Python 3.11, row by row with the costs of the case
  CHECK(rec.cost_per_year.value() == Approx(539884.2633637567).epsilon(1e-9));
  CHECK(rec.band->recall.value() == Approx(0.8804520396913015).epsilon(1e-9));
  CHECK(r.assessment.queue.items_per_day == Approx(3720.121686223381).epsilon(1e-9));
  CHECK_FALSE(r.assessment.queue.overloaded);
  CHECK(says(shown(r), "10 seconds each: 1.94 of 2 reviewers at work"));
  CHECK(says(shown(r), "The first row is with review"));
  CHECK(rows(tradeoff_of("spam-filter", {"reviewers=3"})).recommended.cost_per_year.value() < rec.cost_per_year.value());
}

TEST_CASE("credit-default: on real loans a miss costs by what was lent") {
  const auto r = tradeoff_of("credit-default");
  const auto& rec = rows(r).recommended;
  CHECK(rows(r).rows == 2227);
  CHECK(rec.threshold.value() == 0.201645);
  CHECK(rec.point.counts.tp == 538);
  // Python 3.11: 14,610 / 2,227 * (120 FP + 2 (TP + FP) + .55 * amounts of the missed), the least over all thresholds
  CHECK(rec.cost_per_year.value() == Approx(835657.8859452179).epsilon(1e-9));
  CHECK(rec.point.value_recall.value.value() == Approx(0.8685294255600002).epsilon(1e-9));
  CHECK(finding(r, "hidden_misses").cohort == "owner");
  CHECK(says(shown(r), "In \"owner\" 52 of 201 positives are missed (25.9%), elsewhere 8.69%"));
}

TEST_CASE("confidence-fallback: 13% fall back, three reviewers are too few, and confidence is not calibrated") {
  const auto r = tradeoff_of("confidence-fallback");
  CHECK(number(finding(r, "fallback"), "share") == Approx(327 / 2500.0));
  CHECK(number(finding(r, "fallback"), "right_below") == Approx(169 / 327.0));
  CHECK(number(finding(r, "fallback"), "right_above") == Approx(1706 / 2173.0));
  CHECK(number(finding(r, "fallback"), "promised_above") == Approx(0.8567709618039568).epsilon(1e-9));
  CHECK(r.assessment.decision.sentence == "Hold: confidence is not calibrated: where the model does not fall back it promises 85.7% and is right in 78.5%.");
  const auto& q = r.assessment.queue;
  CHECK(q.items_per_day == Approx(1200 * 327 / 2500.0));
  // Python 3.11, Erlang C of 27.468 an hour at 10 an hour each
  CHECK(q.wait_probability.value() == Approx(0.8447850284579513).epsilon(1e-9));
  CHECK(q.mean_wait_minutes.value() == Approx(20.01860257009363).epsilon(1e-9));
  CHECK(q.within_target.value() == Approx(0.44604570087016393).epsilon(1e-9));
  CHECK(q.needed.value() == 4);
  CHECK(tradeoff_of("confidence-fallback", {"reviewers=4"}).assessment.queue.within_target.value() == Approx(0.9494366146539617).epsilon(1e-9));
  CHECK(tradeoff_of("confidence-fallback", {"confidence_limit=70%"}).assessment.queue.overloaded);
}
