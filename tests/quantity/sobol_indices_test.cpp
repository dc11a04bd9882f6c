#include "premortem/quantity/sobol_indices.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>

#include "premortem/core/error.hpp"
#include "quantity/harm_job.hpp"
#include "quantity/weighted_sums.hpp"

namespace premortem {
namespace {

using namespace testing;
using Op = ExpressionNode::Op;

Leaf amount_between(const std::string& name, double low, double high) {
  return between_leaf(name, Shape::uniform, low, high, UnitKind::amount);
}

std::vector<Leaf> ishigami_leaves() {
  const double pi = std::acos(-1.0);
  return {amount_between("x1", -pi, pi), amount_between("x2", -pi, pi), amount_between("x3", -pi, pi)};
}

/// sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1
Expression ishigami() {
  Expression e;
  const auto sine = e.apply(Op::sine, e.leaf(0));
  const auto square = e.apply(Op::power, e.apply(Op::sine, e.leaf(1)), e.constant(2));
  const auto fourth = e.apply(Op::power, e.leaf(2), e.constant(4));
  const auto first = e.apply(Op::sum, sine, e.product(e.constant(7), square));
  e.apply(Op::sum, first, e.product(e.product(e.constant(.1), fourth), sine));
  return e;
}

Expression sum_of_two() {
  Expression e;
  e.apply(Op::sum, e.leaf(0), e.leaf(1));
  return e;
}

std::vector<double> numbers(const SobolIndices& s) {
  std::vector<double> all{s.mean, s.variance};
  for (const auto& i : s.indices)
    for (const double x : {i.first, i.first_low, i.first_high, i.total, i.total_low, i.total_high}) all.push_back(x);
  return all;
}

void check_near(const SobolIndices& s, const std::vector<double>& first, const std::vector<double>& total) {
  REQUIRE(s.indices.size() == first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    // Twice the distance of a 95% limit: four standard errors.
    CHECK(std::abs(s.indices[i].first - first[i]) < s.indices[i].first_high - s.indices[i].first_low);
    CHECK(std::abs(s.indices[i].total - total[i]) < s.indices[i].total_high - s.indices[i].total_low);
    CHECK(s.indices[i].first_high - s.indices[i].first_low < .03);
    CHECK(s.indices[i].total_high - s.indices[i].total_low < .03);
  }
}

TEST_CASE("the Ishigami function has its indices") {
  // Closed forms for a = 7, b = .1 (Ishigami & Homma 1990).
  const auto s = sobol_indices(ishigami(), ishigami_leaves(), {100'000, 1, 2, 100, .95});
  check_near(s, {.3139052, .4424111, 0}, {.5575889, .4424111, .2436837});
  CHECK(s.variance == Approx(13.8445879).epsilon(.01));
  CHECK(s.mean == Approx(3.5).epsilon(.01));
  CHECK(s.evaluations == 500'000);
}

TEST_CASE("the harm job has its indices, of the leaves that vary") {
  // Moments of the factors, multiplied (first V_i / m_i^2 over the product of 1 + V / m^2, less 1), by numerical
  // integration.
  const auto s = sobol_indices(harm_job_output().expressions.front(), harm_job_leaves(), {100'000, 1, 2, 100, .95});
  check_near(s, {.210742, .164823, .366063, .124957}, {.282421, .225343, .459794, .173887});
  for (std::size_t i = 0; i < 4; ++i) CHECK(s.indices[i].leaf == i + 1);
  CHECK(std::sqrt(s.variance) == Approx(43.7542867).epsilon(.01));
}

TEST_CASE("a sum of independent terms shares its variance out, and total is first") {
  // Variances 1/12 and 9/12.
  const auto s = sobol_indices(sum_of_two(), std::vector<Leaf>{amount_between("a", 0, 1), amount_between("b", 0, 3)},
                               {50'000, 2, 1, 50, .95});
  CHECK(std::abs(s.indices[0].first - .1) < .02);
  CHECK(std::abs(s.indices[0].total - .1) < .005);
  CHECK(std::abs(s.indices[1].first - .9) < .005);
  CHECK(std::abs(s.indices[1].total - .9) < .02);
}

TEST_CASE("intervals of a sum cover its indices about as often as they say") {
  int first = 0, total = 0;
  constexpr int seeds = 200;
  const std::vector<Leaf> leaves{amount_between("a", 0, 1), amount_between("b", 0, 1.5)};
  const double truth = 1 / 3.25;
  for (int seed = 1; seed <= seeds; ++seed) {
    const auto s = sobol_indices(sum_of_two(), leaves, {512, static_cast<std::uint64_t>(seed), 1, 200, .9});
    first += s.indices[0].first_low <= truth && truth <= s.indices[0].first_high;
    total += s.indices[0].total_low <= truth && truth <= s.indices[0].total_high;
  }
  // Nominal 90%: 180 of 200, with a standard deviation of 4.2; percentile intervals are a little short.
  CHECK((first >= 162 && first <= 196));
  CHECK((total >= 162 && total <= 196));
}

TEST_CASE("indices have the same bits for 1, 2, 3 and 8 threads and whatever the order of the leaves") {
  auto leaves = harm_job_leaves();
  const SobolSettings settings{20'000, 1, 1, 30, .95};
  const auto alone = numbers(sobol_indices(product_of({0, 1, 2, 3, 4}), leaves, settings));
  for (const int jobs : {2, 3, 8}) {
    SobolSettings more = settings;
    more.jobs = jobs;
    CHECK(numbers(sobol_indices(product_of({0, 1, 2, 3, 4}), leaves, more)) == alone);
  }
  std::swap(leaves[1], leaves[0]);
  CHECK(numbers(sobol_indices(product_of({1, 0, 2, 3, 4}), leaves, settings)) == alone);
}

TEST_CASE("indices do not change with the unit or with a large constant") {
  const std::vector<Leaf> leaves{amount_between("a", 0, 1), amount_between("b", 0, 3), exact_leaf("c", 1e9)};
  Expression shifted = sum_of_two();
  const auto sum = shifted.nodes.size() - 1;
  shifted.apply(Op::sum, sum, shifted.leaf(2));
  const auto plain = sobol_indices(sum_of_two(), leaves, {5000, 1, 1, 20, .95}),
             far = sobol_indices(shifted, leaves, {5000, 1, 1, 20, .95});
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(far.indices[i].first ==
          Approx(plain.indices[i].first).epsilon(1e-5));  // 1e9 has seven digits behind the point
    CHECK(far.indices[i].total_high == Approx(plain.indices[i].total_high).epsilon(1e-5));
  }
}

TEST_CASE("weights of the bootstrap have the probabilities of Poisson counts of mean 1") {
  std::array<int, 9> seen{};
  Block w{};
  constexpr int blocks = 400;
  for (std::uint64_t i = 0; i < blocks; ++i) {
    poisson_weights(1, 1 + i % 7, i, w);
    for (const double x : w) ++seen[static_cast<std::size_t>(x)];
  }
  double p = std::exp(-1.0), n = 1024.0 * blocks;
  for (std::size_t k = 0; k < 8; ++k) {
    CHECK(std::abs(seen[k] - n * p) < 4.5 * std::sqrt(n * p) + n / 65536);
    p /= static_cast<double>(k + 1);
  }
}

TEST_CASE("indices are the same bits at any scale, also where squares would be no numbers") {
  const auto scaled = [](double factor) {
    Expression e;
    e.product(e.product(e.leaf(0), e.constant(factor)), e.leaf(1));
    return numbers(sobol_indices(e, std::vector<Leaf>{amount_between("a", 0, 1), amount_between("b", 1, 3)}, {1000, 1, 1, 20, .95}));
  };
  const auto plain = scaled(1);
  for (const int power : {700, 1000, -700, -1000}) {
    INFO(power);
    const auto s = scaled(std::ldexp(1, power));
    CHECK(std::vector<double>(s.begin() + 2, s.end()) == std::vector<double>(plain.begin() + 2, plain.end()));
    CHECK(s[0] == std::ldexp(plain[0], power));
  }
}

TEST_CASE("indices are refused where they do not exist") {
  const auto leaves = harm_job_leaves();
  const auto job = product_of({0, 1, 2, 3, 4});
  const std::vector<RankCorrelation> related{{1, 2, .3, {}}}, elsewhere{{0, 2, .3, {}}}, none{{1, 2, 0, {}}};
  CHECK_THROWS_WITH(sobol_indices(job, leaves, {1000, 1, 1, 20, .95}, related),
                    Catch::Contains("`high_risk` and `exposed` are stated to be correlated"));
  CHECK_NOTHROW(sobol_indices(job, leaves, {1000, 1, 1, 20, .95}, elsewhere));
  CHECK_NOTHROW(sobol_indices(job, leaves, {1000, 1, 1, 20, .95}, none));
  CHECK_THROWS_AS(sobol_indices(product_of({0}), leaves, {1000, 1, 1, 20, .95}), Refusal);
  Expression same;
  same.apply(Op::difference, same.leaf(1), same.leaf(1));
  CHECK_THROWS_WITH(sobol_indices(same, leaves, {1000, 1, 1, 20, .95}), Catch::Contains("same value in every sample"));
  Expression offset;
  const auto zero = offset.apply(Op::difference, offset.leaf(1), offset.leaf(1));
  offset.apply(Op::sum, offset.constant(.1), zero);
  CHECK_THROWS_WITH(sobol_indices(offset, leaves, {1000, 1, 1, 20, .95}),
                    Catch::Contains("same value in every sample"));
  Expression log;
  log.apply(Op::logarithm, log.apply(Op::difference, log.leaf(1), log.leaf(2)));
  CHECK_THROWS_WITH(sobol_indices(log, leaves, {1000, 1, 1, 20, .95}),
                    Catch::Contains("the logarithm of a number that is not positive"));
  CHECK_THROWS_AS(sobol_indices(job, leaves, {10, 1, 1, 20, .95}), DomainError);
  CHECK_THROWS_AS(sobol_indices(job, leaves, {1000, 1, 1, 5, .95}), DomainError);
  CHECK_THROWS_AS(sobol_indices(job, leaves, {1000, 1, 1, 20, 1}), DomainError);
}

}  // namespace
}  // namespace premortem
