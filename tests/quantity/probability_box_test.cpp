#include <catch2/catch.hpp>

#include <numbers>

#include "premortem/core/error.hpp"
#include "premortem/quantity/probability_box.hpp"
#include "quantity/box_builder.hpp"
#include "quantity/harm_job.hpp"

namespace premortem {
namespace {

using namespace testing;

TEST_CASE("two uniforms that go together in any way sum to a cdf between z - 1 and z") {
  // Frank, Nelsen & Schweizer (1987), Probability Theory and Related Fields 74: [max(z-1, 0), min(z, 1)]; each end is off by
  // at most the two slices of which it is made.
  constexpr std::size_t n = 1000;
  const auto sum = combine(Op::sum, box_between(0, 1, n), box_between(0, 1, n), Dependence::unknown);
  for (const double z : {.1, .25, .5, .9, 1.0, 1.25, 1.5, 1.9}) {
    const Interval p = sum.cdf(z), exact{std::max(z - 1, 0.0), std::min(z, 1.0)};
    CHECK(p.low <= exact.low);
    CHECK(p.high >= exact.high);
    CHECK(p.low == Approx(exact.low).margin(2.0 / n));
    CHECK(p.high == Approx(exact.high).margin(2.0 / n));
  }
}

TEST_CASE("the product of two uniforms on 1 to 2 is known exactly, unknown and independent") {
  // Upper cdf min(1, 2 sqrt(z) - 2), lower max(0, z/2 - 1) for z >= 2; independent: integral of the density, .544569 at 2.25.
  constexpr std::size_t n = 1000;
  const auto x = box_between(1, 2, n);
  const auto unknown = combine(Op::product, x, x, Dependence::unknown);
  CHECK(unknown.cdf(2.25).low == Approx(.125).margin(2.0 / n));
  CHECK(unknown.cdf(2.25).low <= .125);
  CHECK(unknown.cdf(2.25).high == 1);
  CHECK(unknown.cdf(1.44).high == Approx(2 * 1.2 - 2).margin(2.0 / n));
  CHECK(unknown.cdf(1.44).high >= 2 * 1.2 - 2);
  const Interval independent = combine(Op::product, x, x, Dependence::independent).cdf(2.25);
  CHECK(independent.contains(.544569));
  CHECK(independent.high - independent.low < 4.0 / n);
}

TEST_CASE("perfect and opposite dependence give the one distribution that they state") {
  constexpr std::size_t n = 500;
  const auto u = box_between(0, 1, n);
  CHECK(combine(Op::sum, u, u, Dependence::perfect).quantile(.3).high == Approx(.6).margin(1e-12));  // 2 U
  CHECK(combine(Op::sum, u, u, Dependence::opposite).quantile(.3).high == Approx(1).margin(1.0 / n + 1e-12));  // U + (1 - U)
  CHECK(combine(Op::difference, u, u, Dependence::perfect).quantile(.3).high == Approx(0).margin(1.0 / n + 1e-12));
}

TEST_CASE("values without doubt stay values without doubt") {
  const auto at = [](Op op, double a, double b, Dependence d) { return combine(op, box_of_value(a, 7), box_of_value(b, 7), d).quantile(.5); };
  for (const auto d : {Dependence::unknown, Dependence::independent, Dependence::perfect, Dependence::opposite}) {
    CHECK(at(Op::sum, 2, 3, d) == Interval{5, 5});
    CHECK(at(Op::difference, 2, 3, d) == Interval{-1, -1});
    CHECK(at(Op::product, -2, 3, d) == Interval{-6, -6});
    CHECK(at(Op::quotient, 6, -3, d) == Interval{-2, -2});
    CHECK(at(Op::power, -3, 3, d) == Interval{-27, -27});
    CHECK(at(Op::power, 2, -2, d) == Interval{.25, .25});
    CHECK(at(Op::minimum, 2, 3, d) == Interval{2, 2});
    CHECK(at(Op::maximum, 2, 3, d) == Interval{3, 3});
    CHECK(at(Op::less, 2, 3, d) == Interval{1, 1});
    CHECK(at(Op::less, 3, 3, d) == Interval{0, 0});
    CHECK(at(Op::less_equal, 3, 3, d) == Interval{1, 1});
    CHECK(at(Op::greater, 2, 3, d) == Interval{0, 0});
    CHECK(at(Op::greater_equal, 3, 3, d) == Interval{1, 1});
    CHECK(at(Op::equal, 3, 3, d) == Interval{1, 1});
    CHECK(at(Op::not_equal, 3, 3, d) == Interval{0, 0});
  }
}

TEST_CASE("a quotient is bounded where the divisor cannot be 0, and has infinite tails where it may be") {
  constexpr std::size_t n = 200;
  const auto one = box_of_value(1, n);
  CHECK(combine(Op::quotient, one, box_between(0, 1, n), Dependence::unknown).high.back() == INFINITY);
  CHECK(combine(Op::quotient, one, box_between(0, 1, n), Dependence::unknown).quantile(.5).contains(2));
  CHECK(combine(Op::quotient, box_between(-1, 1, n), box_between(2, 4, n), Dependence::unknown).quantile(1).high == .5);
  const auto around_zero = combine(Op::quotient, box_between(1, 2, n), box_between(-1, 99, n), Dependence::unknown);
  CHECK(is_well_formed(around_zero));
  CHECK(around_zero.low.front() == -INFINITY);
  CHECK(around_zero.high.back() == INFINITY);
  CHECK(around_zero.quantile(.5).high < .1);  // at least a third of the divisor is above 30, the dividend at most 2
  CHECK_THROWS_AS(combine(Op::quotient, one, box_of_value(0, n), Dependence::unknown), Refusal);
}

TEST_CASE("functions of one quantity fold it, and refuse where they are not defined") {
  constexpr std::size_t n = 100;
  const auto folded = transform(Op::absolute, box_between(-1, 1, n));  // |U(-1, 1)| is U(0, 1)
  CHECK(folded.quantile(.5).contains(.5));
  CHECK(folded.quantile(.5).high == Approx(.5).margin(2.0 / n));
  CHECK(folded.low.front() == 0);
  const auto sine = transform(Op::sine, box_between(0, 2 * std::numbers::pi, n));  // the arcsine law: P(sin <= x) = 1/2 + asin(x)/pi
  for (const double x : {-.9, -.5, 0.0, .5, .9}) CHECK(sine.cdf(x).contains(.5 + std::asin(x) / std::numbers::pi));
  CHECK(transform(Op::cosine, box_between(-1, 1, n)).high.back() == 1);
  CHECK(transform(Op::sine, box_between(-1e9, 1e9, n)).quantile(.5) == Interval{-1, 1});
  CHECK(transform(Op::logarithm, box_between(0, 1, n)).low.front() == -INFINITY);
  CHECK(transform(Op::exponential, box_between(0, 1000, n)).high.back() == INFINITY);
  CHECK(is_well_formed(transform(Op::exponential, box_between(0, 1000, n))));
  CHECK_THROWS_AS(transform(Op::logarithm, box_between(-1, 1, n)), Refusal);
  CHECK_THROWS_AS(transform(Op::square_root, box_between(-1, 1, n)), Refusal);
  CHECK_THROWS_AS(combine(Op::power, box_between(-1, 1, n), box_between(0, 1, n), Dependence::unknown), Refusal);
}

TEST_CASE("whether one uniform is below another is known as far as their dependence lets it be") {
  constexpr std::size_t n = 1000;
  // P(X < Y), X on 0 to 1, Y on 0.5 to 1.5: X - Y is from -1.5 to 0.5; opposite 3/4, independent 7/8, together 1.
  const auto less = [&](Dependence d) { return 1 - combine(Op::less, box_between(0, 1, n), box_between(.5, 1.5, n), d).cdf(0).high; };
  CHECK(less(Dependence::opposite) == Approx(.75).margin(2.0 / n));
  CHECK(less(Dependence::independent) == Approx(.875).margin(3.0 / n));
  CHECK(less(Dependence::perfect) == 1);
  CHECK(less(Dependence::unknown) == Approx(.5).margin(3.0 / n));  // X uniform on what Y is, for X > 1/2, shifted to meet
}

TEST_CASE("the pressure tank of fault trees has its Frechet bounds") {
  // Vesely et al. (1981), Fault Tree Handbook; Ferson et al. (2004), SAND2004-3072: [3e-5, 1.35e-4], independent 3.50158488e-5.
  Expression tank;
  const std::vector<Leaf> leaves{exact_leaf("T", 5e-6), exact_leaf("K2", 3e-5), exact_leaf("S", 1e-4), exact_leaf("S1", 3e-5), exact_leaf("K1", 3e-5), exact_leaf("R", 1e-4)};
  const auto event = [&](std::size_t i) { return tank.leaf(i); };
  const auto relays = tank.apply(Op::disjunction, tank.apply(Op::disjunction, event(3), event(4)), event(5));
  const auto switches = tank.apply(Op::conjunction, event(2), relays);
  tank.apply(Op::disjunction, tank.apply(Op::disjunction, event(0), event(1)), switches);
  const Interval p = box_of(tank, leaves, 0.05, 200).quantile(.5);
  CHECK(p.low == Approx(3e-5).epsilon(1e-14));
  CHECK(p.high == Approx(1.35e-4).epsilon(1e-14));
  const auto or_of = [](const ProbabilityBox& a, const ProbabilityBox& b) { return combine(Op::disjunction, a, b, Dependence::independent); };
  const auto value = [](double x) { return box_of_value(x, 5); };
  const auto all = or_of(or_of(value(5e-6), value(3e-5)),
                         combine(Op::conjunction, value(1e-4), or_of(or_of(value(3e-5), value(3e-5)), value(1e-4)), Dependence::independent));
  CHECK(all.quantile(.5).low == Approx(3.50158488e-5).epsilon(2e-9));  // nine digits
  CHECK(all.quantile(.5).high == Approx(all.quantile(.5).low).epsilon(1e-14));
}

TEST_CASE("two events have the probability that Frechet allows, and above 1 counts as 1") {
  const auto at = [](Op op, double a, double b) { return combine(op, box_of_value(a, 3), box_of_value(b, 3), Dependence::unknown).quantile(.5); };
  CHECK(at(Op::conjunction, .75, .875) == Interval{.625, .75});
  CHECK(at(Op::both, .75, .875) == Interval{.625, .75});
  CHECK(at(Op::disjunction, .75, .875) == Interval{.875, 1});
  CHECK(at(Op::conjunction, .25, .5) == Interval{0, .25});
  CHECK_THROWS_AS(at(Op::conjunction, 1.5, .5), Refusal);
  CHECK_THROWS_AS(at(Op::disjunction, -.5, .5), Refusal);
}

TEST_CASE("a choice lies between its ways, each as likely as its condition allows") {
  constexpr std::size_t n = 64;
  ProbabilityBox coin = box_of_value(0, n);
  for (std::size_t i = 40; i < n; ++i) coin.low[i] = coin.high[i] = 1;  // not 0 with probability 24/64
  const auto z = choice(coin, box_of_value(10, n), box_of_value(20, n));
  CHECK(z.cdf(10) == Interval{.375, .375});
  CHECK(z.cdf(9) == Interval{0, 0});
  CHECK(z.cdf(20) == Interval{1, 1});
  for (std::size_t i = 24; i < 40; ++i) coin.high[i] = 1;  // with 24/64 to 40/64
  CHECK(choice(coin, box_of_value(10, n), box_of_value(20, n)).cdf(10) == Interval{.375, .625});
  CHECK(choice(box_of_value(2, n), box_between(0, 1, n), box_of_value(20, n)).high == box_between(0, 1, n).high);
}

TEST_CASE("what cannot be asked is refused") {
  CHECK_THROWS_AS(combine(Op::sum, box_of_value(1, 3), box_of_value(1, 4), Dependence::unknown), DomainError);
  CHECK_THROWS_AS(combine(Op::sine, box_of_value(1, 3), box_of_value(1, 3), Dependence::unknown), DomainError);
  CHECK_THROWS_AS(transform(Op::sum, box_of_value(1, 3)), DomainError);
  CHECK_THROWS_AS(box_of(exact_leaf("x", 1), .05, 0), DomainError);
  CHECK_THROWS_AS(box_of_value(1, 3).quantile(1.5), DomainError);
  CHECK_THROWS_AS(box_of(Expression{}, std::vector<Leaf>{}, .05, 200), DomainError);
}

}  // namespace
}  // namespace premortem
