#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "premortem/core/error.hpp"
#include "quantity/harm_job.hpp"
#include "quantity/leaf_copula.hpp"
#include "quantity/leaf_sampler.hpp"

namespace premortem {
namespace {

using namespace testing;

std::vector<RankCorrelation> all_pairs(std::vector<std::size_t> leaves, double r) {
  std::vector<RankCorrelation> pairs;
  for (std::size_t i = 0; i < leaves.size(); ++i)
    for (std::size_t j = i + 1; j < leaves.size(); ++j) pairs.push_back({leaves[i], leaves[j], r, {}});
  return pairs;
}

Simulated one(const std::vector<Leaf>& leaves, const SimulatedOutput& output, const SimulationSettings& settings,
              const std::vector<RankCorrelation>& correlations) {
  return simulate_correlated(leaves, std::span(&output, 1), settings, correlations).front();
}

std::vector<double> numbers(const Simulated& s) {
  return {s.mean,      s.mean_standard_error,   s.p05.value,   s.p50.value, s.p95.value,
          s.p99.value, s.expected_shortfall_95, *s.share_above};
}

std::vector<double> draws(const LeafCopula& copula, const std::vector<Leaf>& leaves, std::size_t leaf,
                          std::size_t blocks) {
  std::vector<std::unique_ptr<Block>> into(leaves.size());
  into[leaf] = std::make_unique<Block>();
  std::vector<Block> scores;
  std::vector<double> all;
  const auto sampler = make_sampler(leaves[leaf]);
  for (std::size_t i = 0; i < blocks; ++i) {
    copula.fill(i * block_size, block_size, into, scores);
    sampler->apply(*into[leaf]);
    all.insert(all.end(), into[leaf]->begin(), into[leaf]->end());
  }
  return all;
}

std::vector<double> ranks(const std::vector<double>& x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto i, auto j) { return x[i] < x[j]; });
  std::vector<double> rank(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) rank[order[i]] = static_cast<double>(i);
  return rank;
}

/// Spearman: 1 - 6 sum d^2 / (n (n^2 - 1)).
double rank_correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const auto a = ranks(x), b = ranks(y);
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) squares += (a[i] - b[i]) * (a[i] - b[i]);
  const auto n = static_cast<double>(x.size());
  return 1 - 6 * squares / (n * (n * n - 1));
}

Leaf pool_leaf(const std::string& name) {
  Leaf leaf = blank_leaf(name, Shape::pool, UnitKind::factor);
  leaf.experts = {between_leaf(name, Shape::lognormal, 3, 9, UnitKind::factor),
                  peaked_leaf(name, Shape::triangular, 1, 2, 5, UnitKind::factor),
                  between_leaf(name, Shape::uniform, 4, 6, UnitKind::factor)};
  return leaf;
}

TEST_CASE("the draws have the rank correlation that is stated, whatever their distributions") {
  std::vector<Leaf> leaves{between_leaf("a", Shape::normal, -1, 1, UnitKind::amount),
                           between_leaf("b", Shape::lognormal, 1, 90, UnitKind::factor),
                           peaked_leaf("c", Shape::pert, 1, 2, 9, UnitKind::factor), counted_leaf("d", 2, 30),
                           pool_leaf("e")};
  constexpr std::size_t blocks =
      20;  // 20,480 draws: an estimated rank correlation has a standard error of at most .0075
  for (const double r : {-.8, -.3, .5, .95})
    for (std::size_t i = 0; i < leaves.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const LeafCopula copula(leaves, std::vector<RankCorrelation>{{i, j, r, {}}}, 1);
        INFO(leaves[i].name << " and " << leaves[j].name << " at " << r);
        CHECK(std::abs(rank_correlation(draws(copula, leaves, i, blocks), draws(copula, leaves, j, blocks)) - r) <
              4 * .0075);
      }
}

TEST_CASE("the mean of a product of two uniforms is a quarter and a twelfth of their rank correlation") {
  const std::vector<Leaf> leaves{between_leaf("u", Shape::uniform, 0, 1), between_leaf("v", Shape::uniform, 0, 1)};
  for (const double r : {-1.0, -.6, .25, .7, 1.0}) {
    const auto s = one(leaves, {{product_of({0, 1})}, std::nullopt, 1, std::nullopt}, {200'000, 1, 2}, {{0, 1, r, {}}});
    CHECK(std::abs(s.mean - (.25 + r / 12)) < 4 * s.mean_standard_error);
  }
}

TEST_CASE("what several experts say keeps its distribution when it is correlated") {
  const std::vector<Leaf> leaves{pool_leaf("a"), pool_leaf("b"), exact_leaf("one", 1)};
  for (const std::size_t leaf : {0, 1}) {
    const SimulatedOutput output{{product_of({2, leaf})}, std::nullopt, 1, 4.0};
    const auto plain = simulate(leaves, std::span(&output, 1), {200'000, 1, 2}).front();
    const auto s = one(leaves, output, {200'000, 1, 2}, {{0, 1, .6, {}}});
    CHECK(std::abs(s.mean - plain.mean) < 5 * s.mean_standard_error);
    CHECK(std::abs(s.p05.value - plain.p05.value) < 6 * s.p05.standard_error);
    CHECK(std::abs(s.p95.value - plain.p95.value) < 6 * s.p95.standard_error);
  }
}

TEST_CASE("the harm job with all ranks equal has the comonotone 95th percentile") {
  const auto s = one(harm_job_leaves(), harm_job_output(), {200'000, 1, 2}, all_pairs({1, 2, 3, 4}, 1));
  // The product of the four quantiles at .95, by scipy.
  CHECK(std::abs(s.p95.value - 377.2) < 4 * s.p95.standard_error);
  CHECK(s.p95.standard_error < 3);
}

TEST_CASE("correlations of 0 change no bit, nor do those of what does not vary") {
  const auto leaves = harm_job_leaves();
  const auto output = harm_job_output();
  const auto plain = numbers(simulate(leaves, std::span(&output, 1), {50'000, 3, 1}).front());
  CHECK(numbers(one(leaves, output, {50'000, 3, 1}, {})) == plain);
  CHECK(numbers(one(leaves, output, {50'000, 3, 1}, all_pairs({1, 2, 3, 4}, 0))) == plain);
  CHECK(numbers(one(leaves, output, {50'000, 3, 1}, {{0, 2, .9, {}}})) == plain);
  CHECK(numbers(one(leaves, output, {50'000, 3, 1}, {{1, 2, .9, {}}})) != plain);
}

TEST_CASE("a leaf without a stated correlation has the draws it had") {
  const auto leaves = harm_job_leaves();
  const SimulatedOutput output{{product_of({0, 4})}, std::nullopt, 1, 1e7};
  const auto plain = numbers(simulate(leaves, std::span(&output, 1), {50'000, 3, 1}).front());
  CHECK(numbers(one(leaves, output, {50'000, 3, 1}, all_pairs({1, 2, 3}, .4))) == plain);
}

TEST_CASE("neither the order of the rows nor that of the leaves changes a bit, nor the number of threads") {
  auto leaves = harm_job_leaves();
  const std::vector<RankCorrelation> stated{{1, 2, .5, {}}, {2, 3, -.4, {}}, {4, 1, .3, {}}};
  const auto first = numbers(one(leaves, harm_job_output(), {70'000, 1, 1}, stated));
  for (const int jobs : {2, 3, 8}) CHECK(numbers(one(leaves, harm_job_output(), {70'000, 1, jobs}, stated)) == first);
  CHECK(numbers(one(leaves, harm_job_output(), {70'000, 1, 2}, {{1, 4, .3, {}}, {3, 2, -.4, {}}, {2, 1, .5, {}}})) ==
        first);
  std::swap(leaves[1], leaves[4]);  // 1 and 4 change their numbers, not their names
  const SimulatedOutput renumbered{{product_of({0, 4, 2, 3, 1})}, std::nullopt, 1, 100.0};
  CHECK(numbers(one(leaves, renumbered, {70'000, 1, 2}, {{4, 2, .5, {}}, {2, 3, -.4, {}}, {1, 4, .3, {}}})) == first);
}

TEST_CASE("correlations that no joint distribution has are refused by their smallest eigenvalue") {
  const std::vector<RankCorrelation> impossible{{1, 2, .9, {"correlations.csv", 2, 0}},
                                                {2, 3, .9, {"correlations.csv", 3, 0}},
                                                {1, 3, -.9, {"correlations.csv", 4, 0}}};
  // 1 - 2 * 2 sin(.15 pi) = -.8160
  CHECK_THROWS_WITH(
      one(harm_job_leaves(), harm_job_output(), {100, 1, 1}, impossible),
      "no joint distribution has these rank correlations (correlations.csv:2, 3 and 4): the smallest eigenvalue of the "
      "matrix of their normal scores is -0.816, and none may be below 0");
  CHECK_THROWS_AS(one(harm_job_leaves(), harm_job_output(), {100, 1, 1}, {{1, 2, .5, {}}, {2, 1, .4, {}}}), Refusal);
  CHECK_THROWS_AS(one(harm_job_leaves(), harm_job_output(), {100, 1, 1}, {{1, 2, 1.5, {}}}), DomainError);
  CHECK_THROWS_AS(one(harm_job_leaves(), harm_job_output(), {100, 1, 1}, {{1, 1, .5, {}}}), DomainError);
  CHECK_THROWS_AS(one(harm_job_leaves(), harm_job_output(), {100, 1, 1}, {{1, 9, .5, {}}}), DomainError);
}

}  // namespace
}  // namespace premortem
