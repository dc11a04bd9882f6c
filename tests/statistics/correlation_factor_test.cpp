#include <catch2/catch.hpp>

#include <cmath>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/correlation_factor.hpp"

namespace premortem {
namespace {

/// Correlations of n rows of random numbers in `columns` columns: singular where columns < n.
std::vector<double> any_correlations(std::size_t n, std::size_t columns) {
  std::vector<std::vector<double>> rows(n, std::vector<double>(columns));
  for (auto& row : rows) {
    double square = 0;
    while (square == 0) {
      for (auto& x : row) x = *rc::gen::inRange(-100, 101) / 100.0;
      square = 0;
      for (const auto x : row) square += x * x;
    }
    for (auto& x : row) x /= std::sqrt(square);
  }
  std::vector<double> matrix(n * n, 1);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      double product = 0;
      for (std::size_t k = 0; k < columns; ++k) product += rows[i][k] * rows[j][k];
      if (i != j) matrix[i * n + j] = product;
    }
  return matrix;
}

double product_of_rows(const std::vector<double>& lower, std::size_t n, std::size_t i, std::size_t j) {
  double product = 0;
  for (std::size_t k = 0; k < n; ++k) product += lower[i * n + k] * lower[j * n + k];
  return product;
}

TEST_CASE("a factor times itself is the matrix, a singular one included") {
  CHECK(holds_for_all([] {
    const auto n = *rc::gen::inRange<std::size_t>(1, 7), columns = *rc::gen::inRange<std::size_t>(1, 8);
    const auto matrix = any_correlations(n, columns);
    const auto lower = correlation_factor(matrix, n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        RC_ASSERT(std::abs(product_of_rows(lower, n, i, j) - matrix[i * n + j]) < 4e-5);
        if (j > i) RC_ASSERT(lower[i * n + j] == 0.0);
      }
  }));
}

TEST_CASE("the smallest eigenvalue is that of numpy") {
  // numpy.linalg.eigvalsh
  CHECK(smallest_eigenvalue(std::vector<double>{1, .5, .5, 1}, 2) == Approx(.5).epsilon(1e-14));
  CHECK(smallest_eigenvalue(std::vector<double>{1, .9, -.9, .9, 1, .9, -.9, .9, 1}, 3) == Approx(-.8).epsilon(1e-14));
  CHECK(std::abs(smallest_eigenvalue(std::vector<double>{1, 1, 1, 1}, 2)) < 1e-15);
}

TEST_CASE("a matrix that no joint distribution has, has no factor") {
  CHECK_THROWS_AS(correlation_factor(std::vector<double>{1, .9, -.9, .9, 1, .9, -.9, .9, 1}, 3), DomainError);
  CHECK_THROWS_AS(correlation_factor(std::vector<double>{1, 1.1, 1.1, 1}, 2), DomainError);
  CHECK_THROWS_AS(correlation_factor(std::vector<double>{2, 0, 0, 2}, 2), DomainError);
  CHECK_THROWS_AS(correlation_factor(std::vector<double>{1, 0, 0}, 2), DomainError);
  CHECK_THROWS_AS(correlation_factor({}, 0), DomainError);
}

}  // namespace
}  // namespace premortem
