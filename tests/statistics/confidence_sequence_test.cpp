#include "premortem/statistics/confidence_sequence.hpp"

#include <catch2/catch.hpp>

#include "premortem/random/philox.hpp"
#include <vector>

namespace premortem {
namespace {

// Howard et al. (2021), package confseq 0.0.11.
TEST_CASE("the normal mixture bound and the Bernoulli sequence are those of confseq") {
  const double rho = normal_mixture_rho(100, .05);
  CHECK(rho == Approx(12.60056).epsilon(1e-6));
  CHECK(normal_mixture_bound(100, rho, .05) == Approx(30.35209).epsilon(1e-6));
  const auto interval = confidence_sequence(700, 1000, .95, 100);
  CHECK(interval.low == Approx(.651629).epsilon(3e-6));
  CHECK(interval.high == Approx(.745949).epsilon(3e-6));
}

TEST_CASE("a sequence looked at after every trial keeps its confidence over all of them") {
  constexpr int runs = 1'000, trials = 300;
  int broken = 0;
  for (int run = 0; run < runs; ++run) {
    std::vector<double> u(trials);
    fill_uniform({1, static_cast<std::uint64_t>(run)}, 0, u);
    double events = 0;
    bool outside = false;
    for (int n = 1; n <= trials; ++n) {
      events += u[static_cast<std::size_t>(n - 1)] < .1 ? 1 : 0;
      if (n % 10 != 0) continue;
      const auto interval = confidence_sequence(events, n, .95, 100);
      outside = outside || interval.low > .1 || interval.high < .1;
    }
    broken += outside ? 1 : 0;
  }
  CHECK(broken <= 68);  // 5% of 1,000 and 2.6 standard errors
}

}  // namespace
}  // namespace premortem
