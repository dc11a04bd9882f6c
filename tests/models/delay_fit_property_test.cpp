#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "models/delay_arms_builder.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

CurveFit fit_of(const std::vector<DelayArm>& arms, CurveFamily family) { return fit_delay_curve(arms, family, .95); }

/// Derivatives of the log-likelihood by the parameters, in units of what one standard error of each would change: 0 at a top.
CurveVector score_of(const CurveFit& fit, const std::vector<DelayArm>& arms) {
  CurveVector score{};
  for (const auto& a : arms) {
    const double p = abandonment(fit.curve, a.latency_ms);
    const auto g = abandonment_gradient(fit.curve, a.latency_ms);
    for (std::size_t k = 0; k < most_parameters; ++k)
      if (g[k] != 0 && p > 0) score[k] += g[k] * (a.left - a.sessions * p) / (p * (1 - p));
  }
  for (std::size_t k = 0; k < most_parameters; ++k) score[k] *= std::sqrt(fit.curve.covariance[k][k]);
  return score;
}

}  // namespace

TEST_CASE("the order of the arms and a split arm change no bit of any fit") {
  std::mt19937_64 random(7);
  for (int run = 0; run < 150; ++run) {
    const auto arms = random_arms(random);
    auto other = arms;
    for (auto& a : std::vector(other.begin(), other.end()))
      if (a.sessions > 2 && a.left > 0) other.push_back({a.latency_ms, 1, 1});
    for (std::size_t i = 0; i < arms.size(); ++i)
      if (arms[i].sessions > 2 && arms[i].left > 0) other[i].sessions -= 1, other[i].left -= 1;
    for (std::size_t i = other.size() - 1; i > 0; --i) std::swap(other[i], other[random() % (i + 1)]);
    const auto a = fit_delay_curves(arms, .95), b = fit_delay_curves(other, .95);
    for (std::size_t i = 0; i < a.size(); ++i) {
      CHECK(a[i].curve.family == b[i].curve.family);
      CHECK(a[i].problem == b[i].problem);
      CHECK(a[i].curve.parameters == b[i].curve.parameters);
      CHECK(a[i].curve.covariance == b[i].curve.covariance);
      CHECK(a[i].loglik == b[i].loglik);
      CHECK(a[i].fit_p == b[i].fit_p);
    }
  }
}

TEST_CASE("every fit is at a top: its score is 0, and no parameters near it are more likely") {
  std::mt19937_64 random(11);
  int fitted = 0;
  for (int run = 0; run < 300; ++run) {
    const auto arms = random_arms(random);
    for (const auto f : families_with_parameters()) {
      const auto fit = fit_of(arms, f);
      CHECK(fit.problem != FitProblem::no_convergence);
      if (!fit.is_fitted()) continue;
      ++fitted;
      INFO(family_name(f) << ", run " << run);
      CHECK(*fit.loglik == Approx(loglik_of(fit.curve, arms)).epsilon(1e-11));
      const auto score = score_of(fit, arms);
      for (std::size_t k = 0; k < (f == CurveFamily::hinge ? 2U : parameter_count(fit.curve)); ++k) CHECK(std::abs(score[k]) < 1e-5);
      for (int near = 0; near < 200; ++near) {
        auto other = fit.curve;
        const double size = std::pow(10, uniform(random, -4, 1));
        for (std::size_t k = 0; k < parameter_count(other); ++k) other.parameters[k] += size * uniform(random, -1, 1) * std::sqrt(fit.curve.covariance[k][k]);
        if (parameter_count(other) == 3 && (other.parameters[0] < 0 || other.parameters[0] >= 1 || other.parameters[f == CurveFamily::hinge ? 1 : 2] < 0)) continue;
        if (!(loglik_of(other, arms) <= *fit.loglik + 1e-9)) FAIL(family_name(f) << ": " << loglik_of(other, arms) << " > " << *fit.loglik);
      }
    }
  }
  CHECK(fitted > 600);
}

TEST_CASE("a floor never makes the best curve less likely") {
  std::mt19937_64 random(13);
  int compared = 0;
  for (int run = 0; run < 400; ++run) {
    const auto arms = random_arms(random);
    for (std::size_t i = 0; i < 3; ++i) {
      const auto plain = fit_of(arms, smooth_families()[i]), floored = fit_of(arms, smooth_families()[i + 3]);
      if (!plain.is_fitted() || !floored.is_fitted()) continue;
      ++compared;
      CHECK(*floored.loglik >= *plain.loglik - 1e-9);
    }
  }
  CHECK(compared > 200);
}

TEST_CASE("a unit of latency twice, four times, ... as large moves the parameters as it must and the fitted shares by 1e-10") {
  std::mt19937_64 random(17);
  for (int run = 0; run < 150; ++run) {
    const auto arms = random_arms(random);
    auto scaled = arms;
    const int power = static_cast<int>(random() % 41) - 20;
    const double factor = std::ldexp(1, power), shift = std::log(factor);
    for (auto& a : scaled) a.latency_ms *= factor;
    for (const auto f : families_with_parameters()) {
      const auto a = fit_of(arms, f), b = fit_of(scaled, f);
      INFO(family_name(f) << ", run " << run);
      CHECK(a.problem == b.problem);
      if (!a.is_fitted() || !b.is_fitted()) continue;
      const auto &p = a.curve.parameters, &q = b.curve.parameters;
      const std::size_t last = parameter_count(a.curve) - 1;
      for (const auto& arm : arms) CHECK(abandonment(b.curve, arm.latency_ms * factor) == Approx(abandonment(a.curve, arm.latency_ms)).margin(1e-10).epsilon(0));
      if (f == CurveFamily::hinge) {
        CHECK(q[1] * factor == Approx(p[1]).epsilon(1e-9));
        CHECK(q[2] / factor == Approx(p[2]).epsilon(1e-9));
      } else if (f == CurveFamily::logistic || f == CurveFamily::floor_logistic) {
        CHECK(q[last] * factor == Approx(p[last]).epsilon(1e-8));
        CHECK(q[last - 1] == Approx(p[last - 1]).epsilon(1e-8));
      } else {
        CHECK(q[last] == Approx(p[last]).epsilon(1e-7));
        CHECK(q[last - 1] == Approx(p[last - 1] - p[last] * shift).epsilon(1e-7).margin(1e-7));
      }
    }
  }
}
