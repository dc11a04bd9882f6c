#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/mode_builder.hpp"

namespace premortem {
namespace {

using namespace testing;

/// P(K = k) for k = 0..n, by logarithms of factorials.
std::vector<double> binomial(int n, double p) {
  std::vector<double> mass;
  for (int k = 0; k <= n; ++k)
    mass.push_back(std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) + k * std::log(p) + (n - k) * std::log1p(-p)));
  return mass;
}

constexpr double population = 1000;

TEST_CASE("the bound of a population and a count covers in at least 95% of all outcomes, for every true share") {
  for (const int n : {1, 10, 50}) {
    std::vector<Interval> bounds;
    for (int k = 0; k <= n; ++k) {
      const std::vector<Leaf> leaves{exact_leaf("n", population), counted_leaf("p", k, n)};
      bounds.push_back(bound_alone(chain_of(2), leaves));
    }
    double least = 1;
    for (int i = 1; i < 400; ++i) {
      const double p = i / 400.0;
      const auto mass = binomial(n, p);
      double covered = 0;
      for (int k = 0; k <= n; ++k)
        if (bounds[static_cast<std::size_t>(k)].contains(population * p)) covered += mass[static_cast<std::size_t>(k)];
      least = std::min(least, covered);
    }
    INFO("n " << n << ", least coverage " << least);
    CHECK(least >= 0.95 - 1e-12);
  }
}

/// Bound of a population and two counts, for every pair of outcomes.
std::vector<std::vector<Interval>> bounds_of_pairs(int n1, int n2) {
  std::vector<std::vector<Interval>> bounds(static_cast<std::size_t>(n1) + 1);
  for (int i = 0; i <= n1; ++i)
    for (int j = 0; j <= n2; ++j)
      bounds[static_cast<std::size_t>(i)].push_back(
          bound_alone(chain_of(3), {exact_leaf("n", population), counted_leaf("p", i, n1), counted_leaf("q", j, n2)}));
  return bounds;
}

TEST_CASE("the bound of two counts covers jointly in at least 95% of all pairs of outcomes") {
  const int n1 = 8, n2 = 15;
  const auto bounds = bounds_of_pairs(n1, n2);
  double least = 1;
  for (int a = 1; a < 40; ++a)
    for (int b = 1; b < 40; ++b) {
      const double p = a / 40.0, q = b / 40.0;
      const auto first = binomial(n1, p), second = binomial(n2, q);
      double covered = 0;
      for (std::size_t i = 0; i < first.size(); ++i)
        for (std::size_t j = 0; j < second.size(); ++j)
          if (bounds[i][j].contains(population * p * q)) covered += first[i] * second[j];
      least = std::min(least, covered);
    }
  INFO("least coverage " << least);
  CHECK(least >= 0.95);
}

TEST_CASE("the upper end of the bound is passed in at most 2.5% of all outcomes") {
  // what the one-period limit stands on
  for (const int n : {5, 40}) {
    double most = 0;
    for (int i = 1; i < 400; ++i) {
      const double p = i / 400.0;
      const auto mass = binomial(n, p);
      double passed = 0;
      for (int k = 0; k <= n; ++k)
        if (bound_alone(chain_of(2), {exact_leaf("n", population), counted_leaf("p", k, n)}).high < population * p) passed += mass[static_cast<std::size_t>(k)];
      most = std::max(most, passed);
    }
    CHECK(most <= 0.025 + 1e-12);
  }
}

}  // namespace
}  // namespace premortem
