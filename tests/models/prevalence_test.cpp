#include "premortem/models/prevalence.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "holds_for_all.hpp"
#include "models/small_curve.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/action_cost.hpp"
#include "premortem/statistics/distribution.hpp"

using namespace premortem;

namespace {

double precision(double tpr, double fpr, double prevalence) {
  return *production_precision(Probability(tpr), Probability(fpr), Probability(prevalence));
}

double probability_of(int events, int trials, double p) {
  return binomial_cdf(trials, p, events) - (events > 0 ? binomial_cdf(trials, p, events - 1) : 0);
}

}  // namespace

// Arithmetic: .9 p/(.9 p + .02 (1 - p)); nine printed digits.
TEST_CASE("precision falls with the prevalence") {
  CHECK(precision(.9, .02, .2) == Approx(.918367347).epsilon(1e-9));
  CHECK(precision(.9, .02, .01) == Approx(.3125).epsilon(1e-14));
  CHECK(precision(.9, .02, .001) == Approx(.043103448).epsilon(1e-8));
  CHECK_FALSE(production_precision(Probability(.9), Probability(0), Probability(0)));
}

TEST_CASE("the share flagged gives the prevalence back") {
  CHECK(rogan_gladen(Probability(.0288), Probability(.9), Probability(.02)) == Approx(.01).epsilon(1e-13));
  CHECK_THROWS_AS(rogan_gladen(Probability(.1), Probability(.2), Probability(.2)), Refusal);
  CHECK_THROWS_AS(rogan_gladen(Probability(.1), Probability(.1), Probability(.2)), Refusal);
  CHECK(holds_for_all([] {
    const double fpr = *rc::gen::inRange(0, 500) / 1000.0, tpr = fpr + *rc::gen::inRange(1, 500) / 1000.0;
    const double pi = *rc::gen::inRange(0, 1001) / 1000.0, q = fpr + pi * (tpr - fpr);
    RC_ASSERT(std::abs(rogan_gladen(Probability(q), Probability(tpr), Probability(fpr)) - pi) < 1e-12);
  }));
}

// scipy 1.10.1: beta.ppf of the three Clopper-Pearson limits at 1 - .05/3, and (q - f)/(t - f) at the corners of their
// box.
TEST_CASE("the interval is the least and the most over the box of the three exact intervals") {
  const auto e = estimate_prevalence({288, 10'000}, {450, 500}, {20, 1'000}, .95);
  CHECK(e.point == Approx(.01).epsilon(1e-13));
  CHECK(e.why.empty());
  CHECK(e.interval.low == 0);
  CHECK(e.interval.high == Approx(0.0259571886325).epsilon(1e-9));
  const auto wide = estimate_prevalence({300, 1'000}, {450, 500}, {20, 1'000}, .95);
  CHECK(wide.interval.low == Approx(0.259284950999).epsilon(1e-9));
  CHECK(wide.interval.high == Approx(0.381286276654).epsilon(1e-9));
}

TEST_CASE("a point that is no share is said and not moved") {
  const auto below = estimate_prevalence({10, 1'000}, {90, 100}, {2, 100}, .95);
  CHECK(below.point == Approx((.01 - .02) / .88).epsilon(1e-13));
  CHECK_THAT(below.why, Catch::Contains("1% are flagged, fewer than the 2%"));
  CHECK(below.interval.low == 0);
  const auto above = estimate_prevalence({95, 100}, {90, 100}, {2, 100}, .95);
  CHECK(above.point > 1);
  CHECK_THAT(above.why, Catch::Contains("more than the 90%"));
  CHECK(above.interval.high == 1);
}

TEST_CASE("a share flagged that no prevalence explains is refused") {
  CHECK_THROWS_WITH(estimate_prevalence({10, 100'000}, {900, 1'000}, {100, 1'000}, .95),
                    Catch::Contains("rates have changed"));
  CHECK_THROWS_WITH(estimate_prevalence({99'000, 100'000}, {900, 1'000}, {100, 1'000}, .95),
                    Catch::Contains("rates have changed"));
  CHECK_THROWS_AS(estimate_prevalence({1, 10}, {1, 10}, {2, 10}, .95), Refusal);
  CHECK_THROWS_AS(estimate_prevalence({1, 10}, {9, 10}, {11, 10}, .95), DomainError);
  CHECK_THROWS_AS(estimate_prevalence({1, 10}, {9, 10}, {1, 10}, 1), DomainError);
}

TEST_CASE("rates that may be equal leave every prevalence possible") {
  const auto e = estimate_prevalence({3, 10}, {2, 4}, {1, 4}, .95);
  CHECK(e.interval == Interval{0, 1});
}

// Exact: every outcome of three binomials.
TEST_CASE("an interval that misses the truth comes with at most alpha") {
  constexpr int n_q = 12, n_t = 7, n_f = 9;
  for (const auto& [pi, tpr, fpr] :
       {std::tuple{.1, .9, .05}, {.5, .7, .3}, {.02, .99, .01}, {.9, .6, .5}, {1.0, .8, .1}}) {
    double missed = 0;
    for (int q = 0; q <= n_q; ++q)
      for (int t = 0; t <= n_t; ++t)
        for (int f = 0; f <= n_f; ++f) {
          if (t * n_f <= f * n_t) continue;  // refused: no interval
          const double chance = probability_of(q, n_q, fpr + pi * (tpr - fpr)) * probability_of(t, n_t, tpr) *
                                probability_of(f, n_f, fpr);
          try {
            const double n[] = {n_q, n_t, n_f};
            if (!estimate_prevalence({double(q), n[0]}, {double(t), n[1]}, {double(f), n[2]}, .8).interval.contains(pi))
              missed += chance;
          } catch (const Refusal&) {
          }
        }
    CAPTURE(pi, tpr, fpr);
    CHECK(missed <= .2);
  }
}

TEST_CASE("rows at another prevalence have the precision of production, and the cost of as many items") {
  const auto curve = testing::small_curve({{.9, true, 90}, {.9, false, 8}, {.1, true, 10}, {.1, false, 392}});
  const auto scales = prevalence_scales(Probability(.2), Probability(.01));
  ActionCost cost;
  cost.false_positive = 1, cost.positive_scale = scales.positive, cost.negative_scale = scales.negative;
  CHECK(curve_items(curve, cost) == Approx(500).epsilon(1e-14));
  const double wrong = cost_at(curve, cost, 0).cost.false_positives;
  CHECK(90 * scales.positive / (90 * scales.positive + wrong) == Approx(precision(.9, .02, .01)).epsilon(1e-14));
}

TEST_CASE("rows without a label cannot stand for it") {
  CHECK_THROWS_AS(prevalence_scales(Probability(0), Probability(.1)), Refusal);
  CHECK_THROWS_AS(prevalence_scales(Probability(1), Probability(.1)), Refusal);
  CHECK(prevalence_scales(Probability(0), Probability(0)).negative == 1);
  CHECK(prevalence_scales(Probability(.5), Probability(0)).positive == 0);
}
