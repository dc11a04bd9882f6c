#include "premortem/models/rate_split.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

/// Graduate admissions at Berkeley, 1973, six largest departments: women (before) and men (after).
/// Bickel, Hammel & O'Connell (1975), Science 187; counts as in R's UCBAdmissions.
const std::vector<CohortCounts> berkeley = {{89, 108, 512, 825}, {17, 25, 353, 560},  {202, 593, 120, 325},
                                            {131, 375, 138, 417}, {94, 393, 53, 191}, {24, 341, 22, 373}};

/// Charig et al. (1986), British Medical Journal 292: kidney stones, open surgery (before) and by keyhole (after), small
/// stones and large ones; the classic of Simpson's paradox.
const std::vector<CohortCounts> stones = {{81, 87, 234, 270}, {192, 263, 55, 80}};

std::vector<CohortCounts> random_counts() {
  std::vector<CohortCounts> cohorts;
  const auto n = *rc::gen::inRange(1, 7);
  for (int i = 0; i < n; ++i) {
    const int before = *rc::gen::inRange(i == 0 ? 1 : 0, 200), after = *rc::gen::inRange(i == 0 ? 1 : 0, 200);
    cohorts.push_back({static_cast<double>(*rc::gen::inRange(0, before + 1)), static_cast<double>(before),
                       static_cast<double>(*rc::gen::inRange(0, after + 1)), static_cast<double>(after)});
  }
  return cohorts;
}

}  // namespace

// Kitagawa's formula on the counts; 1,198 of 2,691 men and 557 of 1,835 women.
TEST_CASE("the gap of the admissions is one of mix, against the rates") {
  const auto split = rate_split(berkeley);
  CHECK(split.after == Approx(.445188).epsilon(1e-6));
  CHECK(split.before == Approx(.303542).epsilon(1e-6));
  CHECK(split.gap == Approx(.141645428).epsilon(1e-8));
  CHECK(split.rate == Approx(-.036028483).epsilon(1e-8));
  CHECK(split.mix == Approx(.177673911).epsilon(1e-8));
  CHECK(split.mix_driven);
  CHECK_FALSE(split.simpson);  // two of the six departments favour men
}

// Worked out by hand from the formulas.
TEST_CASE("the split of shares and rates has its three-way form beside it") {
  const std::vector<CohortRates> cohorts = {{.5, .2, .95, .94}, {.3, .3, .85, .84}, {.2, .5, .70, .66}};
  const auto split = rate_split(cohorts);
  CHECK(split.gap == Approx(-.10).epsilon(1e-12));
  CHECK(split.mix == Approx(-.0795).epsilon(1e-12));
  CHECK(split.rate == Approx(-.0205).epsilon(1e-12));
  CHECK(split.mix_alone == Approx(-.075).epsilon(1e-12));
  CHECK(split.rate_alone == Approx(-.016).epsilon(1e-12));
  CHECK(split.interaction == Approx(-.009).epsilon(1e-12));
  CHECK_FALSE(split.simpson);
}

TEST_CASE("an aggregate that moves against all of its cohorts is Simpson's paradox") {
  const auto split = rate_split(stones);
  CHECK(split.gap > 0);  // 83% against 78%, though worse for small stones and for large ones
  CHECK(split.simpson);
  CHECK(split.mix_driven);
  CHECK_FALSE(rate_split(std::vector<CohortCounts>{{1, 10, 5, 10}}).simpson);  // one cohort is the aggregate
}

TEST_CASE("both forms add up to the gap, and turning the groups turns both parts") {
  CHECK(holds_for_all([] {
    auto cohorts = random_counts();
    const auto split = rate_split(cohorts);
    RC_ASSERT(std::abs(split.mix + split.rate - split.gap) <= 1e-14);
    RC_ASSERT(std::abs(split.mix_alone + split.rate_alone + split.interaction - split.gap) <= 1e-14);
    for (auto& c : cohorts) c = {c.events_after, c.trials_after, c.events_before, c.trials_before};
    const auto turned = rate_split(cohorts);
    RC_ASSERT(std::abs(split.mix + turned.mix) <= 1e-14 && std::abs(split.rate + turned.rate) <= 1e-14);
    RC_ASSERT(split.simpson == turned.simpson);
  }));
}

TEST_CASE("a cohort that one group lacks is all mix") {
  const auto split = rate_split(std::vector<CohortCounts>{{5, 10, 5, 10}, {0, 0, 10, 10}});
  CHECK(split.rate == 0);
  CHECK(split.mix == Approx(.25).epsilon(1e-15));
}

// R 4.2: mantelhaen.test(UCBAdmissions), with and without correct = FALSE.
TEST_CASE("the admissions show no difference within departments") {
  const auto test = mantel_haenszel(berkeley);
  CHECK(*test.statistic == Approx(1.42694622859).epsilon(1e-10));
  CHECK(*test.p == Approx(.232263462817).epsilon(1e-10));
  CHECK(*test.odds_ratio == Approx(.904696828259).epsilon(1e-11));
  const auto plain = mantel_haenszel(berkeley, ContinuityCorrection::none);
  CHECK(*plain.statistic == Approx(1.52460666044).epsilon(1e-10));
  CHECK(*plain.p == Approx(.216923697056).epsilon(1e-10));
}

TEST_CASE("turning the groups inverts the odds and keeps the statistic") {
  CHECK(holds_for_all([] {
    auto cohorts = random_counts();
    const auto test = mantel_haenszel(cohorts);
    for (auto& c : cohorts) c = {c.events_after, c.trials_after, c.events_before, c.trials_before};
    const auto turned = mantel_haenszel(cohorts);
    RC_ASSERT(test.statistic.has_value() == turned.statistic.has_value());
    if (test.statistic) RC_ASSERT(std::abs(*test.statistic - *turned.statistic) <= 1e-9 * (1 + *test.statistic));
    if (test.odds_ratio && turned.odds_ratio) RC_ASSERT(std::abs(*test.odds_ratio * *turned.odds_ratio - 1) <= 1e-12);
  }));
}

TEST_CASE("what cannot be told is absent, and what is no count refused") {
  const auto none = mantel_haenszel(std::vector<CohortCounts>{{0, 10, 0, 10}, {5, 5, 0, 0}});
  CHECK_FALSE(none.statistic);
  CHECK_FALSE(none.p);
  CHECK_FALSE(none.odds_ratio);
  CHECK_THROWS_AS(rate_split(std::vector<CohortCounts>{{3, 2, 1, 1}}), DomainError);
  CHECK_THROWS_AS(rate_split(std::vector<CohortCounts>{{0, 0, 1, 1}}), Refusal);
  CHECK_THROWS_AS(rate_split(std::vector<CohortRates>{{.5, 1, .1, .1}}), DomainError);
  CHECK_THROWS_AS(rate_split(std::vector<CohortRates>{{1, 1, {}, .1}}), DomainError);
}
