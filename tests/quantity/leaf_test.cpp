#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "premortem/core/error.hpp"
#include "premortem/quantity/leaf_distribution.hpp"
#include "quantity/leaf_builder.hpp"

namespace premortem {
namespace {

using namespace testing;

bool close(double value, double expected, double relative = 1e-12) { return value == Approx(expected).epsilon(relative).margin(0); }

// Unless said otherwise the expected numbers are from mpmath 1.3 with 40 digits (betainc, gammainc, erfinv and
// bisection), hence 1e-12.

TEST_CASE("a count is bounded by Clopper-Pearson, at the error it is given") {
  // Newcombe (1998), Statistics in Medicine 17, table I: eight digits
  const Interval b = bound_of(counted_leaf("x", 81, 263), 0.05);
  CHECK(b.low == Approx(.25273675).margin(5e-9));
  CHECK(b.high == Approx(.36762192).margin(5e-9));
  CHECK(bound_of(counted_leaf("x", 0, 3000), 0.05).low == 0);
  CHECK(close(bound_of(counted_leaf("x", 0, 3000), 0.05).high, 0.0012288708038255118));
  CHECK(close(bound_of(counted_leaf("x", 0, 3000), 0.025).high, 0.0014596092775876176));
}

TEST_CASE("a rate is bounded by Garwood per unit of exposure") {
  // R 4.2: poisson.test(10)$conf.int = 4.795389, 18.390356; per exposure of 200
  const Interval b = bound_of(counted_leaf("x", 10, 200, Shape::rate), 0.05);
  CHECK(b.low == Approx(4.795389 / 200).epsilon(2e-7));
  CHECK(b.high == Approx(18.390356 / 200).epsilon(5e-8));
  CHECK(close(bound_of(counted_leaf("x", 0, 400, Shape::rate), 0.025).high, 0.010955066586684704));
}

TEST_CASE("a share cannot pass 1, whatever a rate or a lognormal says") {
  CHECK(bound_of(counted_leaf("x", 0, 1, Shape::rate), 0.05) == Interval{0, 1});  // Garwood: 3.69
  CHECK(bound_of(between_leaf("x", Shape::lognormal, 0.5, 0.99), 0.01).high == 1);
  CHECK_THROWS_AS(bound_of(counted_leaf("x", 40, 10, Shape::rate), 0.05), Refusal);
  Leaf amount = counted_leaf("x", 40, 10, Shape::rate);
  amount.unit_kind = UnitKind::factor;
  CHECK(bound_of(amount, 0.05).low > 1);
}

TEST_CASE("limits are bounded by their limits, at any error") {
  for (const auto shape : {Shape::range, Shape::uniform, Shape::triangular, Shape::pert})
    for (const double alpha : {0.5, 0.05, 1e-9}) CHECK(bound_of(peaked_leaf("x", shape, .02, .05, .1), alpha) == Interval{.02, .1});
}

TEST_CASE("a belief is bounded by its quantiles at alpha/2 on either side") {
  const Interval beta = bound_of(counted_leaf("x", 10, 10000, Shape::beta), 0.05);
  CHECK(close(beta.low, 0.00047968770263181046));
  CHECK(close(beta.high, 0.0017079604792524448));
  const Interval lognormal = bound_of(between_leaf("x", Shape::lognormal, .05, .2, UnitKind::factor), 0.05);
  CHECK(close(lognormal.low, 0.04378250803586971));
  CHECK(close(lognormal.high, 0.22840171677253612));
  const Interval normal = bound_of(between_leaf("x", Shape::normal, 10, 20, UnitKind::amount), 0.05);
  CHECK(close(normal.low, 9.0421325264893067));
  CHECK(close(normal.high, 20.957867473510693));
}

TEST_CASE("the mean of a sample is bounded within its hard limits, and has no bound without them") {
  const std::vector<double> half{0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
  // Anderson (1969) with the DKW half-width e = sqrt(ln(40) / 20): 1/2 -+ min(1/2, e), by hand
  const double e = std::sqrt(std::log(40.0) / 20);
  const Interval b = bound_of(sample_leaf("x", half), 0.05);
  CHECK(b.low == Approx(0.5 - e).epsilon(1e-12));
  CHECK(b.high == Approx(0.5 + e).epsilon(1e-12));
  CHECK_THROWS_AS(bound_of(sample_leaf("x", {1, 2, 3}, UnitKind::amount), 0.05), Refusal);
  Leaf limited = sample_leaf("x", {1, 2, 3}, UnitKind::amount);
  limited.low = 0, limited.high = 10;
  CHECK(bound_of(limited, 0.05).high <= 10);
  CHECK(bound_of(limited, 0.05).high > 3);
}

TEST_CASE("an unknown share is anywhere, an unknown amount is refused") {
  CHECK(bound_of(unknown_leaf("x"), 0.05) == Interval{0, 1});
  CHECK_THROWS_AS(bound_of(unknown_leaf("x", UnitKind::amount), 0.05), Refusal);
  CHECK_FALSE(point_of(unknown_leaf("x")).has_value());
}

TEST_CASE("a multiplier scales the bound and the point, and is refused where a share would pass 100%") {
  Leaf leaf = counted_leaf("x", 10, 100);
  const Interval plain = bound_of(leaf, 0.05);
  leaf.multiplier = 2;
  CHECK(bound_of(leaf, 0.05) == Interval{2 * plain.low, 2 * plain.high});
  CHECK(point_of(leaf)->value == 0.2);
  leaf.multiplier = 8;  // 8 times 17.6% would be 141%
  CHECK_THROWS_AS(bound_of(leaf, 0.05), Refusal);
  leaf.multiplier = 16;  // and the best value would be 160%
  CHECK_FALSE(point_of(leaf).has_value());
  CHECK_FALSE(why_no_point(leaf).empty());
}

TEST_CASE("the point is best, else k/n, the mode, the median or the mean, and says which") {
  CHECK(point_of(counted_leaf("x", 3, 12))->value == 0.25);
  CHECK(point_of(counted_leaf("x", 3, 12))->rule == "k/n");
  CHECK(point_of(counted_leaf("x", 3, 12, Shape::rate))->value == 0.25);
  CHECK(point_of(peaked_leaf("x", Shape::pert, .02, .05, .1))->rule == "mode");
  CHECK(point_of(peaked_leaf("x", Shape::triangular, .02, .05, .1))->value == .05);
  CHECK(point_of(between_leaf("x", Shape::uniform, .25, .75))->value == .5);
  CHECK(close(point_of(between_leaf("x", Shape::lognormal, .05, .2))->value, 0.1));
  CHECK(point_of(between_leaf("x", Shape::lognormal, 10, 90, UnitKind::amount))->value == 30);
  CHECK(point_of(between_leaf("x", Shape::lognormal, 1e200, 1e250, UnitKind::amount))->value == Approx(1e225));
  CHECK(close(point_of(between_leaf("x", Shape::normal, 10, 20, UnitKind::amount))->value, 15));
  CHECK(close(point_of(counted_leaf("x", 10, 10000, Shape::beta))->value, 0.00096693582446517781));
  CHECK(point_of(sample_leaf("x", {0.25, 0.5, 0.75}))->rule == "mean");
  Leaf count = counted_leaf("x", 0, 100);
  count.best = 0.01;
  CHECK(point_of(count)->value == 0.01);
  CHECK(point_of(count)->rule == "best");
}

TEST_CASE("a range has no point and no distribution, unless its limits are one value or best stands beside it") {
  CHECK_FALSE(point_of(between_leaf("x", Shape::range, .1, .2)).has_value());
  CHECK_FALSE(why_not_drawn(between_leaf("x", Shape::range, .1, .2)).empty());
  CHECK(point_of(between_leaf("x", Shape::range, .1, .1))->value == .1);
  CHECK(why_not_drawn(between_leaf("x", Shape::range, .1, .1)).empty());
  CHECK(point_of(peaked_leaf("x", Shape::range, .1, .15, .2))->value == .15);
  CHECK_FALSE(why_not_drawn(peaked_leaf("x", Shape::range, .1, .15, .2)).empty());
}

TEST_CASE("the distributions have the reference quantiles") {
  const auto check = [](const Leaf& leaf, double q05, double q50, double q95) {
    const auto d = distribution_of(leaf);
    REQUIRE(d.has_value());
    CHECK(close(d->quantile(.05), q05));
    CHECK(close(d->quantile(.50), q50));
    CHECK(close(d->quantile(.95), q95));
    CHECK(close(d->upper_quantile(.05), q95));
    CHECK(close(d->upper_quantile(.95), q05));
  };
  check(peaked_leaf("x", Shape::pert, .02, .05, .10), 0.030222047958687701, 0.052547595271455511, 0.07914930330566423);
  check(counted_leaf("x", 3, 50), 0.02198930426507592, 0.063032932563693394, 0.13441642938966641);
  check(counted_leaf("x", 2, 400, Shape::rate), 0.0014318452825772116, 0.0054393252388694091, 0.013838122116895443);
  check(between_leaf("x", Shape::lognormal, .05, .2), .05, .1, .2);
  check(between_leaf("x", Shape::normal, 10, 20, UnitKind::amount), 10, 15, 20);
}

TEST_CASE("a pert whose mode is at a limit is a proper distribution") {
  // Beta(1, 5): P(X > x) = (1 - x)^5
  const auto at_low = *distribution_of(peaked_leaf("x", Shape::pert, 0, 0, 1));
  CHECK(close(at_low.upper_quantile(0.05), 1 - std::pow(0.05, 0.2)));
  const auto at_high = *distribution_of(peaked_leaf("x", Shape::pert, 0, 1, 1));
  CHECK(close(at_high.quantile(0.05), std::pow(0.05, 0.2)));
}

TEST_CASE("the kind of a leaf says what may be claimed from it") {
  CHECK(kind_of(exact_leaf("x", 1)) == LeafKind::exact);
  CHECK(kind_of(point_leaf("x", .1)) == LeafKind::guess);
  CHECK(kind_of(exact_leaf("x", .1, UnitKind::share)) == LeafKind::guess);  // measured, but of how many?
  CHECK(kind_of(counted_leaf("x", 1, 10)) == LeafKind::sampled);
  CHECK(kind_of(sample_leaf("x", {.1})) == LeafKind::sampled);
  CHECK(kind_of(between_leaf("x", Shape::range, 0, 1)) == LeafKind::limits);
  CHECK(kind_of(unknown_leaf("x")) == LeafKind::limits);
  CHECK(kind_of(between_leaf("x", Shape::lognormal, .1, .2)) == LeafKind::belief);
  CHECK(kind_of(counted_leaf("x", 1, 10, Shape::beta)) == LeafKind::belief);
}

TEST_CASE("counts that somebody supplies without having counted are a belief, not data") {
  for (const auto evidence : {Evidence::expert, Evidence::guess}) {
    Leaf leaf = counted_leaf("x", 1, 10);
    leaf.evidence = evidence;
    CHECK(kind_of(leaf) == LeafKind::belief);
  }
  Leaf published = counted_leaf("x", 1, 10);
  published.evidence = Evidence::benchmark;
  CHECK(kind_of(published) == LeafKind::sampled);
}

TEST_CASE("huge counts give a finite, ordered interval around k/n") {
  const double n = 9007199254740992.0;  // 2^53
  for (const double k : {0.0, 1.0, n / 2, n - 1, n}) {
    const Interval b = bound_of(counted_leaf("x", k, n), 0.05);
    CHECK(b.low <= k / n);
    CHECK(b.high >= k / n);
    CHECK(b.high > 0);
    CHECK(b.high <= 1);
  }
}

}  // namespace
}  // namespace premortem
