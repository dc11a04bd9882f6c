#include "premortem/statistics/run_length.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <tuple>

#include "premortem/statistics/control_chart.hpp"
#include "premortem/statistics/run_length_simulation.hpp"
#include "premortem/statistics/running_chart.hpp"

namespace premortem {
namespace {

RunLength geometric(double p) { return {{1}, p, 0}; }

TEST_CASE("a constant hazard is a geometric run length") {
  const auto law = geometric(.2);
  CHECK(mean(law) == Approx(5).epsilon(1e-14));
  CHECK(fired_within(law, 3) == Approx(1 - .512).epsilon(1e-14));
  CHECK(quantile(law, .5) == 4);  // 1 - .8^3 = .488, 1 - .8^4 = .590
  CHECK(quantile(law, .488) == 3);
  CHECK(restricted_mean(law, 3) == Approx(1 + .8 + .64).epsilon(1e-14));
  CHECK(restricted_mean(law, 2.5) == Approx(1 + .8 + .32).epsilon(1e-14));
  CHECK(silent_until_fired(law, .1) == Approx(.2 * std::exp(-.1) / (1 - .8 * std::exp(-.1))).epsilon(1e-13));
  CHECK(silent_until_fired(law, 0) == Approx(1).epsilon(1e-14));
}

TEST_CASE("a rule that never fires has no end") {
  const RunLength never{{1}, 0, 0};
  CHECK(std::isinf(mean(never)));
  CHECK(std::isinf(quantile(never, .5)));
  CHECK(fired_within(never, 1e9) == 0);
  CHECK(restricted_mean(never, 1000) == 1000);
}

TEST_CASE("of two rules the first counts") {
  CHECK(mean(first_of(geometric(.1), geometric(.2))) == Approx(1 / .28).epsilon(1e-13));
}

/// Simulated runs with the chart that monitoring systems run, beside the computed law.
void check_simulated(const ControlChart& chart, const CheckLaw& law) {
  const auto computed = run_length(chart, law);
  const auto drawn = simulated_run_length(chart, {law, law, 0}, {{1, 99}, 3'000'000, 4'000});
  INFO(mean(computed) << " computed, " << mean(drawn) << " drawn");
  CHECK(std::abs(mean(drawn) / mean(computed) - 1) < 4 * drawn.relative_error);
}

TEST_CASE("integral equation, chain and simulation agree for each rule") {
  const CheckLaw normal = NormalCheck{.3};
  check_simulated(ConsecutiveChart{1, 2}, normal);
  check_simulated(ConsecutiveChart{2, 1.2}, normal);
  check_simulated(ConsecutiveChart{2, 1.2, Sides::two}, normal);
  check_simulated(CumulativeChart{5, 1.5}, normal);
  check_simulated(CusumChart{.5, 3}, normal);
  check_simulated(EwmaChart{.2, 2.2}, normal);
  check_simulated(EwmaChart{.2, 2.5, Sides::two}, normal);
  check_simulated(ShiryaevRobertsChart{1, 4}, normal);
  check_simulated(SprtChart{.5, 2, 2.5}, normal);
  check_simulated(BatchChart{3, 10, 1}, normal);
  const CheckLaw counts = poisson_check(1.3);
  check_simulated(ConsecutiveChart{1, 4}, counts);
  check_simulated(ConsecutiveChart{3, 2}, counts);
  check_simulated(WindowChart{5, 12}, counts);
  check_simulated(CusumChart{1.7, 4}, counts);
  check_simulated(SprtChart{1.6, 3, 4}, counts);
  check_simulated(BatchChart{2, 7, 4}, counts);
  check_simulated(CusumChart{8.5, 6}, binomial_check(200, .04));
}

TEST_CASE("an EWMA of counts is within 1% of its simulation") {
  const CheckLaw counts = poisson_check(3);
  const EwmaChart chart{.2, 2.5, Sides::one, 3, std::sqrt(3.0)};
  const auto drawn = simulated_run_length(chart, {counts, counts, 0}, {{1, 5}, 8'000'000, 40'000});
  CHECK(std::abs(mean(run_length(chart, counts)) / mean(drawn) - 1) < .01 + 4 * drawn.relative_error);
}

TEST_CASE("an EWMA of many counts with little weight is still within 2% of its simulation") {
  for (const auto& [mean_count, weight, limit] : {std::tuple{10'000.0, 0.05, 2.3}, std::tuple{5.0, 0.01, 2.0}, std::tuple{20.0, 0.005, 2.0}}) {
    const CheckLaw counts = poisson_check(mean_count);
    const EwmaChart chart{weight, limit, Sides::one, mean_count, std::sqrt(mean_count)};
    const auto drawn = simulated_run_length(chart, {counts, counts, 0}, {{1, 5}, 6'000'000, 20'000});
    INFO(mean_count << " " << mean(run_length(chart, counts)) << " " << mean(drawn));
    CHECK(std::abs(mean(run_length(chart, counts)) / mean(drawn) - 1) < .02 + 4 * drawn.relative_error);
  }
}

TEST_CASE("the delay after a long quiet time is that of simulated runs") {
  const CheckLaw before = NormalCheck{0}, after = NormalCheck{1};
  for (const ControlChart& chart : {ControlChart(CusumChart{.5, 4}), ControlChart(EwmaChart{.2, 2.6}), ControlChart(ConsecutiveChart{2, 1.5})}) {
    const auto computed = run_length_after(chart, before, after);
    const auto drawn = simulated_run_length_after(chart, {before, after, 0}, 60, {{1, 3}, 8'000'000, 20'000});
    CHECK(std::abs(mean(drawn) / mean(computed) - 1) < 4 * drawn.relative_error);
    CHECK(std::abs(quantile(drawn, .95) - quantile(computed, .95)) <= 1);
  }
}

// Simulation of autocorrelated values, marginal variance 1, k = .5, h = 5: 930.887 (exact), 299, 138, 86.
TEST_CASE("autocorrelation shortens the run length as published") {
  for (const auto& [phi, expected] : {std::pair{.2, 299.0}, std::pair{.4, 138.0}, std::pair{.6, 86.0}}) {
    const auto law = simulated_run_length(CusumChart{.5, 5}, {NormalCheck{0}, NormalCheck{0}, phi}, {{1, 7}, 4'000'000, 20'000});
    CHECK(std::abs(mean(law) / expected - 1) < 4 * law.relative_error + .01);
  }
  CHECK(mean(run_length(CusumChart{.5, 5}, NormalCheck{0})) == Approx(930.887).epsilon(1e-6));
}

// Passed with p = .05 by the mean of 10 values; 10 overlapping evaluations running: 1,706, not the 10^13 of fresh ones.
TEST_CASE("overlapping windows fire far sooner than fresh ones") {
  const ConsecutiveChart overlapping{10, 1.6448536269514722 / std::sqrt(10.0), Sides::one, 10};
  const auto law = simulated_run_length(overlapping, {NormalCheck{0}, NormalCheck{0}, 0}, {{1, 7}, 8'000'000, 20'000});
  CHECK(std::abs(mean(law) / 1706 - 1) < 4 * law.relative_error);
  CHECK(mean(run_length(ConsecutiveChart{10, 1.6448536269514722}, NormalCheck{0})) > 1e13);
}

TEST_CASE("where no simulated run ends, the hazard is what none in so many leaves possible") {
  const auto law = simulated_run_length(ConsecutiveChart{1, 9}, {NormalCheck{0}, NormalCheck{0}, 0}, {{1, 7}, 100'000, 10});
  CHECK(law.hazard == Approx(3e-5).epsilon(.01));
  CHECK(law.relative_error == 1);
}

}  // namespace
}  // namespace premortem
