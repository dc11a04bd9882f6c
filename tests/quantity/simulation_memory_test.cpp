// A memory saves work and changes no bit; what a product's constants do to its result, they do exactly.
#include "premortem/quantity/simulation_memory.hpp"

#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstdint>

#include "holds_for_all.hpp"
#include "quantity/harm_job.hpp"

namespace premortem {
namespace {

using namespace testing;

std::vector<double> numbers(const Simulated& s) {
  return {s.mean, s.mean_standard_error, s.p05.value, s.p05.standard_error, s.p50.value, s.p50.standard_error, s.p95.value, s.p95.standard_error, s.share_above.value_or(-1),
          static_cast<double>(s.samples), s.expected_shortfall_95, s.p99.value, s.p99.standard_error};
}

/// Two zeros are not one here.
std::vector<std::uint64_t> bits(const Simulated& s) {
  std::vector<std::uint64_t> all;
  for (const double x : numbers(s)) all.push_back(std::bit_cast<std::uint64_t>(x));
  return all;
}

Simulated one(const std::vector<Leaf>& leaves, const SimulatedOutput& output, SimulationSettings settings, SimulationMemory* memory = nullptr) {
  settings.memory = memory;
  return simulate(leaves, std::span(&output, 1), settings).front();
}

SimulatedOutput harm_job(std::optional<double> limit = std::nullopt) {
  auto output = harm_job_output();
  output.limit = limit;
  return output;
}

double arbitrary_between(double low, double high) { return low + (high - low) * *rc::gen::inRange(0, 1'000'001) / 1e6; }

/// Estimates of every kind, small enough that some multipliers cut their draws off at 1 and others do not.
std::vector<Leaf> arbitrary_leaves() {
  auto leaves = harm_job_leaves();
  leaves[0].best = *rc::gen::element(0.0, -3.0, 7.0, 1e6);
  leaves[1] = *rc::gen::arbitrary<bool>() ? counted_leaf("high_risk", 10, 40, Shape::beta) : counted_leaf("high_risk", 3, 12);
  leaves.push_back(between_leaf("rate", Shape::lognormal, .05, .9));
  leaves.push_back(sample_leaf("seen", {.1, .2, .25, .3}));
  for (auto& leaf : leaves) leaf.multiplier = *rc::gen::element(1.0, 0.5, 1.7, 3.0);
  return leaves;
}

Expression arbitrary_expression(std::size_t leaves) {
  Expression e;
  std::size_t at = e.leaf(*rc::gen::inRange<std::size_t>(0, leaves));
  for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
    const auto next = *rc::gen::arbitrary<bool>() ? e.leaf(*rc::gen::inRange<std::size_t>(0, leaves)) : e.constant(arbitrary_between(-1, 5));
    const int kind = *rc::gen::inRange(0, 6);
    at = kind == 0 ? e.quotient(at, e.constant(arbitrary_between(1, 7))) : kind == 1 ? e.apply(ExpressionNode::Op::sum, at, next) : e.product(at, next);
  }
  return e;
}

TEST_CASE("a memory changes no bit of any result, whatever was asked before") {
  SimulationMemory memory;
  CHECK(holds_for_all([&] {
    const auto leaves = arbitrary_leaves();
    std::vector<SimulatedOutput> outputs;
    for (int i = *rc::gen::inRange(1, 4); i > 0; --i)
      outputs.push_back({{arbitrary_expression(leaves.size())}, std::nullopt, 1, *rc::gen::arbitrary<bool>() ? std::optional(arbitrary_between(0, 1e5)) : std::nullopt});
    SimulationSettings settings{*rc::gen::element<std::uint64_t>(1, 100, 1500), *rc::gen::element<std::uint64_t>(1, 2), 1};
    const auto results = [&](SimulationMemory* own) {
      std::vector<std::vector<std::uint64_t>> all;
      settings.memory = own;
      for (const auto& s : simulate(leaves, outputs, settings)) all.push_back(bits(s));
      return all;
    };
    const auto expected = results(nullptr);
    RC_ASSERT(results(&memory) == expected);
    RC_ASSERT(results(&memory) == expected);  // now from what was kept
  }));
}

TEST_CASE("twice the population is twice the harm in every reading, to the last bit; thrice, to its rounding") {
  auto leaves = harm_job_leaves();
  const SimulationSettings settings{20'000, 1, 1};
  const auto once = numbers(one(leaves, harm_job(), settings));
  leaves[0].best = 2e7;
  const auto twice = numbers(one(leaves, harm_job(), settings));
  leaves[0].best = 3e7;
  const auto thrice = numbers(one(leaves, harm_job(), settings));
  for (const std::size_t i : {0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12}) {
    CHECK(twice[i] == 2 * once[i]);
    CHECK(thrice[i] == Approx(3 * once[i]).epsilon(1e-14));
  }
}

TEST_CASE("the share above a limit is that of draws which pass it") {
  auto leaves = harm_job_leaves();
  const SimulationSettings settings{5'000, 1, 1};
  SimulationMemory memory;
  for (const double people : {1e7, 1.3e7, 1.6e7}) {
    leaves[0].best = people;
    leaves[3].multiplier = 2e7 / people;  // the whole is the same but for rounding
    CHECK(*one(leaves, harm_job(100.0), settings, &memory).share_above == *one(leaves, harm_job(100.0), settings).share_above);
    CHECK(*one(leaves, harm_job(100.0), settings, &memory).share_above == Approx(*one(harm_job_leaves(), harm_job(50.0), settings).share_above).margin(1.5 / 5000));
  }
}

TEST_CASE("a multiplier that cuts draws off at everyone is no factor") {
  // U(.2, .8) doubled: half of it is 1. Mean (.4 + 1) / 2 / 2 + 1 / 2 = .85 by hand; a factor would give 1.
  std::vector<Leaf> leaves{between_leaf("x", Shape::uniform, .2, .8)};
  leaves[0].multiplier = 2;
  SimulationMemory memory;
  const auto s = one(leaves, {{product_of({0})}, std::nullopt, 1, std::nullopt}, {100'000, 1, 1}, &memory);
  CHECK(std::abs(s.mean - .85) < 4 * s.mean_standard_error);
  CHECK(s.p95.value == 1);
  leaves[0].multiplier = 1.2;  // never cut
  const auto factor = one(leaves, {{product_of({0})}, std::nullopt, 1, std::nullopt}, {100'000, 1, 1}, &memory);
  CHECK(std::abs(factor.mean - .6) < 4 * factor.mean_standard_error);
}

TEST_CASE("a share that its rate lets pass everyone is scaled before it is cut") {
  // Gamma(3.5) / 4, as 3 events in 4 are drawn, halved: E min(1, X / 2) = .4333557 and its 95% quantile .8791963. A third of X is above 1, so that to cut
  // first would give .370 and .5. scipy 1.10: gamma(3.5, scale=.125).expect(lambda x: min(x, 1)) and .ppf(.95).
  std::vector<Leaf> leaves{counted_leaf("x", 3, 4, Shape::rate)};
  leaves[0].multiplier = .5;
  SimulationMemory memory;
  const auto s = one(leaves, {{product_of({0})}, std::nullopt, 1, std::nullopt}, {100'000, 1, 1}, &memory);
  CHECK(std::abs(s.mean - .4333557) < 4 * s.mean_standard_error);
  CHECK(std::abs(s.p95.value - .8791963) < 4 * s.p95.standard_error);
}

TEST_CASE("a limit that values reach counts none of them, also where the constant has no whole digits") {
  // 1.1 x 15 is the double 16.5, and 16.5 / 1.1 is below 15.
  std::vector<Leaf> leaves{exact_leaf("c", 1.1), sample_leaf("x", {10, 15, 20}, UnitKind::amount)};
  const auto s = one(leaves, {{product_of({0, 1})}, std::nullopt, 1, 16.5}, {90'000, 1, 1});
  CHECK(std::abs(*s.share_above - 1.0 / 3) < 4 * std::sqrt(2.0 / 9 / 90'000));
}

TEST_CASE("multipliers that pass the range of numbers together leave the result as it is") {
  std::vector<Leaf> leaves{between_leaf("a", Shape::uniform, 1e150, 2e150, UnitKind::factor), between_leaf("b", Shape::uniform, 1e150, 2e150, UnitKind::factor)};
  leaves[0].multiplier = leaves[1].multiplier = 1e-200;
  const auto s = one(leaves, {{product_of({0, 1})}, std::nullopt, 1, std::nullopt}, {10'000, 1, 1});
  CHECK(std::abs(s.mean / 1e-100 - 2.25) < 4 * s.mean_standard_error / 1e-100);
}

TEST_CASE("constants keep the draws of a product within the range of numbers") {
  // 1e-250 * 1e-250 alone is 0, and 1e250 * 1e250 passes the largest number.
  for (const double tiny : {1e-250, 1e250}) {
    std::vector<Leaf> leaves{exact_leaf("n", 1 / tiny), between_leaf("a", Shape::uniform, tiny, 2 * tiny, UnitKind::factor), between_leaf("b", Shape::uniform, 1, 2, UnitKind::factor)};
    const auto s = one(leaves, {{product_of({0, 1, 2})}, std::nullopt, 1, std::nullopt}, {10'000, 1, 1});
    CHECK(std::abs(s.mean - 2.25) < 4 * s.mean_standard_error);
  }
}

TEST_CASE("a negative constant turns a product round") {
  std::vector<Leaf> leaves{exact_leaf("n", -3), between_leaf("a", Shape::uniform, 1, 2, UnitKind::amount)};
  const auto s = one(leaves, {{product_of({0, 1})}, std::nullopt, 1, -5.0}, {100'000, 1, 1});
  CHECK(s.p05.value == Approx(-5.85).epsilon(1e-3));
  CHECK(s.p95.value == Approx(-3.15).epsilon(1e-3));
  CHECK(*s.share_above == Approx(2.0 / 3).margin(.006));
}

}  // namespace
}  // namespace premortem
