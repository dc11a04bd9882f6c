#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/random/latin_hypercube.hpp"

namespace premortem {
namespace {

TEST_CASE("each stratum holds one point, whatever the number of points") {
  CHECK(holds_for_all([] {
    const auto n = *rc::gen::inRange<std::uint64_t>(1, 200);
    const LatinHypercube design(n, *rc::gen::inRange<std::uint64_t>(0, 1000));
    const auto variable = *rc::gen::arbitrary<std::uint64_t>();
    std::vector<int> hits(n, 0);
    for (std::uint64_t i = 0; i < n; ++i) {
      const double x = design.value(variable, i);
      RC_ASSERT(x > 0);
      RC_ASSERT(x < 1);
      ++hits[static_cast<std::size_t>(x * static_cast<double>(n))];
    }
    RC_ASSERT(std::all_of(hits.begin(), hits.end(), [](int h) { return h == 1; }));
  }));
}

TEST_CASE("a point is the same whatever else is asked for") {
  CHECK(holds_for_all([] {
    const auto n = *rc::gen::inRange<std::uint64_t>(100, LatinHypercube::most_points + 1);
    const LatinHypercube design(n, 4);
    const auto first = *rc::gen::inRange<std::uint64_t>(0, n - 50);
    const auto i = *rc::gen::inRange<std::size_t>(0, 50);
    std::vector<double> part(50);
    design.fill(9, first, part);
    RC_ASSERT(part[i] == LatinHypercube(n, 4).value(9, first + i));
    RC_ASSERT(std::abs(part[i] * static_cast<double>(n) - static_cast<double>(design.stratum(9, first + i)) - .5) <
              .5001);
  }));
}

TEST_CASE("every permutation of four points comes up as often as any other") {
  std::map<std::vector<std::uint64_t>, int> seen;
  constexpr int seeds = 4800;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const LatinHypercube design(4, seed);
    ++seen[{design.stratum(1, 0), design.stratum(1, 1), design.stratum(1, 2), design.stratum(1, 3)}];
  }
  CHECK(seen.size() == 24);
  double chi_square = 0;
  for (const auto& [order, count] : seen) chi_square += (count - 200.0) * (count - 200.0) / 200;
  CHECK(chi_square < 49.7);  // .999 quantile at 23 degrees of freedom (scipy)
}

TEST_CASE("two variables have permutations of their own, and other seeds others") {
  constexpr std::uint64_t n = 2000;
  const LatinHypercube design(n, 1), other(n, 2);
  double same = 0, reseeded = 0;
  for (std::uint64_t i = 0; i < n; ++i) {
    same += (design.value(1, i) - .5) * (design.value(2, i) - .5) * 12 / n;
    reseeded += (design.value(1, i) - .5) * (other.value(1, i) - .5) * 12 / n;
  }
  CHECK(std::abs(same) < 4 / std::sqrt(n));
  CHECK(std::abs(reseeded) < 4 / std::sqrt(n));
}

TEST_CASE("a sum over a hypercube is far nearer than one over independent points") {
  // Mean of u + v over 1,000 points: the strata fix all but the place within them, sd sqrt(2 / 12) / 1000^1.5 = 1.3e-5.
  const LatinHypercube design(1000, 5);
  double mean = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) mean += (design.value(1, i) + design.value(2, i)) / 1000;
  CHECK(std::abs(mean - 1) < 4 * 1.3e-5);
}

TEST_CASE("points beyond a hypercube and hypercubes beyond 2^32 are refused") {
  CHECK_THROWS_AS(LatinHypercube(0, 1), DomainError);
  CHECK_THROWS_AS(LatinHypercube(LatinHypercube::most_points + 1, 1), DomainError);
  CHECK_THROWS_AS(LatinHypercube(5, 1).value(1, 5), DomainError);
}

}  // namespace
}  // namespace premortem
