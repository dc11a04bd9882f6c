#include <catch2/catch.hpp>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/quantity/leaf_distribution.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/proportion_interval.hpp"
#include "quantity/beta_quantiles.hpp"
#include "quantity/box_builder.hpp"

namespace premortem {
namespace {

using namespace testing;

/// Whether the box's ends are the quantiles at its slices' ends, rounded outwards by no more than 1e-10 of their size.
bool follows(const ProbabilityBox& box, const std::function<double(double)>& quantile) {
  const auto n = static_cast<double>(box.slices());
  const auto near = [](double below, double above) { return below <= above && above - below <= 1e-10 * (1 + std::abs(above)); };
  for (std::size_t i = 0; i < box.slices(); ++i) {
    const auto at = static_cast<double>(i);
    if (i > 0 && !near(box.low[i], quantile(at / n))) return false;
    if (i + 1 < box.slices() && !near(quantile((at + 1) / n), box.high[i])) return false;
  }
  return true;
}

TEST_CASE("a stated distribution is its quantiles, rounded outwards, and keeps its ends") {
  for (const Leaf& leaf : {peaked_leaf("x", Shape::pert, .02, .05, .1), peaked_leaf("x", Shape::pert, 2, 2, 30, UnitKind::amount),
                           between_leaf("x", Shape::lognormal, 1, 100, UnitKind::amount), between_leaf("x", Shape::normal, -3, 5, UnitKind::amount),
                           counted_leaf("x", 10, 10000, Shape::beta), counted_leaf("x", .5, 1, Shape::beta), counted_leaf("x", 9, 10, Shape::beta)}) {
    const auto box = box_of(leaf, .05, 400);
    CHECK(is_well_formed(box));
    INFO(name_of(leaf.shape) << ' ' << leaf.k.value_or(0));
    CHECK(follows(box, distribution_of(leaf)->quantile));
  }
  CHECK(follows(box_between(-1, 3, 7), [](double p) { return -1 + 4 * p; }));
  CHECK(follows(box_of(peaked_leaf("x", Shape::triangular, 1, 2, 5, UnitKind::amount), .05, 90), [](double p) {
    return p < .25 ? 1 + std::sqrt(4 * p) : 5 - std::sqrt(12 * (1 - p));  // inverse of the triangular cdf
  }));
  CHECK(box_between(-1, 3, 7).low.front() == -1);
  CHECK(box_between(-1, 3, 7).high.back() == 3);
  CHECK(box_of(peaked_leaf("x", Shape::pert, .02, .05, .1), .05, 9).high.back() == .1);
  CHECK(box_of(counted_leaf("x", 10, 10000, Shape::beta), .05, 9).high.back() == 1);
}

TEST_CASE("tails are kept") {
  const auto lognormal = box_between(1, 100, 50, Shape::lognormal), normal = box_between(-1, 1, 50, Shape::normal);
  CHECK(lognormal.low.front() == 0);
  CHECK(lognormal.high.back() == INFINITY);
  CHECK(std::isfinite(lognormal.high[48]));
  CHECK(normal.low.front() == -INFINITY);
  CHECK(normal.high.back() == INFINITY);
}

TEST_CASE("counts and rates lie between their two distributions, whose tails are Clopper-Pearson and Garwood") {
  const auto box = box_of(counted_leaf("x", 3, 50), .05, 40);
  const Interval exact = clopper_pearson(3, 50, .95);
  CHECK(box.low[1] == Approx(exact.low).epsilon(1e-11));  // from p = 1/40
  CHECK(box.high[38] == Approx(exact.high).epsilon(1e-11));  // to p = 39/40
  const auto rate = box_of(counted_leaf("x", 10, 1, Shape::rate), .05, 40);
  CHECK(rate.low[1] == 0.0 + 1);  // a share: all of it above 1
  Leaf events = counted_leaf("x", 10, 1, Shape::rate);
  events.unit_kind = UnitKind::factor;
  CHECK(box_of(events, .05, 40).low[1] == Approx(4.795389).epsilon(1e-6));    // Garwood (1936), k = 10
  CHECK(box_of(events, .05, 40).high[38] == Approx(18.390356).epsilon(1e-7));
}

TEST_CASE("no event, or all, is a point on one side and no point on the other") {
  const auto none = box_of(counted_leaf("x", 0, 100), .05, 20), all = box_of(counted_leaf("x", 100, 100), .05, 20);
  CHECK(none.low == std::vector<double>(20, 0.0));
  CHECK(none.high[18] == Approx(.0295130).epsilon(1e-5));  // exact one-sided 95% of 0 in 100: 1 - .05^(1/100)
  CHECK(none.high.back() == 1);
  CHECK(all.high == std::vector<double>(20, 1.0));
  CHECK(all.low[1] == Approx(1 - .0295130).epsilon(1e-6));
  const auto rate = box_of(counted_leaf("x", 0, 1000, Shape::rate), .05, 20);
  CHECK(rate.low.back() == 0);
  CHECK(rate.high[18] == Approx(2.995732 / 1000).epsilon(1e-6));  // -ln .05
}

TEST_CASE("a sample is a Dvoretzky-Kiefer-Wolfowitz band, infinite beyond it unless a limit is hard") {
  // epsilon at alpha = .05 (Massart 1990): n = 100 .135810152, n = 1000 .042946941
  const auto ascending = [](int count) {
    std::vector<double> values;
    for (int i = 1; i <= count; ++i) values.push_back(i);
    return values;
  };
  Leaf leaf = sample_leaf("x", ascending(100), UnitKind::amount);
  const auto box = box_of(leaf, .05, 1000);
  CHECK(std::count(box.low.begin(), box.low.end(), -INFINITY) == 136);  // slices from p <= .1358
  CHECK(std::count(box.high.begin(), box.high.end(), INFINITY) == 136);
  CHECK(box.low[500] == 37);   // ceil(100 (.5 - .13581))
  CHECK(box.high[499] == 64);  // ceil(100 (.5 + .13581))
  leaf.values = ascending(1000);
  const auto larger = box_of(leaf, .05, 1000);
  CHECK(std::count(larger.high.begin(), larger.high.end(), INFINITY) == 43);
  leaf.low = -7, leaf.high = 2000;
  CHECK(box_of(leaf, .05, 1000).low.front() == -7);
  CHECK(box_of(leaf, .05, 1000).high.back() == 2000);
  CHECK(box_of(sample_leaf("x", {.2, .3}), .05, 10).quantile(.5) == Interval{0, 1});
  CHECK(box_of(sample_leaf("x", ascending(9), UnitKind::factor), .05, 10).low.front() == 0);
}

TEST_CASE("limits and an unknown share are everything between them") {
  CHECK(box_of(between_leaf("x", Shape::range, .1, .2), .05, 5).quantile(.5) == Interval{.1, .2});
  CHECK(box_of(unknown_leaf("x"), .05, 5).quantile(.5) == Interval{0, 1});
  CHECK_THROWS_AS(box_of(unknown_leaf("x", UnitKind::amount), .05, 5), Refusal);
}

TEST_CASE("several experts are the envelope of what each says") {
  Leaf pool = blank_leaf("x", Shape::pool, UnitKind::share);
  pool.experts = {between_leaf("x", Shape::uniform, .1, .2), between_leaf("x", Shape::uniform, .3, .5), point_leaf("x", .25)};
  const auto box = box_of(pool, .05, 10);
  CHECK(box.quantile(.5).low == Approx(.1 + .4 * .1).epsilon(1e-14));
  CHECK(box.quantile(.5).high == Approx(.3 + .5 * .2).epsilon(1e-14));
}

TEST_CASE("a multiplier scales the box, and a share stays one") {
  Leaf leaf = between_leaf("x", Shape::uniform, .2, .6);
  leaf.multiplier = 2;
  const auto box = box_of(leaf, .05, 8);
  CHECK(box.low.front() == .4);
  CHECK(box.high.back() == 1);
  CHECK(box.high[0] == Approx(.5).epsilon(1e-15));
  CHECK(box_of(between_leaf("x", Shape::lognormal, .2, .9), .05, 200).high.back() == 1);
  CHECK_THROWS_AS(box_of(between_leaf("x", Shape::range, 1.2, 1.6), .05, 8), Refusal);
}

TEST_CASE("a walk along a beta's tails finds the quantiles that are asked for one by one") {
  CHECK(holds_for_all([] {
    const double a = std::exp(*rc::gen::inRange(-1300, 12000) / 1000.0), b = std::exp(*rc::gen::inRange(-1300, 12000) / 1000.0);
    const std::size_t n = *rc::gen::inRange<std::size_t>(2, 120), i = *rc::gen::inRange<std::size_t>(1, n), first = *rc::gen::inRange<std::size_t>(0, i + 1);
    const auto count = static_cast<double>(n);
    const double one = 2 * i <= n ? beta_quantile(a, b, static_cast<double>(i) / count) : beta_upper_quantile(a, b, static_cast<double>(n - i) / count);
    RC_ASSERT(std::abs(beta_quantiles(a, b, n)[i] - one) <= 1e-12 * one);
    RC_ASSERT(std::abs(beta_quantiles(a, b, n, first)[i] - one) <= 1e-12 * one);
  }));
}

TEST_CASE("more slices say the same more narrowly") {
  CHECK(holds_for_all([] {
    const std::size_t n = *rc::gen::inRange<std::size_t>(2, 30), times = *rc::gen::inRange<std::size_t>(2, 4);
    const Leaf leaf = *rc::gen::element(peaked_leaf("x", Shape::triangular, -1, 0, 2, UnitKind::amount), counted_leaf("x", 3, 50), counted_leaf("x", 0, 5),
                                        between_leaf("x", Shape::lognormal, 1, 9, UnitKind::amount), between_leaf("x", Shape::normal, -1, 9, UnitKind::amount));
    const auto few = box_of(leaf, .05, n), many = box_of(leaf, .05, n * times);
    const auto product = combine(Op::product, few, few, Dependence::unknown), finer = combine(Op::product, many, many, Dependence::unknown);
    for (std::size_t i = 0; i < many.slices(); ++i) {
      const auto slack = [](double x) { return std::isinf(x) ? 0 : 1e-10 * (1 + std::abs(x)); };  // what each grid's own rounding outwards may differ by
      RC_ASSERT(few.low[i / times] <= many.low[i] + slack(few.low[i / times]));
      RC_ASSERT(many.high[i] <= few.high[i / times] + slack(few.high[i / times]));
      RC_ASSERT(product.low[i / times] <= finer.high[i]);
      RC_ASSERT(finer.low[i] <= product.high[i / times]);
    }
  }));
}

}  // namespace
}  // namespace premortem
