#include <catch2/catch.hpp>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/quantity/leaf_distribution.hpp"
#include "quantity/box_builder.hpp"
#include "quantity/harm_job.hpp"

namespace premortem {
namespace {

using namespace testing;

Expression chain_of(Op op, std::size_t count) {
  Expression e;
  std::size_t all = e.leaf(0);
  for (std::size_t i = 1; i < count; ++i) all = e.apply(op, all, e.leaf(i));
  return e;
}

TEST_CASE("the harm job is at most 610 at its 95th percentile whatever the dependence, and may reach 541") {
  // Computed beforehand on 4,000 slices: sequential Frechet upper 609.8; near-sharp worst 543.5.
  const auto r = any_dependence(product_of({0, 1, 2, 3, 4}), harm_job_leaves(), .05, 4000);
  CHECK(r.p95.high == Approx(609.8).margin(.05));
  CHECK(*r.p95_found > 540);
  CHECK(*r.p95_found < 543.5);
  const Interval fewer = any_dependence(product_of({0, 1, 2, 3, 4}), harm_job_leaves(), .05, 400).p95;
  CHECK(fewer.high > r.p95.high);
  CHECK(fewer.high < 1.001 * r.p95.high);
}

TEST_CASE("the harm job's independent quantiles lie in its box") {
  // As in simulation_test.cpp: p5 17.6869, p50 52.4401, p95 146.8645
  const auto r = any_dependence(product_of({0, 1, 2, 3, 4}), harm_job_leaves(), .05);
  CHECK(r.p05.contains(17.6869));
  CHECK(r.p50.contains(52.4401));
  CHECK(r.p95.contains(146.8645));
}

TEST_CASE("together, the harm job's estimates give 377.2 at the 95th percentile") {
  const auto leaves = harm_job_leaves();
  ProbabilityBox product = box_of(leaves[0], .05, 4000);
  for (std::size_t i = 1; i < leaves.size(); ++i) product = combine(Op::product, product, box_of(leaves[i], .05, 4000), Dependence::perfect);
  CHECK(product.quantile(.95).high == Approx(377.2).margin(.05));
}

/// n quantiles of [p, 1] at the middle of each piece.
std::vector<double> upper_quantiles(double p, std::size_t n, const std::function<double(double)>& upper_quantile) {
  std::vector<double> q;
  for (std::size_t i = 0; i < n; ++i) q.push_back(upper_quantile((1 - p) * (static_cast<double>(n - i) - .5) / static_cast<double>(n)));
  return q;
}

TEST_CASE("the rearrangement finds the near-sharp worst case of the harm job") {
  const auto leaves = harm_job_leaves();
  std::vector<std::vector<double>> columns;
  for (const std::size_t i : {1U, 2U, 3U}) columns.push_back(upper_quantiles(.95, 1000, distribution_of(leaves[i])->upper_quantile));
  columns.push_back(upper_quantiles(.95, 1000, [](double q) { return 1.8 - std::sqrt(q * 1.3 * .8); }));  // triangular(.5, 1, 1.8)
  CHECK(1e7 * worst_quantile_found(columns, Op::product) == Approx(543.5).margin(.3));
}

TEST_CASE("the worst value-at-risk of eight Pareto losses is found to four digits") {
  // Embrechts, Puccetti & Rueschendorf (2013), table 2: 141.67, 203.66, 465.29; together 72.00, 105.14, 244.98.
  const auto at = [](double p, std::size_t n) {
    return std::vector<std::vector<double>>(8, upper_quantiles(p, n, [](double q) { return 1 / std::sqrt(q) - 1; }));
  };
  CHECK(worst_quantile_found(at(.99, 3000), Op::sum) == Approx(141.666).epsilon(1e-4));
  CHECK(worst_quantile_found(at(.995, 3000), Op::sum) == Approx(203.660).epsilon(1e-4));
  CHECK(worst_quantile_found(at(.999, 3000), Op::sum) == Approx(465.286).epsilon(1e-4));
  CHECK(8 * (1 / std::sqrt(.005) - 1) == Approx(105.14).margin(.005));
}

TEST_CASE("what the rearrangement finds is no more than the worst of all arrangements, and the worst itself of two columns") {
  CHECK(holds_for_all([] {
    const auto number = rc::gen::map(rc::gen::inRange(0, 20), [](int i) { return static_cast<double>(i); });
    std::vector<std::vector<double>> columns;
    for (int j = 0; j < 3; ++j) columns.push_back(*rc::gen::container<std::vector<double>>(4, number));
    const auto worst = [&](std::size_t count, Op op) {
      auto second = columns[1];
      double most = 0;
      std::sort(second.begin(), second.end());
      do {
        auto third = columns[2];
        std::sort(third.begin(), third.end());
        do {
          double least = INFINITY;
          for (std::size_t r = 0; r < 4; ++r) {
            const double pair = op == Op::sum ? columns[0][r] + second[r] : columns[0][r] * second[r];
            least = std::min(least, count == 2 ? pair : op == Op::sum ? pair + third[r] : pair * third[r]);
          }
          most = std::max(most, least);
        } while (count == 3 && std::next_permutation(third.begin(), third.end()));
      } while (std::next_permutation(second.begin(), second.end()));
      return most;
    };
    for (const Op op : {Op::sum, Op::product}) {
      const double found = worst_quantile_found(columns, op);
      RC_ASSERT(found <= worst(3, op));
      auto together = columns;
      for (auto& column : together) std::sort(column.begin(), column.end());
      RC_ASSERT(found >= (op == Op::sum ? together[0][0] + together[1][0] + together[2][0] : together[0][0] * together[1][0] * together[2][0]));
      RC_ASSERT(worst_quantile_found({columns[0], columns[1]}, op) == worst(2, op));
    }
  }));
}

TEST_CASE("what is found lies within the rigorous bound, and at two factors near it") {
  for (const Op op : {Op::sum, Op::product})
    for (const auto& leaves : {std::vector<Leaf>{counted_leaf("a", 3, 50), peaked_leaf("b", Shape::pert, .1, .2, .9)},
                               {counted_leaf("a", 0, 50), counted_leaf("b", 7, 7)},
                               {between_leaf("a", Shape::range, .1, .4), counted_leaf("b", 2, 9)}}) {
      const auto r = any_dependence(chain_of(op, 2), leaves, .05);
      CHECK(*r.p95_found <= r.p95.high);
      CHECK(*r.p95_found >= .95 * r.p95.high);  // sharp at two (Makarov 1981); 200 rows, whose last one counts from its start
    }
}

TEST_CASE("where the rearrangement does not apply nothing is said to be found") {
  const std::vector<Leaf> two{counted_leaf("a", 3, 50), counted_leaf("b", 3, 50)};
  CHECK(any_dependence(chain_of(Op::product, 2), two, .05).p95_found);
  CHECK(!any_dependence(chain_of(Op::difference, 2), two, .05).p95_found);
  CHECK(!any_dependence(chain_of(Op::both, 2), two, .05).p95_found);
  CHECK(!any_dependence(product_of({0, 0}), two, .05).p95_found);
  CHECK(!any_dependence(product_of({0, 1}), std::vector<Leaf>{two[0], sample_leaf("b", {.1, .2})}, .05).p95_found);
  const Leaf below = between_leaf("b", Shape::uniform, -1, 1, UnitKind::amount);
  CHECK(!any_dependence(product_of({0, 1}), std::vector<Leaf>{two[0], below}, .05).p95_found);
  CHECK(any_dependence(chain_of(Op::sum, 2), std::vector<Leaf>{two[0], below}, .05).p95_found);
}

TEST_CASE("constants are what they are, alone and in a chain") {
  const std::vector<Leaf> leaves{exact_leaf("a", 3), exact_leaf("b", 4)};
  const auto r = any_dependence(product_of({0, 1}), leaves, .05);
  CHECK(r.p05 == Interval{12, 12});
  CHECK(r.p95 == Interval{12, 12});
  CHECK(r.p95_found == 12);
  Expression e;
  e.product(e.constant(2), e.leaf(0));
  CHECK(any_dependence(e, leaves, .05).p95_found == 6);
}

TEST_CASE("a name that occurs twice is taken as if its copies could differ") {
  Expression e;
  e.apply(Op::difference, e.leaf(0), e.leaf(0));
  const auto r = any_dependence(e, std::vector<Leaf>{between_leaf("a", Shape::uniform, 0, 1, UnitKind::amount)}, .05);
  CHECK(r.p50.contains(0));
  CHECK(r.p95.high > .9);
}

TEST_CASE("every operation of a formula is evaluated, and what is not needed is not asked") {
  Expression e;
  e.apply(Op::logarithm, e.constant(-1));  // no part of the result
  const auto x = e.leaf(0), root = e.apply(Op::square_root, x);
  e.apply(Op::choice, e.apply(Op::greater, x, e.constant(3)), root, e.apply(Op::negative, root));
  CHECK(any_dependence(e, std::vector<Leaf>{exact_leaf("x", 4)}, .05).p50 == Interval{2, 2});
  CHECK(any_dependence(e, std::vector<Leaf>{exact_leaf("x", 2.25)}, .05).p50 == Interval{-1.5, -1.5});
}

TEST_CASE("a reading takes 200 to 4,000 slices") {
  Expression e;
  e.leaf(0);
  const std::vector<Leaf> leaves{counted_leaf("a", 3, 50)};
  CHECK_THROWS_AS(any_dependence(e, leaves, .05, 199), DomainError);
  CHECK_THROWS_AS(any_dependence(e, leaves, .05, 4001), DomainError);
  CHECK_NOTHROW(any_dependence(e, leaves, .05, 200));
}

}  // namespace
}  // namespace premortem
