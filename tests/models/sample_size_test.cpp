#include "premortem/models/sample_size.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/proportion_interval.hpp"

using namespace premortem;

namespace {

/// P(X = k) by multiplication, k = 0 ... n.
std::vector<double> binomial_terms(int n, double p) {
  std::vector<double> term(static_cast<std::size_t>(n) + 1);
  for (int k = 0; k <= n; ++k) term[static_cast<std::size_t>(k)] = std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) + k * std::log(p) + (n - k) * std::log1p(-p));
  return term;
}

/// Power of the pooled z test at 5%, over all outcomes of both arms.
double exact_power(int n, double p1, double p2, double z) {
  const auto first = binomial_terms(n, p1), second = binomial_terms(n, p2);
  double power = 0;
  for (int a = 0; a <= n; ++a)
    for (int b = 0; b <= n; ++b) {
      const double pooled = (a + b) / (2.0 * n), se = std::sqrt(2 * pooled * (1 - pooled) / n);
      if (se > 0 && std::abs(a - b) / static_cast<double>(n) >= z * se) power += first[static_cast<std::size_t>(a)] * second[static_cast<std::size_t>(b)];
    }
  return power;
}

}  // namespace

// ln .05 / ln .99 = 298.07; the others by hand likewise. Wilks (1941) for 59, 93 and 124.
TEST_CASE("trials to see one, and to bound a rate after some, are the published whole numbers") {
  CHECK(trials_to_see_one(.01, .95) == 299);
  CHECK(trials_to_see_one(.05, .95) == 59);
  CHECK(trials_to_see_one(.001, .95) == 2995);  // 2994.23
  CHECK(trials_to_see_one(.5, .875) == 3);      // exactly
  CHECK(trials_to_see_one(.999, .5) == 1);
  CHECK(trials_to_bound(0, .01, .95) == 299);
  CHECK(trials_to_bound(1, .05, .95) == 93);
  CHECK(trials_to_bound(2, .05, .95) == 124);
}

TEST_CASE("so many trials suffice and one fewer does not") {
  CHECK(holds_for_all([] {
    const double rate = *rc::gen::inRange(1, 900) / 1000.0, confidence = *rc::gen::inRange(1, 999) / 1000.0, events = *rc::gen::inRange(0, 8);
    const double n = trials_to_bound(events, rate, confidence);
    RC_ASSERT(binomial_cdf(n, rate, events) <= 1 - confidence);
    if (n > events + 1) RC_ASSERT(binomial_cdf(n - 1, rate, events) > 1 - confidence);
    if (n > events) RC_ASSERT(clopper_pearson_upper(events, n, confidence) <= rate * (1 + 1e-9));
  }));
}

TEST_CASE("the smallest rate that was shown is the inverse, and the upper limit of no event") {
  CHECK(smallest_rate_shown(299, .95) <= .01);
  CHECK(smallest_rate_shown(298, .95) > .01);
  CHECK(holds_for_all([] {
    const double n = *rc::gen::inRange(1, 100'000), confidence = *rc::gen::inRange(1, 999) / 1000.0;
    const double rate = smallest_rate_shown(n, confidence);
    RC_ASSERT(std::abs(rate / clopper_pearson_upper(0, n, confidence) - 1) < 1e-10);
    RC_ASSERT(std::abs(trials_to_see_one(rate, confidence) - n) <= 1);  // the rate is rounded
  }));
}

// R 4.2: binom.test(k, n, alternative = "greater")$conf.int[1]; hence 1e-11.
TEST_CASE("five of five interviews support 54.9%, and eight of ten less than half") {
  CHECK(agreement_at_least(5, 5, .95) == Approx(0.549280271653).epsilon(1e-11));
  CHECK(agreement_at_least(8, 10, .95) == Approx(0.493098698937).epsilon(1e-11));
  CHECK(agreement_at_least(0, 5, .95) == 0);
}

// R 4.2: power.prop.test(p1, p2, power, sig.level)$n rounded up: 76.7069, 8157.7314, 3840.8475, 148605.4076.
TEST_CASE("arms have the size that power.prop.test gives, rounded up") {
  CHECK(two_arm_size({.5, .25, .9, .05}).per_arm == 77);
  CHECK(two_arm_size({.05, .01, .8, .05}).per_arm == 8158);
  CHECK(two_arm_size({.10, .02, .8, .05}).per_arm == 3841);
  CHECK(two_arm_size({.001, .0005, .9, .01}).per_arm == 148606);
  CHECK(two_arm_size({.06, -.01, .8, .05}).per_arm == 8158);  // a fall is found as well as a rise
}

TEST_CASE("the power over all outcomes is within two points of what was asked, and at the level without a lift") {
  const double z = 1.959963984540054;
  for (const auto& [baseline, lift, power] : {std::tuple(.5, .25, .9), std::tuple(.2, .1, .8), std::tuple(.1, .08, .8), std::tuple(.9, -.1, .9)}) {
    INFO(baseline << ' ' << lift);
    const int n = static_cast<int>(two_arm_size({baseline, lift, power, .05}).per_arm);
    CHECK(exact_power(n, baseline, baseline + lift, z) == Approx(power).margin(.02));
    CHECK(exact_power(n, baseline, baseline, z) == Approx(.05).margin(.01));
  }
}

TEST_CASE("a smaller lift, more power or a stricter level never needs fewer rows, and turning both shares round changes nothing") {
  CHECK(holds_for_all([] {
    const double baseline = *rc::gen::inRange(1, 80) / 100.0, lift = *rc::gen::inRange(1, 20) / 100.0;
    const double n = two_arm_size({baseline, lift}).per_arm;
    RC_ASSERT(two_arm_size({baseline, lift / 2}).per_arm > n);
    RC_ASSERT(two_arm_size({baseline, lift, .9}).per_arm >= n);
    RC_ASSERT(two_arm_size({baseline, lift, .8, .01}).per_arm >= n);
    RC_ASSERT(std::abs(two_arm_size({1 - baseline, -lift}).per_arm - n) <= 1);  // 1 - p is rounded
  }));
}

TEST_CASE("few expected events make the size a rough one, and it says so") {
  CHECK(two_arm_size({.5, .25, .9, .05}).caution.empty());
  CHECK_FALSE(two_arm_size({.01, .5, .8, .05}).caution.empty());
}

TEST_CASE("an experiment lasts whole weeks, and whole retraining cycles within them") {
  CHECK(experiment_duration(8158, {2000, .5, 1, 0, {}}).days == 14);   // 8.2 days
  CHECK(experiment_duration(7000, {2000, .5, 1, 0, {}}).days == 7);    // exactly
  CHECK(experiment_duration(7001, {2000, .5, 1, 0, {}}).days == 14);
  CHECK(experiment_duration(8158, {2000, .05, 1, 0, {}}).days == 84);  // 81.58 days
  const auto fortnights = experiment_duration(15'000, {2000, .5, 1, 0, 14});
  CHECK(fortnights.days == 28);
  CHECK(*fortnights.retrain_cycles == 2);
  const auto months = experiment_duration(8158, {2000, .5, 1, 0, 30});  // 30 days, in five weeks
  CHECK(months.days == 35);
  CHECK(*months.retrain_cycles == 1);
  CHECK(*experiment_duration(7000, {2000, .5, 1, 0, .7}).retrain_cycles == 10);
}

TEST_CASE("rows of one user count for less, as the design effect says") {
  CHECK(design_effect(1, .9) == 1);
  CHECK(design_effect(10, 0) == 1);
  CHECK(design_effect(10, 1) == 10);
  CHECK(design_effect(5, .1) == Approx(1.4).epsilon(1e-15));
  const auto d = experiment_duration(5000, {2000, .5, 5, .1, {}});
  CHECK(d.rows_per_arm == 7000);
  CHECK(d.days == 7);
}

TEST_CASE("a duration never holds fewer rows than are needed, nor a week too many") {
  CHECK(holds_for_all([] {
    const double n = *rc::gen::inRange(1, 100'000), traffic = *rc::gen::inRange(10, 5'000), share = *rc::gen::inRange(1, 51) / 100.0;
    const auto d = experiment_duration(n, {traffic, share, 1, 0, {}});
    RC_ASSERT(d.days * traffic * share >= n * (1 - 1e-11));
    RC_ASSERT(d.weeks == 1 || (d.days - 7) * traffic * share < n);
    const double cycle = *rc::gen::inRange(1, 60);
    const auto cycles = experiment_duration(n, {traffic, share, 1, 0, cycle});
    RC_ASSERT(cycles.days >= d.days);
    RC_ASSERT(*cycles.retrain_cycles * cycle * traffic * share >= n * (1 - 1e-11));
  }));
}

TEST_CASE("sizes outside their domain are refused") {
  CHECK_THROWS_AS(trials_to_see_one(0, .95), DomainError);
  CHECK_THROWS_AS(trials_to_see_one(1, .95), DomainError);
  CHECK_THROWS_AS(trials_to_see_one(.1, 1), DomainError);
  CHECK_THROWS_AS(trials_to_bound(.5, .1, .95), DomainError);
  CHECK_THROWS_AS(smallest_rate_shown(0, .95), DomainError);
  CHECK_THROWS_AS(agreement_at_least(6, 5, .95), DomainError);
  CHECK_THROWS_AS(agreement_at_least(0, 0, .95), DomainError);
  CHECK_THROWS_AS(two_arm_size({.5, 0}), DomainError);
  CHECK_THROWS_AS(two_arm_size({.9, .1}), DomainError);
  CHECK_THROWS_AS(two_arm_size({.5, .1, .02, .05}), DomainError);
  CHECK_THROWS_AS(two_arm_size({.5, 1e-9}), DomainError);
  CHECK_THROWS_AS(design_effect(.5, .1), DomainError);
  CHECK_THROWS_AS(design_effect(2, -.1), DomainError);
  CHECK_THROWS_AS(experiment_duration(100, {0, .5, 1, 0, {}}), DomainError);
  CHECK_THROWS_AS(experiment_duration(100, {10, .6, 1, 0, {}}), DomainError);
  CHECK_THROWS_AS(experiment_duration(100, {10, .5, 1, 0, 0}), DomainError);
}
