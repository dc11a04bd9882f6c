#include <catch2/catch.hpp>
#include <algorithm>
#include <cstring>
#include <limits>

#include "premortem/core/error.hpp"
#include "premortem/statistics/value_of_information.hpp"
#include "statistics/simulated_decision.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

bool same_bits(const InformationValue& a, const InformationValue& b) {
  return std::memcmp(&a.value, &b.value, sizeof a.value) == 0 && std::memcmp(&a.standard_error, &b.standard_error, sizeof a.value) == 0;
}

/// Three options over three inputs, of which the third matters to none.
struct ThreeOptions {
  std::size_t n;
  std::vector<double> x, y, idle;
  NetBenefits benefits;

  explicit ThreeOptions(std::size_t samples, std::uint64_t seed = 1)
      : n(samples), x(normals("x", 0, 1, n, seed)), y(normals("y", 0, 1, n, seed)), idle(normals("idle", 0, 1, n, seed)) {
    benefits.by_option.assign(3, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i) {
      benefits.by_option[0][i] = x[i] + 0.3;
      benefits.by_option[1][i] = 2 * y[i] * y[i] - 2;
      benefits.by_option[2][i] = x[i] * y[i] - 0.1;
    }
  }
};

}  // namespace

TEST_CASE("no order of the options, and no option told twice, changes a bit") {
  const ThreeOptions m(3'000);
  const auto perfect = perfect_information(m.benefits), x = partial_information(m.benefits, m.x, 7), pair = partial_information(m.benefits, m.x, m.y, 7);
  CHECK(perfect.value > 0);
  CHECK(x.value > 0);
  std::vector<std::size_t> order{0, 1, 2};
  do {
    NetBenefits other;
    for (const auto d : order) other.by_option.push_back(m.benefits.by_option[d]);
    other.by_option.push_back(m.benefits.by_option[order[0]]);
    CHECK(same_bits(perfect_information(other), perfect));
    CHECK(same_bits(partial_information(other, m.x, 7), x));
    CHECK(same_bits(partial_information(other, m.x, m.y, 7), pair));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("benefits in another unit, a power of two larger or smaller, give the same bits in that unit") {
  const ThreeOptions m(3'000);
  const auto perfect = perfect_information(m.benefits), x = partial_information(m.benefits, m.x, 7);
  for (const double unit : {0x1p-40, 0.5, 0x1p60}) {
    NetBenefits other = m.benefits;
    for (auto& option : other.by_option)
      for (double& b : option) b *= unit;
    CHECK(same_bits(perfect_information(other), {perfect.value * unit, perfect.standard_error * unit}));
    CHECK(same_bits(partial_information(other, m.x, 7), {x.value * unit, x.standard_error * unit}));
  }
}

TEST_CASE("an input that matters to no option is worth nothing within its error, and the error is not nothing") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const ThreeOptions m(2'000, seed);
    const auto found = partial_information(m.benefits, m.idle, seed);
    CHECK(found.value <= 3 * found.standard_error);
    CHECK(found.standard_error > 0);
  }
}

TEST_CASE("part of the information is worth at least nothing and at most all of it, few samples or many") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed)
    for (const std::size_t n : {2U, 3U, 10U, 100U, 1'000U}) {
      const ThreeOptions m(n, seed);
      const double all = perfect_information(m.benefits).value;
      for (const auto* input : {&m.x, &m.y, &m.idle}) {
        const auto part = partial_information(m.benefits, *input, seed);
        CHECK((part.value >= 0 && part.value <= all && std::isfinite(part.standard_error)));
      }
    }
}

TEST_CASE("an input that does not vary, one option, and an option that is always better are worth nothing") {
  const ThreeOptions m(500);
  CHECK(partial_information(m.benefits, std::vector<double>(500, 3.0), 1).value == 0);
  CHECK(perfect_information({{m.x}}).value == 0);
  NetBenefits dominated{{m.x, m.x}};
  for (double& b : dominated.by_option[1]) b += 1;
  CHECK(perfect_information(dominated).value == 0);
  CHECK(partial_information(dominated, m.x, 1).value == 0);
}

TEST_CASE("the stated error covers the closed form as often as an error does") {
  int covered = 0;
  constexpr int runs = 100;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    const auto x = normals("x", .5, 1, 1'000, seed), noise = normals("noise", 0, 1, 1'000, seed);
    auto net = x;
    for (std::size_t i = 0; i < net.size(); ++i) net[i] += noise[i];
    const auto found = partial_information(against_nothing(net), x, seed);
    covered += std::abs(found.value - unit_normal_loss(.5)) <= 2 * found.standard_error ? 1 : 0;
  }
  CHECK(covered >= 88);  // P(Bin(100, .954) < 88) < .002
}

TEST_CASE("what cannot be valued is refused") {
  const std::vector<double> two{1, 2}, three{1, 2, 3};
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(perfect_information({}), DomainError);
  CHECK_THROWS_AS(perfect_information({{{1}, {2}}}), DomainError);
  CHECK_THROWS_AS(perfect_information({{two, three}}), DomainError);
  CHECK_THROWS_AS(perfect_information({{two, {1, infinity}}}), DomainError);
  CHECK_THROWS_AS(perfect_information({{{1e308, 1}, {-1e308, 1}}}), DomainError);
  CHECK_THROWS_AS(partial_information({{two, two}}, three, 1), DomainError);
  CHECK_THROWS_AS(partial_information({{two, two}}, std::vector<double>{1, std::nan("")}, 1), DomainError);
  CHECK_THROWS_AS(sample_information({{two, two}}, std::vector<double>{.5, 1.5}, 3, 1), DomainError);
  CHECK_THROWS_AS(sample_information({{two, two}}, std::vector<double>{.5, .5}, 2.5, 1), DomainError);
}
