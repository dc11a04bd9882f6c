#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "premortem/quantity/quantile_table.hpp"
#include "quantity/leaf_builder.hpp"

namespace premortem {
namespace {

using namespace testing;

/// Both tails down to 2^-26 and the middle, off the nodes of the table.
std::vector<double> dense_uniforms() {
  std::vector<double> u;
  for (int octave = 1; octave <= 26; ++octave)
    for (int i = 0; i < 100; ++i) {
      const double t = std::ldexp(0.5 + 0.5 * (i + 0.37) / 100, -octave);
      u.push_back(t);
      u.push_back(1 - t);
    }
  return u;
}

double exact_value(const LeafDistribution& d, double u) { return u < 0.5 ? d.quantile(u) : d.upper_quantile(1 - u); }

double largest_relative_error(const Leaf& leaf) {
  const auto exact = *distribution_of(leaf);
  const auto uniforms = dense_uniforms();
  auto drawn = uniforms;
  QuantileTable(exact).apply(drawn);
  double worst = 0;
  for (std::size_t i = 0; i < uniforms.size(); ++i) {
    const double x = exact_value(exact, uniforms[i]);
    const double difference = std::abs(drawn[i] - x);
    if (difference > 0) worst = std::max(worst, difference / std::abs(x));
  }
  return worst;
}

TEST_CASE("a tabulated quantile is within 1e-6 of the exact one, tails included") {
  CHECK(largest_relative_error(counted_leaf("none of 3000", 0, 3000)) < 1e-6);
  CHECK(largest_relative_error(counted_leaf("none of one", 0, 1)) < 1e-6);
  CHECK(largest_relative_error(counted_leaf("10 of 10000", 10, 10000, Shape::beta)) < 1e-6);
  CHECK(largest_relative_error(counted_leaf("a million of two", 1e6, 2e6)) < 1e-6);
  CHECK(largest_relative_error(counted_leaf("none of 2^53", 0, 9007199254740992.0)) < 1e-6);
  CHECK(largest_relative_error(counted_leaf("arcsine", 0.5, 1, Shape::beta)) < 1e-6);
  CHECK(largest_relative_error(counted_leaf("no event", 0, 1, Shape::rate)) < 1e-6);
  CHECK(largest_relative_error(counted_leaf("ten events", 10, 1, Shape::rate)) < 1e-6);
  CHECK(largest_relative_error(peaked_leaf("pert", Shape::pert, .02, .05, .1)) < 1e-6);
  CHECK(largest_relative_error(peaked_leaf("pert at zero", Shape::pert, 0, 0, 1)) < 1e-6);
  CHECK(largest_relative_error(peaked_leaf("pert at one", Shape::pert, 0, 1, 1)) < 1e-6);
  CHECK(largest_relative_error(between_leaf("lognormal", Shape::lognormal, .0517923, .1930788)) < 1e-6);
}

TEST_CASE("a quantile that the table would get wrong is inverted exactly") {
  CHECK(largest_relative_error(between_leaf("nine decades", Shape::lognormal, 1e-9, 1)) < 1e-6);
  CHECK(largest_relative_error(between_leaf("four decades", Shape::lognormal, 1e-4, 1)) < 1e-6);
  CHECK(largest_relative_error(counted_leaf("a tenth of an event", 0.1, 1, Shape::beta)) < 1e-6);
  CHECK(largest_relative_error(counted_leaf("a hundredth of an event", 0.01, 1, Shape::beta)) < 1e-6);
}

TEST_CASE("a tabulated quantile never falls as the uniform rises, but for rounding") {
  for (const auto& leaf : {counted_leaf("x", 0, 3000), peaked_leaf("x", Shape::pert, .02, .05, .1), counted_leaf("x", 3, 50)}) {
    auto u = dense_uniforms();
    std::sort(u.begin(), u.end());
    QuantileTable(*distribution_of(leaf)).apply(u);
    bool rises = true;
    for (std::size_t i = 1; i < u.size(); ++i) rises = rises && u[i] >= u[i - 1] * (1 - 1e-14);
    CHECK(rises);
  }
}

TEST_CASE("a draw beyond the table is the exact quantile, between any neighbours") {
  const auto exact = *distribution_of(counted_leaf("x", 3, 50));
  const QuantileTable table(exact);
  for (const double tail : {0x1p-53, 0x1.8p-22, 1 - 0x1p-53, 1 - 0x1.8p-22})
    for (std::size_t at = 0; at < 40; ++at) {
      std::vector<double> u(40, 0.25);
      u[at] = tail, u[39 - at] = tail;
      table.apply(u);
      CHECK(u[at] == exact_value(exact, tail));
      CHECK(u[39 - at] == u[at]);
    }
}

TEST_CASE("a table has the same bits for any number of threads that make it") {
  for (const auto& leaf : {counted_leaf("x", 10, 10000, Shape::beta), peaked_leaf("x", Shape::pert, .02, .05, .1), between_leaf("not smooth", Shape::lognormal, 1e-9, 1)}) {
    auto alone = dense_uniforms();
    QuantileTable(*distribution_of(leaf)).apply(alone);
    for (const int jobs : {2, 3, 8}) {
      auto together = dense_uniforms();
      QuantileTable(*distribution_of(leaf), jobs).apply(together);
      CHECK(together == alone);
    }
  }
}

TEST_CASE("a draw does not depend on the draws beside it") {
  const QuantileTable table(*distribution_of(counted_leaf("x", 3, 50)));
  auto together = dense_uniforms();
  const auto uniforms = together;
  table.apply(together);
  bool same = true;
  for (std::size_t i = 0; i < uniforms.size(); ++i) {
    double alone = uniforms[i];
    table.apply({&alone, 1});
    same = same && alone == together[i];
  }
  CHECK(same);
}

}  // namespace
}  // namespace premortem
