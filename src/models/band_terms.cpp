#include "models/band_terms.hpp"

#include <cmath>

namespace premortem {
namespace {

Linear operator-(const Linear& a, const Linear& b) {
  return {a.per_positive - b.per_positive, a.per_negative - b.per_negative, a.per_harm - b.per_harm,
          a.constant - b.constant};
}

Linear operator+(const Linear& a, const Linear& b) {
  return {a.per_positive + b.per_positive, a.per_negative + b.per_negative, a.per_harm + b.per_harm,
          a.constant + b.constant};
}

Linear operator*(double share, const Linear& l) {
  return {share * l.per_positive, share * l.per_negative, share * l.per_harm, share * l.constant};
}

double largest(const Linear& l, const CurveTotals& all) {
  return std::abs(l.per_positive) * all.positives + std::abs(l.per_negative) * all.negatives +
         std::abs(l.per_harm) * all.harm + std::abs(l.constant);
}

}  // namespace

BandTerms band_terms(const ReviewCost& c, const CurveTotals& all) {
  const double c_fp = c.action.false_positive, c_act = c.action.action;
  const double a = c.appeal_rate.value(), b = c.positive_appeal_rate.value();
  const double se = c.sensitivity.value(), wrong = 1 - c.specificity.value();
  const Linear act_work{c_act + b * c.appeal, c_act + a * c.appeal, 0, 0};
  const Linear act_harm{0, c_fp * (1 - a * c.appeal_success.value()), b * c.positive_appeal_success.value(), 0};
  const double late = 1 - c.late_report_rate.value() * c.avoidable_share.value();
  const double stale = c.stale.value();
  const Linear review_work = (1 - stale) * Linear{c.review + se * c_act, c.review + wrong * c_act, 0, 0};
  const Linear review_harm = (1 - stale) * Linear{0, wrong * c_fp, 1 - se, 0} + Linear{0, 0, stale * late, 0};
  const Linear pass{0, 0, -late, late * all.harm};  // all but what is seen
  const double counted = c.appeals == AppealWork::by_reviewers ? 1 : 0;
  const Linear items{1, 1, 0, 0}, appeals{counted * b, counted * a, 0, 0};

  BandTerms t;
  t.acted_operating = act_work - review_work, t.seen_operating = review_work;
  t.acted_cost = act_work + act_harm - (review_work + review_harm);
  t.seen_cost = review_work + review_harm + pass;
  t.acted_load = appeals - items, t.seen_load = items;
  t.largest_cost = largest(t.acted_cost, all) + largest(t.seen_cost, all);
  t.largest_operating = largest(t.acted_operating, all) + largest(t.seen_operating, all);
  t.largest_load = 2 * all.items();
  return t;
}

void require_band(const ScoreCurve& curve, const ReviewCost& cost) {
  require_curve(curve, cost.action);
  require_amount("the cost of a review", cost.review);
  require_amount("the cost of an appeal", cost.appeal);
}

}  // namespace premortem
