#include "premortem/statistics/value_of_information.hpp"

#include <catch2/catch.hpp>
#include <algorithm>

#include "statistics/simulated_decision.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

constexpr std::size_t samples = 40'000;

/// p1 ~ N(1, 1), p2 ~ N(0, sd 2); nothing, or p1 - p2.
struct TwoNormals {
  std::vector<double> p1 = normals("p1", 1, 1, samples), p2 = normals("p2", 0, 2, samples);
  NetBenefits benefits = against_nothing(difference());

  std::vector<double> difference() const {
    std::vector<double> d(samples);
    for (std::size_t i = 0; i < samples; ++i) d[i] = p1[i] - p2[i];
    return d;
  }
};

void check_within(const InformationValue& found, double exact, double errors = 3) {
  INFO("found " << found.value << " +- " << found.standard_error << ", exact " << exact);
  CHECK(std::abs(found.value - exact) <= errors * found.standard_error);
}

}  // namespace

// Schlaifer (1959), Probability and Statistics for Business Decisions, table of the unit normal loss; six places.
TEST_CASE("the unit normal loss is the published one") {
  CHECK(unit_normal_loss(0) == Approx(.398942).margin(5e-7));
  CHECK(unit_normal_loss(.5) == Approx(.197797).margin(5e-7));
  CHECK(unit_normal_loss(1) == Approx(.083316).margin(5e-7));
  CHECK(unit_normal_loss(2) == Approx(.008491).margin(5e-7));
  CHECK(unit_normal_loss(-1) == Approx(1 + unit_normal_loss(1)).epsilon(1e-14));  // E max(0, Z + 1) = 1 + L(1)
}

// s L(m/s): sqrt(5) L(1/sqrt 5), 1 L(1), 2 L(.5). Seven places: scipy.stats.norm, in double.
TEST_CASE("of two normal inputs the value of both, of each and of the pair is the closed form within the stated error") {
  CHECK(std::sqrt(5.0) * unit_normal_loss(1 / std::sqrt(5.0)) == Approx(.4798107).margin(5e-8));
  CHECK(unit_normal_loss(1) == Approx(.0833155).margin(5e-8));
  CHECK(2 * unit_normal_loss(.5) == Approx(.3955931).margin(5e-8));
  const TwoNormals m;
  check_within(perfect_information(m.benefits), .4798107);
  check_within(partial_information(m.benefits, m.p1, 1), .0833155);
  check_within(partial_information(m.benefits, m.p2, 1), .3955931);
  check_within(partial_information(m.benefits, m.p1, m.p2, 1), .4798107);
  CHECK(perfect_information(m.benefits).standard_error < .01);
  CHECK(partial_information(m.benefits, m.p1, 1).standard_error < .01);
  CHECK(partial_information(m.benefits, m.p2, 1).standard_error < .01);
}

TEST_CASE("the regression agrees with the means of a hundred groups") {
  const TwoNormals m;
  const auto found = partial_information(m.benefits, m.p2, 1);
  CHECK(found.value == Approx(binned_partial_information(m.benefits, m.p2, 100)).margin(found.standard_error));
}

// By enumeration of all six states: a of {0, 1, 4}, b of {-1, 1}, each pair as often. Options: 0; a - 2; b (a - 1).
// Knowing a: max(0, a - 2, 0) = 0, 0, 2: mean 2/3. Knowing b: means of a - 2 are -1/3, of b (a - 1) are -2/3 and 2/3:
// (0 + 2/3) / 2 = 1/3. Knowing both: 1, 0, 0, 0, 2, 3 = 6/6. Means of the options: 0, -1/3, 0.
TEST_CASE("inputs of few values are valued exactly") {
  const std::vector<std::vector<double>> states{{0, -1}, {0, 1}, {1, -1}, {1, 1}, {4, -1}, {4, 1}};
  NetBenefits benefits;
  benefits.by_option.resize(3);
  std::vector<double> a, b;
  for (int copy = 0; copy < 200; ++copy)
    for (const auto& s : states) {
      a.push_back(s[0]), b.push_back(s[1]);
      benefits.by_option[0].push_back(0);
      benefits.by_option[1].push_back(s[0] - 2);
      benefits.by_option[2].push_back(s[1] * (s[0] - 1));
    }
  CHECK(perfect_information(benefits).value == Approx(1).epsilon(1e-12));
  CHECK(partial_information(benefits, a, 1).value == Approx(2.0 / 3).epsilon(1e-12));
  CHECK(partial_information(benefits, b, 1).value == Approx(1.0 / 3).epsilon(1e-12));
  CHECK(partial_information(benefits, a, b, 1).value == Approx(1).epsilon(1e-12));
}

// Harm of a launch: value 5, cost 100 a share p ~ Beta(2, 30), times w ~ U(0, 2) that is unrelated. E max(0, 5 - 100 p) =
// 5 F(.05; 2, 30) - 100 (2/32) F(.05; 3, 30); launch is worth 5 - 6.25 < 0 on average.
TEST_CASE("the value of knowing a beta share is the closed form") {
  const auto p = drawn("p", samples, [](double u) { return beta_quantile(2, 30, u); });
  auto net = uniforms("w", samples);
  for (std::size_t i = 0; i < samples; ++i) net[i] = 5 - 100 * p[i] * 2 * net[i];
  const double exact = 5 * beta_cdf(2, 30, .05) - 6.25 * beta_cdf(3, 30, .05);
  check_within(partial_information(against_nothing(net), p, 1), exact);
}

// Preposterior analysis by enumeration: k of n from p ~ Beta(a, b) has posterior mean (a + k)/(a + b + n).
TEST_CASE("the value of further trials is the beta-binomial enumeration, and grows to that of knowing the share") {
  const double a = 2, b = 30;
  const auto p = drawn("p", samples, [=](double u) { return beta_quantile(a, b, u); });
  std::vector<double> net(samples);
  for (std::size_t i = 0; i < samples; ++i) net[i] = 5 - 100 * p[i];
  double before = 0;
  for (const int n : {5, 50, 500}) {
    double exact = 0;  // the launch loses on average, so that what is known beforehand is worth 0
    for (int k = 0; k <= n; ++k) {
      const double log_beta = std::lgamma(a + k) + std::lgamma(b + n - k) - std::lgamma(a + b + n) -
                              (std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b));
      const double mass = std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) + log_beta);
      exact += mass * std::max(0.0, 5 - 100 * (a + k) / (a + b + n));
    }
    const auto found = sample_information(against_nothing(net), p, n, 1);
    INFO("n " << n);
    check_within(found, exact);
    CHECK(found.value >= before);
    before = found.value;
  }
  CHECK(before <= partial_information(against_nothing(net), p, 1).value);
}

TEST_CASE("a decision that turns in the middle of an input is seen though a line would not see it") {
  const auto x = normals("x", 0, 1, samples);
  auto net = normals("noise", 0, 2, samples);
  for (std::size_t i = 0; i < samples; ++i) net[i] += x[i] * x[i] - 1.5;
  // E max(0, x^2 - c) = 2 (sqrt c phi(sqrt c) + (1 - c) P(Z > sqrt c)), c = 1.5
  const double r = std::sqrt(1.5), exact = 2 * (r * normal_density(0, 1, r) - .5 * normal_survival(0, 1, r));
  check_within(partial_information(against_nothing(net), x, 1), exact);
}

// X = e^(3 Z), whose largest draw is some 1e5 times the median: E (X - a)+ = m P(Z > b - 3) - a P(Z > b), b = ln(a)/3, m = E X.
TEST_CASE("long tails of an input hide neither a turn among its common values nor how little is known of the mean") {
  const double s = 3, m = std::exp(s * s / 2);
  const auto above = [=](double a) { return m * normal_survival(0, 1, std::log(a) / s - s) - a * normal_survival(0, 1, std::log(a) / s); };
  const auto x = drawn("x", samples, [=](double u) { return std::exp(s * normal_quantile(0, 1, u)); });
  auto turning = normals("noise", 0, 1, samples), linear = x;
  const double most = 3, limit = m - above(most) + .1;  // min(X, 3) less 0.1 more than its mean
  for (std::size_t i = 0; i < samples; ++i) turning[i] += std::min(x[i], most) - limit, linear[i] = 1.1 * m - x[i];
  check_within(partial_information(against_nothing(turning), x, 1), above(limit) - above(most));
  // E (c - X)+ - E (c - X) = E (X - c)+ for c = 1.1 m: the mean of so long a tail hardly shows which option is best
  const auto found = partial_information(against_nothing(linear), x, 1);
  check_within(found, above(1.1 * m));
  CHECK(found.standard_error > 5);
}
