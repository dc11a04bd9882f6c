#include "premortem/statistics/positive_definite.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "premortem/core/error.hpp"

using namespace premortem;

TEST_CASE("the inverse of a Hilbert matrix has its whole numbers") {
  // exact, by hand: the inverse of the 3 x 3 Hilbert matrix
  const std::vector<double> hilbert{1, 1. / 2, 1. / 3, 1. / 2, 1. / 3, 1. / 4, 1. / 3, 1. / 4, 1. / 5};
  const std::vector<double> exact{9, -36, 30, -36, 192, -180, 30, -180, 180};
  const auto found = positive_definite_inverse(hilbert, 3);
  REQUIRE(found);
  for (std::size_t i = 0; i < 9; ++i) CHECK((*found)[i] == Approx(exact[i]).epsilon(1e-12));
}

TEST_CASE("parameters in unlike units do no harm to an inverse or a solution") {
  const double s = std::exp2(-60);
  const std::vector<double> matrix{2, 1 * s, 1 * s, 3 * s * s};
  const auto inverse = positive_definite_inverse(matrix, 2);
  REQUIRE(inverse);
  CHECK((*inverse)[0] == Approx(0.6).epsilon(1e-14));
  CHECK((*inverse)[3] * s * s == Approx(0.4).epsilon(1e-14));
  const auto x = positive_definite_solve(matrix, std::vector<double>{3, 4 * s});
  REQUIRE(x);
  CHECK((*x)[0] == Approx(1).epsilon(1e-14));
  CHECK((*x)[1] * s == Approx(1).epsilon(1e-14));
}

TEST_CASE("what is not positive definite has no inverse and no solution") {
  const std::vector<std::vector<double>> bad{{1, 1, 1, 1}, {1, 2, 2, 1}, {0, 0, 0, 0}, {NAN, 0, 0, 1}, {1, 1 - 1e-16, 1 - 1e-16, 1}, {-1, 0, 0, -1}};
  for (const auto& m : bad) {
    CHECK_FALSE(positive_definite_inverse(m, 2));
    CHECK_FALSE(positive_definite_solve(m, std::vector<double>{1, 1}));
  }
  CHECK_THROWS_AS(positive_definite_inverse(std::vector<double>{1, 2}, 2), DomainError);
  CHECK_THROWS_AS(positive_definite_inverse(std::vector<double>(33 * 33, 1), 33), DomainError);
}

TEST_CASE("a random positive definite matrix times its inverse is the identity") {
  std::mt19937 random(7);
  std::normal_distribution<double> normal;
  for (const std::size_t n : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 20U, 32U}) {
    std::vector<double> root(n * n), matrix(n * n, 0.0);
    for (auto& r : root) r = normal(random);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t k = 0; k < n; ++k) matrix[i * n + j] += root[i * n + k] * root[j * n + k];
        if (i == j) matrix[i * n + j] += 1;
      }
    const auto inverse = positive_definite_inverse(matrix, n);
    REQUIRE(inverse);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        double sum = 0;
        for (std::size_t k = 0; k < n; ++k) sum += matrix[i * n + k] * (*inverse)[k * n + j];
        CHECK(sum == Approx(i == j ? 1.0 : 0.0).margin(1e-11));
      }
  }
}
