#include "models/forecast_ranking.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "holds_for_all.hpp"
#include "models/gamma_fit.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

const std::vector<NormalPart> two{{0.3, -1, 0.5}, {0.7, 2, 1.5}};

}  // namespace

// Gneiting & Raftery (2007), equation 21: CRPS of N(0, 1) at y is y (2 Phi(y) - 1) + 2 phi(y) - 1/sqrt(pi).
TEST_CASE("the ranked probability score of a normal is the published one") {
  CHECK(mixture_crps({{1, 0, 1}}, 0) == Approx(2 * normal_density(0, 1, 0) - 1 / std::sqrt(3.14159265358979)).epsilon(1e-12));
  CHECK(mixture_crps({{1, 3, 0}}, 1) == Approx(2).epsilon(1e-12));  // of a certain forecast it is the distance
}

// The midpoint rule in 400,000 steps of the definition.
TEST_CASE("the ranked probability score of a mixture is the integral of the squared distance of distribution functions") {
  for (const double y : {-3.0, 0.4, 5.0}) {
    double sum = 0;
    const double step = 40.0 / 400'000;
    for (int i = 0; i < 400'000; ++i) {
      const double x = -20 + (i + 0.5) * step, f = 0.3 * std::erfc((-1 - x) / 0.5 / std::sqrt(2)) / 2 + 0.7 * std::erfc((2 - x) / 1.5 / std::sqrt(2)) / 2 - (x >= y ? 1 : 0);
      sum += f * f * step;
    }
    CHECK(mixture_crps(two, y) == Approx(sum).margin(1e-4));
    CHECK(cdf_crps([](double x) { return mixture_cdf(two, x); }, -10, 14, y) == Approx(sum).margin(2e-3));
  }
}

TEST_CASE("a quantile of a mixture has its probability below it", "[property]") {
  CHECK(holds_for_all([](int a, int b, unsigned s, unsigned p) {
    const std::vector<NormalPart> parts{{0.25, a % 50 / 10.0, 0.1 + s % 30 / 10.0}, {0.75, b % 50 / 10.0, 0.7}};
    const double q = (p % 98 + 1) / 100.0;
    RC_ASSERT(std::abs(mixture_cdf(parts, mixture_quantile(parts, q)) - q) < 1e-7);
  }));
}

TEST_CASE("origins lie in the last third, at most ten, and end with all points") {
  const auto many = rolling_origins(150).prefixes;
  CHECK(many.size() == 11);
  CHECK(many.front() == 100);
  CHECK(many[9] == 149);
  CHECK(many.back() == 150);
  CHECK(rolling_origins(6).prefixes == std::vector<std::size_t>{4, 5, 6});
}

TEST_CASE("what a gamma process is still to do is the average of gamma distributions over their rate") {
  WorseningPath path;
  path.steps = {1, 2, 1.5, 0.5, 1, 2.5, 1, 0.8}, path.days = {7, 7, 7, 7, 14, 7, 7, 7};
  const auto beliefs = gamma_beliefs(path, path.steps.size());
  double total = 0;
  for (const auto& b : beliefs) {
    total += b.weight;
    // rate ~ Gamma(seen, 1/sum): midpoints of 20,000 equal probabilities
    double mean = 0;
    for (int i = 0; i < 2000; ++i) mean += gamma_survival(b.shape * 14, 1 / gamma_quantile(b.seen_shape, 1 / b.sum, (i + 0.5) / 2000), 3) / 2000;
    CHECK(beta_survival(b.shape * 14, b.seen_shape, 3 / (3 + b.sum)) == Approx(mean).margin(1e-4));
  }
  CHECK(total == Approx(1).margin(1e-6));
  CHECK(worsens_by_more(beliefs, 14, 3) + worsens_by_at_most(beliefs, 14, 3) == Approx(total).epsilon(1e-12));
  CHECK(worsens_by_more(beliefs, 28, 3) > worsens_by_more(beliefs, 14, 3));
}

}  // namespace premortem
