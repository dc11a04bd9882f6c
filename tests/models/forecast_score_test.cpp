#include "premortem/models/forecast_score.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

/// The eight that samples/model-journal scores.
const std::vector<Forecast> eight{{0.975, true}, {0.975, true}, {0.975, false}, {0.85, false}, {0.9, true}, {0.7, false}, {0.75, true}, {0.6, true}};

std::vector<Forecast> forecasts(int least, int most) {
  std::vector<Forecast> out(static_cast<std::size_t>(*rc::gen::inRange(least, most + 1)));
  for (auto& f : out) f = {*rc::gen::inRange(0, 21) / 20.0, *rc::gen::arbitrary<bool>()};
  return out;
}

/// Calls `visit` with every outcome of the forecasts and its chance if the chances are `truth`.
template <class Visit>
void every_outcome(std::vector<Forecast> forecasts, const std::vector<double>& truth, Visit visit) {
  for (std::size_t bits = 0; bits < (std::size_t{1} << forecasts.size()); ++bits) {
    double chance = 1;
    for (std::size_t i = 0; i < forecasts.size(); ++i) {
      forecasts[i].held = (bits >> i) & 1U;
      chance *= forecasts[i].held ? truth[i] : 1 - truth[i];
    }
    visit(forecasts, chance);
  }
}

long hits(const std::vector<Forecast>& forecasts) {
  return std::count_if(forecasts.begin(), forecasts.end(), [](const auto& f) { return f.held; });
}

std::vector<double> stated(const std::vector<Forecast>& forecasts) {
  std::vector<double> out;
  for (const auto& f : forecasts) out.push_back(f.probability);
  return out;
}

}  // namespace

// Python 3.11, fractions: exact rational arithmetic from the definitions; the tails by all 2^8 outcomes. Hence 1e-14.
TEST_CASE("eight forecasts have the scores, parts and tails of exact arithmetic") {
  const auto s = score_forecasts(eight, 0.95);
  CHECK(s.n == 8);
  CHECK(s.held == 5);
  CHECK(s.brier == Approx(767.0 / 2560).epsilon(1e-14));
  CHECK(s.murphy.reliability == Approx(1661.0 / 7680).epsilon(1e-14));
  CHECK(s.murphy.resolution == Approx(29.0 / 192).epsilon(1e-14));
  CHECK(s.murphy.uncertainty == Approx(15.0 / 64).epsilon(1e-14));
  CHECK(*s.skill == Approx(-0.27833333333333333).epsilon(1e-13));
  CHECK(s.mean_forecast == Approx(0.840625).epsilon(1e-14));
  CHECK(s.tails->so_few == Approx(0.104748037890625).epsilon(1e-13));
  CHECK(s.tails->so_many == Approx(0.98391723046875).epsilon(1e-13));
  // scipy 1.10: binomtest(5, 8).proportion_ci(0.95, "exact")
  CHECK(s.hit_rate_limits.low == Approx(0.2448632163664999).epsilon(1e-12));
  CHECK(s.hit_rate_limits.high == Approx(0.9147665858624069).epsilon(1e-12));
  // numpy: 767/2560 + sqrt(ln(40) sum (1 - 2p)^2 / 2) / 8
  CHECK(s.brier_limits.high == Approx(0.6511247402793136).epsilon(1e-13));
  // below zero by that formula: cut to the least score that these chances can have, each going the likelier way
  CHECK(s.brier_limits.low == Approx((3 * 0.025 * 0.025 + 0.15 * 0.15 + 0.1 * 0.1 + 0.3 * 0.3 + 0.25 * 0.25 + 0.4 * 0.4) / 8).epsilon(1e-13));
}

TEST_CASE("saying 50% every time scores a quarter, whatever comes, and nothing is left open about it") {
  const std::vector<Forecast> coin{{0.5, true}, {0.5, false}, {0.5, false}};
  CHECK(brier_score(coin) == 0.25);
  CHECK(brier_limits(coin, 0.95) == Interval{0.25, 0.25});
}

TEST_CASE("the certain who are right score 0 and the certain who are wrong score 1") {
  CHECK(brier_score(std::vector<Forecast>{{1, true}, {0, false}}) == 0);
  CHECK(brier_score(std::vector<Forecast>{{0, true}, {1, false}}) == 1);
}

TEST_CASE("skill is absent, with its reason, where all held or all failed") {
  const auto held = score_forecasts(std::vector<Forecast>{{0.9, true}, {0.8, true}}, 0.95);
  CHECK_FALSE(held.skill);
  CHECK_THAT(held.skill_why, Catch::StartsWith("all that were checked held"));
  CHECK_THAT(score_forecasts(std::vector<Forecast>{{0.9, false}}, 0.95).skill_why, Catch::StartsWith("all that were checked failed"));
}

TEST_CASE("the Brier score is reliability less resolution plus uncertainty") {
  CHECK(holds_for_all([] {
    const auto f = forecasts(1, 40);
    const auto m = murphy_parts(f);
    RC_ASSERT(std::abs(brier_score(f) - (m.reliability - m.resolution + m.uncertainty)) < 1e-14);
    RC_ASSERT(m.reliability >= 0 && m.resolution >= 0 && m.uncertainty <= 0.25);
  }));
}

TEST_CASE("no order of the forecasts changes a bit of their score") {
  CHECK(holds_for_all([] {
    auto f = forecasts(1, 30);
    const auto one = score_forecasts(f, 0.9);
    for (std::size_t i = f.size(); i > 1; --i) std::swap(f[i - 1], f[*rc::gen::inRange<std::size_t>(0, i)]);
    const auto two = score_forecasts(f, 0.9);
    RC_ASSERT(one.brier == two.brier && one.brier_limits == two.brier_limits && one.skill == two.skill && one.mean_forecast == two.mean_forecast);
    RC_ASSERT(one.murphy.reliability == two.murphy.reliability && one.tails->so_few == two.tails->so_few && one.tails->so_many == two.tails->so_many);
  }));
}

TEST_CASE("the tails are those of every outcome, counted one by one") {
  CHECK(holds_for_all([] {
    const auto f = forecasts(1, 6);
    double few = 0, many = 0;
    every_outcome(f, stated(f), [&](const auto& other, double chance) {
      if (hits(other) <= hits(f)) few += chance;
      if (hits(other) >= hits(f)) many += chance;
    });
    const auto tails = hit_tails(f);
    RC_ASSERT(std::abs(tails.so_few - few) < 1e-14);
    RC_ASSERT(std::abs(tails.so_many - many) < 1e-14);
  }));
}

// Exact coverage, by every outcome: whatever the true chances are.
TEST_CASE("the limits of the Brier score hold the score to expect at least as often as they say") {
  CHECK(holds_for_all([] {
    const auto f = forecasts(1, 6);
    std::vector<double> truth;
    for (std::size_t i = 0; i < f.size(); ++i) truth.push_back(*rc::gen::inRange(0, 11) / 10.0);
    double expected = 0;
    for (std::size_t i = 0; i < f.size(); ++i) {
      const double p = f[i].probability, q = truth[i];
      expected += (q * (1 - p) * (1 - p) + (1 - q) * p * p) / static_cast<double>(f.size());
    }
    const double confidence = *rc::gen::element(0.5, 0.8, 0.95);
    double covered = 0;
    every_outcome(f, truth, [&](const auto& other, double chance) {
      const auto limits = brier_limits(other, confidence);
      if (limits.low <= expected + 1e-12 && expected <= limits.high + 1e-12) covered += chance;
    });
    RC_ASSERT(covered >= confidence - 1e-12);
  }));
}

TEST_CASE("what is not known moves the score no further than each of its outcomes does") {
  // Python fractions: (767/2560 x 8 + sums of the least and the greatest of p^2, (1 - p)^2) / 11
  const std::vector<double> others{0.8, 0.85, 0.8};
  const auto limits = brier_if_known(eight, others);
  CHECK(limits.low == Approx(0.22721590909090908).epsilon(1e-13));
  CHECK(limits.high == Approx(0.39994318181818184).epsilon(1e-13));
  CHECK(holds_for_all([] {
    const auto known = forecasts(0, 4), unknown = forecasts(1, 4);
    const auto either_way = brier_if_known(known, stated(unknown));
    double least = 2, greatest = -1;
    every_outcome(unknown, stated(unknown), [&](auto all, double) {
      all.insert(all.end(), known.begin(), known.end());
      least = std::min(least, brier_score(all)), greatest = std::max(greatest, brier_score(all));
    });
    RC_ASSERT(std::abs(either_way.low - least) < 1e-14 && std::abs(either_way.high - greatest) < 1e-14);
  }));
}

TEST_CASE("a chance on the border of two bins is in the upper one, and 100% in the last") {
  const auto bins = calibration_bins(std::vector<Forecast>{{0.2, true}, {0.6, false}, {0.8, true}, {1, true}, {0.19, false}}, 0.95);
  REQUIRE(bins.size() == 4);
  CHECK(bins[0].high == 0.2);
  CHECK(bins[0].n == 1);
  CHECK(bins[1].low == 0.2);
  CHECK(bins[1].held == 1);
  CHECK(bins[2].low == 0.6);
  CHECK(bins[3].n == 2);
  CHECK(bins[3].mean_forecast == 0.9);
}

TEST_CASE("every forecast is in one bin, whose average lies in it") {
  CHECK(holds_for_all([] {
    const auto f = forecasts(1, 40);
    std::size_t n = 0, held = 0;
    for (const auto& b : calibration_bins(f, 0.95)) {
      n += b.n, held += b.held;
      RC_ASSERT(b.n > 0 && b.mean_forecast >= b.low - 1e-15 && b.mean_forecast <= b.high + 1e-15);
      RC_ASSERT(b.hit_rate_limits.contains(b.hit_rate));
    }
    RC_ASSERT(n == f.size() && static_cast<long>(held) == hits(f));
  }));
}

// scipy 1.10: 25 norm.ppf(0.975)^2 = 96.04, 25 norm.ppf(0.95)^2 = 67.64
TEST_CASE("to know a share to ten points takes 97 at 95% and 68 at 90%") {
  CHECK(forecasts_for_ten_points(0.95) == 97);
  CHECK(forecasts_for_ten_points(0.9) == 68);
}

TEST_CASE("no forecast, an impossible probability and an impossible confidence are refused") {
  CHECK_THROWS_AS(brier_score({}), DomainError);
  CHECK_THROWS_AS(brier_if_known({}, {}), DomainError);
  CHECK_THROWS_AS(brier_score(std::vector<Forecast>{{1.1, true}}), DomainError);
  CHECK_THROWS_AS(brier_score(std::vector<Forecast>{{std::nan(""), true}}), DomainError);
  CHECK_THROWS_AS(brier_if_known(eight, std::vector<double>{-0.1}), DomainError);
  CHECK_THROWS_AS(brier_limits(eight, 1), DomainError);
  CHECK_THROWS_AS(score_forecasts(eight, 0), DomainError);
}

TEST_CASE("more forecasts than the convolution takes have a score and no tails, with the reason") {
  const std::vector<Forecast> many(most_for_hit_tails + 1, {0.5, true});
  const auto s = score_forecasts(many, 0.95);
  CHECK(s.brier == 0.25);
  CHECK_FALSE(s.tails);
  CHECK_THAT(s.tails_why, Catch::Contains("5000"));
  CHECK_THROWS_AS(hit_tails(many), DomainError);
}
