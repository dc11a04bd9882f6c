#include <catch2/catch.hpp>

#include <array>
#include <cmath>

#include "premortem/core/error.hpp"
#include "quantity/harm_job.hpp"

namespace premortem {
namespace {

using namespace testing;

Simulated one(const std::vector<Leaf>& leaves, const SimulatedOutput& output, const SimulationSettings& settings) {
  return simulate(leaves, std::span(&output, 1), settings).front();
}

std::vector<double> numbers(const Simulated& s) {
  return {s.mean, s.mean_standard_error, s.p05.value, s.p05.standard_error, s.p50.value, s.p50.standard_error,
          s.p95.value, s.p95.standard_error, s.share_above.value_or(-1), static_cast<double>(s.samples),
          s.expected_shortfall_95, s.p99.value, s.p99.standard_error};
}

// Mean and quantiles of the harm job by numerical integration, recomputed with scipy; P(above 100) likewise.
constexpr double mean = 63.5528413, q05 = 17.6869, q50 = 52.4401, q95 = 146.8645, above_100 = .154244;

TEST_CASE("the harm job comes out within four of its standard errors") {
  const auto s = one(harm_job_leaves(), harm_job_output(), {1'000'000, 1, 2});
  CHECK(std::abs(s.mean - mean) < 4 * s.mean_standard_error);
  CHECK(std::abs(s.p05.value - q05) < 4 * s.p05.standard_error);
  CHECK(std::abs(s.p50.value - q50) < 4 * s.p50.standard_error);
  CHECK(std::abs(s.p95.value - q95) < 4 * s.p95.standard_error);
  CHECK(std::abs(*s.share_above - above_100) < 4 * std::sqrt(above_100 * (1 - above_100) / 1e6));
  CHECK(std::abs(s.p99.value - 220.597) < 4 * s.p99.standard_error);
  // Four standard errors sqrt((v + .95 (es - p95)^2) / 50,000) = 0.29, v = 47^2 the variance beyond p95, and half a bin.
  CHECK(std::abs(s.expected_shortfall_95 - 193.494) < 1.2);
  CHECK(s.samples == 1'000'000);
  // sd 43.7542867 by the same integration
  CHECK(s.mean_standard_error == Approx(43.7542867 / 1000).epsilon(0.01));
}

TEST_CASE("the standard errors are the spread that other seeds show") {
  constexpr int seeds = 50;
  const auto leaves = harm_job_leaves();
  const std::array<double, 4> truth{mean, q05, q50, q95};
  std::array<double, 4> squares{}, stated{};
  for (int seed = 1; seed <= seeds; ++seed) {
    const auto n = numbers(one(leaves, harm_job_output(), {20'000, static_cast<std::uint64_t>(seed), 1}));
    for (std::size_t i = 0; i < 4; ++i) {
      squares[i] += (n[2 * i] - truth[i]) * (n[2 * i] - truth[i]) / seeds;
      stated[i] += n[2 * i + 1] / seeds;
    }
  }
  // The root mean square of 50 errors is known to 10%; four of that.
  for (std::size_t i = 0; i < 4; ++i) CHECK(std::sqrt(squares[i]) == Approx(stated[i]).epsilon(0.4));
}

TEST_CASE("the result has the same bits for 1, 2, 3 and 8 threads") {
  for (const std::uint64_t samples : {1, 1023, 1025, 70'000, 1'200'000}) {  // of the last, parts have many blocks
    const auto alone = numbers(one(harm_job_leaves(), harm_job_output(), {samples, 7, 1}));
    for (const int jobs : {2, 3, 8}) CHECK(numbers(one(harm_job_leaves(), harm_job_output(), {samples, 7, jobs})) == alone);
  }
}

TEST_CASE("the result does not depend on the other outputs or on the order of the leaves") {
  auto leaves = harm_job_leaves();
  const auto alone = numbers(one(leaves, harm_job_output(), {50'000, 1, 1}));
  const std::array<SimulatedOutput, 3> outputs{SimulatedOutput{{product_of({3, 2})}, std::nullopt, 1, std::nullopt}, harm_job_output(),
                                               SimulatedOutput{{product_of({1})}, std::nullopt, 1, std::nullopt}};
  CHECK(numbers(simulate(leaves, outputs, {50'000, 1, 1})[1]) == alone);
  std::swap(leaves[1], leaves[4]);
  leaves.push_back(counted_leaf("unused", 1, 2));
  const SimulatedOutput renumbered{{product_of({0, 4, 2, 3, 1})}, std::nullopt, 1, 100.0};
  CHECK(numbers(one(leaves, renumbered, {50'000, 1, 1})) == alone);
}

TEST_CASE("another seed gives another result, the same seed the same") {
  const auto with_seed = [](std::uint64_t seed) { return numbers(one(harm_job_leaves(), harm_job_output(), {10'000, seed, 1})); };
  CHECK(with_seed(1) == with_seed(1));
  CHECK(with_seed(1) != with_seed(2));
}

TEST_CASE("a constant has itself for every quantile and no standard error") {
  const std::vector<Leaf> leaves{exact_leaf("n", 300), point_leaf("p", 0.1)};
  const auto s = one(leaves, {{product_of({0, 1})}, std::nullopt, 1, 29.0}, {1000, 1, 1});
  const double value = 300 * 0.1;
  for (const double x : {s.mean, s.p05.value, s.p50.value, s.p95.value}) CHECK(x == Approx(value).epsilon(1e-15));
  for (const double e : {s.mean_standard_error, s.p05.standard_error, s.p95.standard_error}) CHECK(e == 0);
  CHECK(s.share_above == 1.0);
}

TEST_CASE("zero everywhere is zero in every reading") {
  for (const auto& leaves : {std::vector<Leaf>{exact_leaf("n", 0), counted_leaf("p", 1, 9)},
                             std::vector<Leaf>{exact_leaf("n", 1e6), point_leaf("p", 0)}}) {
    const auto s = one(leaves, {{product_of({0, 1})}, std::nullopt, 1, 0.0}, {5000, 1, 1});
    CHECK(numbers(s) == std::vector<double>{0, 0, 0, 0, 0, 0, 0, 0, 0, 5000, 0, 0, 0});
  }
}

TEST_CASE("the share above a limit does not count what is at the limit") {
  const std::vector<Leaf> leaves{sample_leaf("x", {1, 2, 3, 4}, UnitKind::amount)};
  const auto s = one(leaves, {{product_of({0})}, std::nullopt, 1, 3.0}, {100'000, 1, 1});
  CHECK(std::abs(*s.share_above - .25) < 4 * std::sqrt(.25 * .75 / 1e5));
  const auto none = one(leaves, {{product_of({0})}, std::nullopt, 1, 4.0}, {1000, 1, 1});
  CHECK(none.share_above == 0.0);
  CHECK_FALSE(one(leaves, {{product_of({0})}, std::nullopt, 1, std::nullopt}, {1000, 1, 1}).share_above.has_value());
}

TEST_CASE("a leaf used twice is drawn once") {
  const std::vector<Leaf> leaves{between_leaf("x", Shape::uniform, 0, 1)};
  const auto squared = one(leaves, {{product_of({0, 0})}, std::nullopt, 1, std::nullopt}, {200'000, 1, 2});
  CHECK(std::abs(squared.mean - 1.0 / 3) < 4 * squared.mean_standard_error);  // E U^2; unrelated draws give 1/4
  Expression ratio;
  ratio.quotient(ratio.leaf(0), ratio.leaf(0));
  const auto same = one(leaves, {{ratio}, std::nullopt, 1, std::nullopt}, {10'000, 1, 1});
  CHECK(same.p05.value == 1);
  CHECK(same.p95.value == 1);
}

TEST_CASE("people touched by any of independent events are N(1 - prod(1 - p))") {
  // p1 ~ U(0, .5), p2 ~ U(0, 1): mean 1 - 3/4 * 1/2 = 5/8; closed form
  const std::vector<Leaf> leaves{exact_leaf("n", 1000), between_leaf("a", Shape::uniform, 0, .5), between_leaf("b", Shape::uniform, 0, 1)};
  const SimulatedOutput any{{product_of({0, 1}), product_of({0, 2})}, 0, 1, std::nullopt};
  const auto s = one(leaves, any, {200'000, 1, 2});
  CHECK(std::abs(s.mean - 625) < 4 * s.mean_standard_error);
  // Var of (1 - p1)(1 - p2): E = 7/12 * 1/3 - 9/64, so sd = 231.1 of 1000 people
  CHECK(s.mean_standard_error == Approx(1000 * std::sqrt(7.0 / 36 - 9.0 / 64) / std::sqrt(2e5)).epsilon(0.01));
}

TEST_CASE("nobody of an empty population is touched, and nobody is touched twice") {
  const std::vector<Leaf> nobody{exact_leaf("n", 0), counted_leaf("p", 1, 9), counted_leaf("q", 1, 5)};
  const SimulatedOutput any{{product_of({0, 1}), product_of({0, 2})}, 0, 1, std::nullopt};
  CHECK(one(nobody, any, {1000, 1, 1}).p95.value == 0);
  const std::vector<Leaf> twice{exact_leaf("n", 10), exact_leaf("p", 2, UnitKind::factor), exact_leaf("q", 2, UnitKind::factor)};
  const auto s = one(twice, any, {1000, 1, 1});
  CHECK(s.mean == 10);
  CHECK(s.p95.value == 10);
}

TEST_CASE("people of a population that are few keep their digits, and have their price") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1e18), exact_leaf("p", 1e-17, UnitKind::share), exact_leaf("price", 3)};
  const auto s = one(leaves, {{product_of({0, 1})}, 0, 1, std::nullopt, 2}, {100, 1, 1});
  CHECK(s.mean == Approx(30).epsilon(1e-14));
}

TEST_CASE("doubling the population doubles every number to the last bit") {
  auto leaves = harm_job_leaves();
  auto output = harm_job_output();
  const auto plain = numbers(one(leaves, output, {30'000, 3, 1}));
  for (const int k : {-3, 1, 20}) {
    leaves[0].best = std::ldexp(1e7, k);
    output.limit = std::ldexp(100.0, k);
    const auto scaled = numbers(one(leaves, output, {30'000, 3, 1}));
    for (std::size_t i = 0; i < 8; ++i) CHECK(scaled[i] == std::ldexp(plain[i], k));
    CHECK(scaled[8] == plain[8]);
  }
}

TEST_CASE("what cannot be simulated is refused") {
  CHECK_THROWS_AS(one(harm_job_leaves(), harm_job_output(), {0, 1, 1}), DomainError);
  CHECK_THROWS_AS(one({unknown_leaf("x")}, {{product_of({0})}, std::nullopt, 1, std::nullopt}, {10, 1, 1}), DomainError);
  const std::vector<Leaf> huge{exact_leaf("a", 1e300), exact_leaf("b", 1e300)};
  CHECK_THROWS_AS(one(huge, {{product_of({0, 1})}, std::nullopt, 1, std::nullopt}, {10, 1, 1}), Refusal);
  Expression by_zero;
  by_zero.quotient(by_zero.leaf(0), by_zero.leaf(1));
  CHECK_THROWS_AS(one({counted_leaf("a", 1, 9), point_leaf("b", 0)}, {{by_zero}, std::nullopt, 1, std::nullopt}, {10, 1, 1}), Refusal);
}

}  // namespace
}  // namespace premortem
