#include <catch2/catch.hpp>
#include <cmath>

#include "premortem/quantity/simulation.hpp"

namespace premortem {
namespace {

Leaf uniform(double low, double high) {
  Leaf leaf;
  leaf.name = "u", leaf.shape = Shape::uniform, leaf.low = low, leaf.high = high;
  return leaf;
}

/// base + sign * leaf
Expression around(double base, ExpressionNode::Op op) {
  Expression e;
  const auto b = e.constant(base);
  e.apply(op, b, e.leaf(0));
  return e;
}

Simulated simulated(const Leaf& leaf, const Expression& e, int jobs = 1) {
  const std::vector<Leaf> leaves{leaf};
  const std::vector<SimulatedOutput> outputs{{{e}, std::nullopt, 1, std::nullopt}};
  return simulate(leaves, outputs, {200'000, 1, jobs}).front();
}

}  // namespace

TEST_CASE("a small spread about a large value keeps its quantiles and their errors") {
  for (const double base : {1.0, 1e5, 1e9, -1e9}) {
    INFO(base);
    const auto s = simulated(uniform(0, 1), around(base, ExpressionNode::Op::sum));
    // Quantiles of a uniform are the probabilities; standard error sqrt(p (1 - p) / n) of each. Doubles near 1e9 are 1.2e-7 apart.
    for (const auto& [estimate, p] : {std::pair{s.p05, 0.05}, {s.p50, 0.5}, {s.p95, 0.95}, {s.p99, 0.99}}) {
      const double error = std::sqrt(p * (1 - p) / 200'000);
      CHECK(std::abs(estimate.value - base - p) < 5 * error + 3e-7);
      CHECK(estimate.standard_error > 0.8 * error);
      CHECK(estimate.standard_error < 1.25 * error);
    }
    CHECK(std::abs(s.expected_shortfall_95 - base - 0.975) < 1e-3);
  }
}

TEST_CASE("what is left of 1 after a rare share stays below its bound") {
  Leaf rare;
  rare.name = "f", rare.shape = Shape::count, rare.unit_kind = UnitKind::share, rare.k = 3, rare.n = 30'000;
  const auto s = simulated(rare, around(1, ExpressionNode::Op::difference));
  // R 4.2: qbeta(c(.95, .5, .05), 3.5, 29997.5)
  CHECK(s.p05.value == Approx(1 - 2.344e-4).margin(3e-6));
  CHECK(s.p50.value == Approx(1 - 1.058e-4).margin(2e-6));
  CHECK(s.p95.value == Approx(1 - 3.61e-5).margin(2e-6));
  const double highest = 1 - bound_of(rare, 0.05).low;
  CHECK(s.p95.value < highest);
}

TEST_CASE("the second count has the same bits on any number of threads, and beside outputs that need none") {
  const auto leaf = uniform(0, 1);
  const auto e = around(1e6, ExpressionNode::Op::sum);
  const auto one = simulated(leaf, e);
  for (const int jobs : {2, 3, 8}) {
    const auto s = simulated(leaf, e, jobs);
    CHECK(s.p95.value == one.p95.value);
    CHECK(s.p95.standard_error == one.p95.standard_error);
    CHECK(s.expected_shortfall_95 == one.expected_shortfall_95);
  }
  const std::vector<Leaf> leaves{leaf};
  Expression plain;
  plain.leaf(0);
  const std::vector<SimulatedOutput> outputs{{{plain}, std::nullopt, 1, std::nullopt}, {{e}, std::nullopt, 1, std::nullopt}};
  const auto both = simulate(leaves, outputs, {200'000, 1, 2});
  CHECK(both[1].p95.value == one.p95.value);
  CHECK(both[0].p95.value == simulated(leaf, plain).p95.value);
}

}  // namespace premortem
