#include <catch2/catch.hpp>

#include <cmath>

#include "holds_for_all.hpp"
#include "models/mode_builder.hpp"
#include "premortem/quantity/simulation.hpp"

namespace premortem {
namespace {

using namespace testing;

double any_share() { return *rc::gen::inRange(1, 1000) / 1000.0; }

Leaf any_count(const std::string& name) {
  const int n = *rc::gen::inRange(1, 5000);
  return counted_leaf(name, *rc::gen::inRange(0, n + 1), n);
}

Leaf any_rate(const std::string& name) {
  const int n = *rc::gen::inRange(50, 5000);
  return counted_leaf(name, *rc::gen::inRange(0, 20), n, Shape::rate);
}

Leaf any_limits(const std::string& name) {
  const double a = any_share(), b = any_share(), c = any_share();
  const double low = std::min({a, b, c}), high = std::max({a, b, c});
  const Shape shape = *rc::gen::element(Shape::uniform, Shape::triangular, Shape::pert);
  Leaf leaf = peaked_leaf(name, shape, low, a + b + c - low - high, high);
  leaf.best = std::clamp(*leaf.best, low, high);
  if (shape == Shape::uniform) leaf.best.reset();
  return leaf;
}

Leaf any_stage(const std::string& name) {
  switch (*rc::gen::inRange(0, 4)) {
    case 0: return any_count(name);
    case 1: return any_rate(name);
    case 2: return any_limits(name);
    default: return point_leaf(name, any_share());
  }
}

/// A population and one to four stages of any kind of data, limits or points.
std::vector<Leaf> any_chain() {
  std::vector<Leaf> leaves{exact_leaf("n", *rc::gen::inRange(1, 1'000'000))};
  const int stages = *rc::gen::inRange(1, 5);
  for (int i = 0; i < stages; ++i) leaves.push_back(any_stage("p" + std::to_string(i)));
  return leaves;
}

double any_confidence() { return *rc::gen::inRange(900, 999) / 1000.0; }

TEST_CASE("the point lies in the bound") {
  CHECK(holds_for_all([] {
    const auto leaves = any_chain();
    const auto mode = chain_of(leaves.size());
    const auto point = evaluate_point(harmed_by_chain(mode, 1), [&](std::size_t i) { return std::optional(point_of(leaves[i])->value); });
    const Interval b = bound_alone(mode, leaves, any_confidence());
    RC_ASSERT(b.low <= *point * (1 + 1e-14) && *point <= b.high * (1 + 1e-14));
  }));
}

TEST_CASE("the likely range of data and limits lies in the bound") {
  CHECK(holds_for_all([] {
    const auto leaves = any_chain();
    const auto mode = chain_of(leaves.size());
    const SimulatedOutput output{{harmed_by_chain(mode, 1)}, std::nullopt, 1, std::nullopt};
    const auto s = simulate(leaves, std::span(&output, 1), {2000, 1, 1}).front();
    const Interval b = bound_alone(mode, leaves, any_confidence());
    // A quantile of 2,000 samples and a histogram: three standard errors and the width of a bin.
    RC_ASSERT(s.p05.value >= b.low * (1 - 3e-4) - 3 * s.p05.standard_error);
    RC_ASSERT(s.p95.value <= b.high * (1 + 3e-4) + 3 * s.p95.standard_error);
  }));
}

TEST_CASE("no event seen never bounds at 0") {
  CHECK(holds_for_all([] {
    auto leaves = any_chain();
    leaves.back() = counted_leaf("none", 0, *rc::gen::inRange(1, 1'000'000), *rc::gen::element(Shape::count, Shape::rate));
    bool zero_elsewhere = false;
    for (const auto& leaf : leaves) zero_elsewhere = zero_elsewhere || bound_of(leaf, 0.05).high == 0;
    RC_PRE(!zero_elsewhere);
    const Interval b = bound_alone(chain_of(leaves.size()), leaves);
    RC_ASSERT(b.low == 0 && b.high > 0);
  }));
}

TEST_CASE("a stricter confidence widens the bound") {
  CHECK(holds_for_all([] {
    const auto leaves = any_chain();
    const double c = any_confidence(), stricter = c + (1 - c) / 2;
    const Interval a = bound_alone(chain_of(leaves.size()), leaves, c), b = bound_alone(chain_of(leaves.size()), leaves, stricter);
    RC_ASSERT(b.low <= a.low && a.high <= b.high);
  }));
}

TEST_CASE("more evidence at the same rate narrows the bound") {
  CHECK(holds_for_all([] {
    auto leaves = any_chain();
    leaves.push_back(any_count("grows"));
    const Interval few = bound_alone(chain_of(leaves.size()), leaves);
    const double factor = *rc::gen::inRange(2, 100);
    *leaves.back().k *= factor, *leaves.back().n *= factor;
    const Interval many = bound_alone(chain_of(leaves.size()), leaves);
    RC_ASSERT(many.high - many.low <= few.high - few.low);
    RC_ASSERT(many.high <= few.high && few.low <= many.low);
  }));
}

TEST_CASE("more harm in a stage never lowers the bound") {
  CHECK(holds_for_all([] {
    auto leaves = any_chain();
    leaves.push_back(any_count("worse"));
    if (*leaves.back().k == *leaves.back().n) *leaves.back().k -= 1;
    const Interval before = bound_alone(chain_of(leaves.size()), leaves);
    *leaves.back().k += 1;
    const Interval after = bound_alone(chain_of(leaves.size()), leaves);
    RC_ASSERT(after.low >= before.low && after.high >= before.high);
  }));
}

TEST_CASE("multiplying the population by a power of two multiplies the bound, to the last bit") {
  CHECK(holds_for_all([] {
    auto leaves = any_chain();
    const int k = *rc::gen::inRange(-20, 21);
    const auto mode = chain_of(leaves.size());
    const Interval plain = bound_alone(mode, leaves);
    RC_ASSERT(bound_alone(mode, leaves, .95, std::ldexp(1.0, k)) == (Interval{std::ldexp(plain.low, k), std::ldexp(plain.high, k)}));
    leaves[0].best = std::ldexp(*leaves[0].best, k);
    RC_ASSERT(bound_alone(mode, leaves) == (Interval{std::ldexp(plain.low, k), std::ldexp(plain.high, k)}));
  }));
}

TEST_CASE("multiplying the population by a power of two multiplies the simulated quantiles, to the last bit") {
  CHECK(holds_for_all([] {
    const auto leaves = any_chain();
    const int k = *rc::gen::inRange(-20, 21);
    const auto simulated = [&](double scale) {
      const SimulatedOutput output{{harmed_by_chain(chain_of(leaves.size()), scale)}, std::nullopt, 1, std::nullopt};
      const auto s = simulate(leaves, std::span(&output, 1), {300, 1, 1}).front();
      return std::vector<double>{s.mean, s.mean_standard_error, s.p05.value, s.p50.value, s.p95.value, s.p95.standard_error};
    };
    auto plain = simulated(1);
    for (double& x : plain) x = std::ldexp(x, k);
    RC_ASSERT(simulated(std::ldexp(1.0, k)) == plain);
  }));
}

TEST_CASE("of everyone allows all that of those allows") {
  CHECK(holds_for_all([] {
    std::vector<Leaf> leaves{exact_leaf("n", 1000), any_stage("a"), any_stage("b")};
    const auto of_everyone = mode_of("m", {{0, Given::previous}, {1, Given::marginal}, {2, Given::marginal}});
    const Interval everyone = bound_alone(of_everyone, leaves), unrelated = bound_alone(chain_of(3), leaves);
    RC_ASSERT(everyone.low <= unrelated.low && unrelated.high <= everyone.high * (1 + 1e-15));
  }));
}

}  // namespace
}  // namespace premortem
