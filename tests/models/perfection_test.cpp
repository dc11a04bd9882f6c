#include "premortem/models/perfection.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

using Points = std::vector<PerfectionPoint>;

const Points moderation = {{.93, 2.064e6, 84e3}, {.94, 2.58e6, 72e3}, {.95, 4.128e6, 60e3}, {.99, 20.64e6, 12e3}};

/// By hand, highest score first: 1 1 0 1 0 0 1 0 with a tie of the last positive and a negative at .3.
ScoreCurve small_curve() {
  ScoreCurve c;
  c.score = {.9, .8, .7, .6, .5, .4, .3, .1};
  c.tp = {1, 2, 2, 3, 3, 3, 4, 4}, c.fp = {0, 0, 1, 1, 2, 3, 4, 5};
  return c;
}

}  // namespace

// By hand: 20.64 - 2.58 = 18.06 million for 72,000 - 12,000 misses.
TEST_CASE("the last five points cost $18M a year, $301 for each miss they avoid") {
  const auto facts = perfection_facts(moderation, 1);
  CHECK(facts.nearest == 3);
  CHECK_FALSE(facts.perfect);
  CHECK(facts.extra_cost == Approx(18.06e6).epsilon(1e-12));
  CHECK(facts.extra_points == Approx(5).epsilon(1e-12));
  CHECK(*facts.misses_avoided == 60e3);
  CHECK(*facts.misses_left == 12e3);
  CHECK(*facts.cost_per_miss_avoided == Approx(301).epsilon(1e-12));
}

TEST_CASE("a cost of each miss avoided is absent where none is avoided, nothing more is paid or misses are not known") {
  CHECK(perfection_facts(moderation, 3).why_no_cost_per_miss == "it misses no fewer");
  CHECK(perfection_facts(Points{{.9, 100, 5.0}, {1, 90, 0.0}}, 0).why_no_cost_per_miss == "it costs no more");
  CHECK(perfection_facts(Points{{.9, 100, 5.0}, {1, 90, 0.0}}, 0).perfect);
  CHECK(perfection_facts(Points{{.9, 100, {}}, {1, 190, 0.0}}, 0).why_no_cost_per_miss ==
        "misses are not stated for both");
  CHECK(perfection_facts(Points{{1, 300, 0.0}, {1, 200, 0.0}, {.9, 10, 1.0}}, 2).nearest == 1);
  CHECK_THROWS_AS(perfection_facts(moderation, 4), DomainError);
  CHECK_THROWS_AS(perfection_facts(Points{{93, 1, {}}}, 0), DomainError);
}

TEST_CASE("to miss none is to flag down to the lowest positive, with all that scores above it") {
  const auto full = full_recall(small_curve(), 0.95);
  REQUIRE(full);
  CHECK(full->threshold == .3);
  CHECK(full->false_positives == 4);
  CHECK(full->flagged == 8);
  CHECK(full->share_flagged == Approx(8 / 9.0).epsilon(1e-15));
  CHECK(cost_of_full_recall(*full, {10, 2, 1000}) == 1000 * (4 * 10 + 8 * 2));
  auto weighted = small_curve();
  weighted.tp_weight = {2, 4, 4, 6, 6, 6, 8, 8}, weighted.fp_weight = {0, 0, .5, .5, 1, 1.5, 2, 2.5};
  CHECK(full_recall(weighted, 0.95)->flagged == 10);
  CHECK(full_recall(weighted, 0.95)->share_flagged == Approx(10 / 10.5).epsilon(1e-15));
  CHECK_FALSE(full_recall({}, 0.95));
  CHECK_THROWS_AS(full_recall(small_curve(), 1), DomainError);
  CHECK_THROWS_AS(cost_of_full_recall(*full, {-1, 2, 1000}), DomainError);
}

// Wilks (1941): 59 values leave less than 5% below the lowest with 95% confidence, 58 do not; 299 leave less than 1%.
TEST_CASE("that no positive in the rows is missed limits the share missed live") {
  const auto upper = [](std::uint32_t positives) {
    ScoreCurve c;
    c.score = {1}, c.tp = {positives}, c.fp = {0};
    return full_recall(c, 0.95)->miss_rate_upper;
  };
  CHECK(upper(59) < 0.05);
  CHECK(upper(58) > 0.05);
  CHECK(upper(299) < 0.01);
  CHECK(upper(298) > 0.01);
  std::mt19937 generator(3);
  std::uniform_real_distribution<double> score(0, 1);  // uniform scores: the lowest is the share below it
  int beyond = 0;
  constexpr int repetitions = 4000;
  for (int r = 0; r < repetitions; ++r) {
    double lowest = 1;
    for (int i = 0; i < 20; ++i) lowest = std::min(lowest, score(generator));
    beyond += lowest > upper(20);
  }
  CHECK(beyond == Approx(0.05 * repetitions).margin(4 * std::sqrt(0.05 * 0.95 * repetitions)));
}
