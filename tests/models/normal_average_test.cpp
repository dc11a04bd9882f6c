#include "models/normal_average.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

using namespace premortem;

namespace {

constexpr std::array<double, 11> breaks{-14, -9, -6, -4, -2, 0, 2, 4, 6, 9, 14};

/// Between -1 and 1, different for every z, as rounding is.
double noise(double z) {
  const double wide = 1e6 * std::sin(1e9 * z);
  return 2 * (wide - std::floor(wide)) - 1;
}

}  // namespace

TEST_CASE("averages over the normal law are those of its moments") {
  const auto mean = normal_average(breaks, [](double z) { return AveragedTerms{1, z * z, std::pow(z, 4), std::exp(z), std::abs(z)}; });
  CHECK(mean[0] == Approx(1).epsilon(1e-13));
  CHECK(mean[1] == Approx(1).epsilon(1e-13));
  CHECK(mean[2] == Approx(3).epsilon(1e-12));
  CHECK(mean[3] == Approx(std::exp(0.5)).epsilon(1e-12));
  CHECK(mean[4] == Approx(0.79788456080286536).epsilon(1e-13));  // sqrt(2 / pi)
}

TEST_CASE("a kink or a jump between two breaks is found by halving") {
  const auto mean = normal_average(breaks, [](double z) { return AveragedTerms{std::max(0.0, z - 0.7), z > 0.7 ? 1.0 : 0.0, 0, 0, 0}; });
  // E (Z - a)+ = phi(a) - a Phi(-a) and Phi(-a) at a = .7: scipy.stats.norm
  CHECK(mean[0] == Approx(0.14287937681061018).epsilon(1e-9));
  CHECK(mean[1] == Approx(0.24196365222307298).epsilon(1e-9));
}

TEST_CASE("where rounding is all that is left, halving ends") {
  for (const double size : {1e-4, 1e-8, 1e-9}) {
    long asked = 0;
    const auto mean = normal_average(breaks, [&](double z) {
      ++asked;
      return AveragedTerms{1 + size * noise(z), size * noise(z), 1, 0, 0};
    });
    INFO(size << " " << asked);
    CHECK(mean[0] == Approx(1).epsilon(size));
    CHECK(asked < 1'000'000);
  }
}
