#include <catch2/catch.hpp>

#include <cmath>

#include "premortem/core/error.hpp"
#include "quantity/harm_job.hpp"

namespace premortem {
namespace {

using namespace testing;
using Op = ExpressionNode::Op;

Simulated one(const std::vector<Leaf>& leaves, Expression e, const SimulationSettings& settings,
              std::optional<double> limit = {}) {
  const SimulatedOutput output{{std::move(e)}, std::nullopt, 1, limit};
  return simulate(leaves, std::span(&output, 1), settings).front();
}

Leaf amount_between(const std::string& name, double low, double high) {
  return between_leaf(name, Shape::uniform, low, high, UnitKind::amount);
}

Expression log_of_leaf() {
  Expression e;
  e.apply(Op::logarithm, e.leaf(0));
  return e;
}

/// sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 (Ishigami & Homma 1990)
Expression ishigami() {
  Expression e;
  const auto sine = e.apply(Op::sine, e.leaf(0));
  const auto square = e.apply(Op::power, e.apply(Op::sine, e.leaf(1)), e.constant(2));
  const auto fourth = e.apply(Op::power, e.leaf(2), e.constant(4));
  const auto first = e.apply(Op::sum, sine, e.product(e.constant(7), square));
  e.apply(Op::sum, first, e.product(e.product(e.constant(.1), fourth), sine));
  return e;
}

TEST_CASE("a sum of uniforms has the mean, the spread and the quantiles of the triangle") {
  Expression e;
  e.apply(Op::sum, e.leaf(0), e.leaf(1));
  const auto s = one({amount_between("a", 0, 1), amount_between("b", 0, 1)}, e, {200'000, 1, 2}, 1.5);
  CHECK(std::abs(s.mean - 1) < 4 * s.mean_standard_error);
  CHECK(s.mean_standard_error == Approx(std::sqrt(1 / 6.0 / 2e5)).epsilon(.01));
  CHECK(std::abs(s.p05.value - std::sqrt(.1)) < 4 * s.p05.standard_error);
  CHECK(std::abs(s.p95.value - (2 - std::sqrt(.1))) < 4 * s.p95.standard_error);
  CHECK(std::abs(*s.share_above - .125) < 4 * std::sqrt(.125 * .875 / 2e5));
}

TEST_CASE("the Ishigami function has its mean and variance") {
  const double pi = std::acos(-1.0);
  const auto s = one({amount_between("x1", -pi, pi), amount_between("x2", -pi, pi), amount_between("x3", -pi, pi)},
                     ishigami(), {200'000, 1, 2});
  CHECK(std::abs(s.mean - 3.5) < 4 * s.mean_standard_error);  // a / 2
  CHECK(s.mean_standard_error == Approx(std::sqrt(13.8445879 / 2e5)).epsilon(.01));
}

TEST_CASE("a formula has the same bits for 1, 2, 3 and 8 threads") {
  const auto leaves =
      std::vector<Leaf>{amount_between("x1", -3, 3), amount_between("x2", -3, 3), amount_between("x3", -3, 3)};
  const auto alone = one(leaves, ishigami(), {70'000, 5, 1});
  for (const int jobs : {2, 3, 8}) {
    const auto s = one(leaves, ishigami(), {70'000, 5, jobs});
    CHECK(s.mean == alone.mean);
    CHECK(s.mean_standard_error == alone.mean_standard_error);
    CHECK(s.p95.value == alone.p95.value);
  }
}

TEST_CASE("a product that is written as a sum of one term has the values of the product") {
  Expression e = product_of({0, 1, 2, 3, 4});
  const auto product = e.nodes.size() - 1;
  e.apply(Op::sum, product, e.constant(0));
  const auto s = one(harm_job_leaves(), e, {50'000, 1, 2}),
             p = one(harm_job_leaves(), product_of({0, 1, 2, 3, 4}), {50'000, 1, 2});
  CHECK(s.mean == Approx(p.mean).epsilon(1e-14));
  CHECK(s.p95.value == Approx(p.p95.value).epsilon(0x1p-12));  // a bin: the product is counted before its constant
}

TEST_CASE("at least one of two events is the complement of neither, sample by sample") {
  const std::vector<Leaf> leaves{counted_leaf("p", 3, 10), counted_leaf("q", 5, 9)};
  Expression either;
  either.apply(Op::disjunction, either.leaf(0), either.leaf(1));
  Expression neither;
  const auto one_less = [&](std::size_t leaf) {
    return neither.apply(Op::difference, neither.constant(1), neither.leaf(leaf));
  };
  const auto p = one_less(0), q = one_less(1);
  neither.apply(Op::difference, neither.constant(1), neither.product(p, q));
  CHECK(one(leaves, either, {20'000, 1, 1}).mean == Approx(one(leaves, neither, {20'000, 1, 1}).mean).epsilon(1e-13));
}

TEST_CASE("an operation that is undefined in some samples is refused, named and counted") {
  // A quarter of the samples is below 0; the binomial count of 10,000 lies within 2,500 +- 4 * 43.3.
  for (const int jobs : {1, 3}) {
    try {
      one({amount_between("x", -1, 3)}, log_of_leaf(), {10'000, 1, jobs});
      FAIL("not refused");
    } catch (const Refusal& refusal) {
      const std::string text = refusal.what();
      const int count = std::stoi(text);
      CHECK(std::abs(count - 2500) < 174);
      CHECK(text == std::to_string(count) + " of 10000 samples ask for the logarithm of a number that is not positive");
    }
  }
}

TEST_CASE("a value beyond the largest number is refused") {
  Expression e;
  e.apply(Op::exponential, e.leaf(0));
  CHECK_THROWS_WITH(one({amount_between("x", 0, 1000)}, e, {1000, 1, 1}), Catch::Contains("pass the largest number"));
  Expression minus;
  minus.apply(Op::negative, minus.apply(Op::exponential, minus.leaf(0)));
  CHECK_THROWS_WITH(one({amount_between("x", 0, 1000)}, minus, {1000, 1, 1}),
                    Catch::Contains("pass the largest number"));
}

TEST_CASE("people touched by sums of factors come out within the population") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1000), between_leaf("p", Shape::uniform, 0, 1),
                                 between_leaf("q", Shape::uniform, 0, .5)};
  Expression sum;
  sum.product(sum.leaf(0), sum.apply(Op::sum, sum.leaf(1), sum.leaf(2)));
  const SimulatedOutput any{{sum}, 0, 1, std::nullopt};
  const auto s = simulate(leaves, std::span(&any, 1), {100'000, 1, 2}).front();
  // E min(1, p + q) = 1/2 + E[q - q^2 / 2] with q uniform on [0, 1/2]: 1/2 + 1/4 - 1/24
  CHECK(std::abs(s.mean - 1000 * (.75 - 1 / 24.0)) < 4 * s.mean_standard_error);
}

}  // namespace
}  // namespace premortem
