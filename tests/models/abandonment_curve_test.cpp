#include "premortem/models/abandonment_curve.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

AbandonmentCurve curve(CurveFamily family, CurveVector parameters, LatencyData data = LatencyData::delays) {
  AbandonmentCurve c;
  c.family = family, c.parameters = parameters, c.data = data;
  return c;
}

std::vector<AbandonmentCurve> smooth_curves() {
  return {curve(CurveFamily::logistic, {-3.5, .0008, 0}),
          curve(CurveFamily::log_logistic, {-9, .95, 0}),
          curve(CurveFamily::weibull, {-8.9, .92, 0}),
          curve(CurveFamily::floor_logistic, {.03, -5, .001}),
          curve(CurveFamily::floor_log_logistic, {.034, -17.4, 2.01}),
          curve(CurveFamily::floor_weibull, {.033, -16.5, 1.88}),
          curve(CurveFamily::hinge, {.04, 8.5e-5, 803}),
          curve(CurveFamily::log_logistic, {8.2, .9, 0}, LatencyData::quits),
          curve(CurveFamily::weibull, {8.4, 1.06, 0}, LatencyData::quits)};
}

AbandonmentCurve steps(CurveFamily family) {
  AbandonmentCurve c;
  c.family = family;
  c.steps = {{200, .04}, {400, .04}, {1000, .10}, {3000, .25}};
  return c;
}

/// A central difference of second order, at a step that balances its two errors.
template <class F>
double difference(F&& f, double at) {
  const double h = 1e-5 * std::max(std::abs(at), 1e-4);
  return (f(at + h) - f(at - h)) / (2 * h);
}

}  // namespace

// Python 3.11: 1 / (1 + exp(3.5 - .8)), 1 / (1 + exp(9 - log(1000))), -expm1(-exp(-9 + log(1000))).
TEST_CASE("curves have the values of their formulas") {
  CHECK(abandonment(curve(CurveFamily::logistic, {-3.5, .0008, 0}), 1000) == Approx(0.06297335605699649).epsilon(1e-14));
  CHECK(abandonment(curve(CurveFamily::log_logistic, {-9, 1, 0}), 1000) == Approx(0.10985288150214285).epsilon(1e-13));
  CHECK(abandonment(curve(CurveFamily::weibull, {-9, 1, 0}), 1000) == Approx(0.11609863806059074).epsilon(1e-13));
  CHECK(abandonment(curve(CurveFamily::floor_weibull, {.1, -9, 1}), 1000) == Approx(.1 + .9 * 0.11609863806059074).epsilon(1e-13));
  CHECK(abandonment(curve(CurveFamily::hinge, {.04, 1e-4, 800}), 1000) == Approx(.06).epsilon(1e-14));
  CHECK(abandonment(curve(CurveFamily::hinge, {.04, 1e-4, 800}), 700) == .04);
  const auto quits = curve(CurveFamily::log_logistic, {std::log(1000), .5, 0}, LatencyData::quits);
  CHECK(abandonment(quits, 1000) == Approx(.5).epsilon(1e-14));
  CHECK(abandonment(quits, 2000) == Approx(.8).epsilon(1e-14));  // odds (t / scale)^(1 / sigma)
}

TEST_CASE("gradients and slopes of every family are those of central differences") {
  for (const auto& c : smooth_curves())
    for (const double t : {1.0, 50.0, 790.0, 1000.0, 4000.0}) {
      INFO(family_name(c.family) << " at " << t << " ms");
      CHECK(abandonment_slope(c, t) == Approx(difference([&](double x) { return abandonment(c, x); }, t)).epsilon(1e-6).margin(1e-12));
      const auto g = abandonment_gradient(c, t);
      for (std::size_t k = 0; k < parameter_count(c); ++k) {
        const auto moved = [&](double value) {
          auto other = c;
          other.parameters[k] = value;
          return abandonment(other, t);
        };
        CHECK(g[k] == Approx(difference(moved, c.parameters[k])).epsilon(1e-6).margin(1e-12));
      }
      for (std::size_t k = parameter_count(c); k < most_parameters; ++k) CHECK(g[k] == 0);
    }
}

TEST_CASE("abandonment never falls as latency rises and stays in [0, 1]") {
  auto curves = smooth_curves();
  curves.push_back(steps(CurveFamily::isotonic));
  curves.push_back(steps(CurveFamily::kaplan_meier));
  for (const auto& c : curves) {
    double last = abandonment(c, 0);
    CHECK(last >= 0);
    for (double t = 1e-300; t < 1e300; t *= 1.7) {
      const double here = abandonment(c, t);
      INFO(family_name(c.family) << " at " << t << " ms");
      CHECK(here >= last);
      CHECK(here <= 1);
      CHECK(abandonment_slope(c, t) >= 0);
      for (const double g : abandonment_gradient(c, t)) CHECK(std::isfinite(g));
      last = here;
    }
  }
}

TEST_CASE("at 0 ms curves in ln t are at their floor, with finite gradients") {
  for (const auto& c : smooth_curves()) {
    const auto g = abandonment_gradient(c, 0);
    for (const double x : g) CHECK(std::isfinite(x));
    if (c.family == CurveFamily::log_logistic || c.family == CurveFamily::weibull) CHECK(abandonment(c, 0) == 0);
    if (c.family == CurveFamily::floor_log_logistic || c.family == CurveFamily::floor_weibull) {
      CHECK(abandonment(c, 0) == c.parameters[0]);
      CHECK(g == CurveVector{1, 0, 0});
    }
  }
}

TEST_CASE("the slope at 0 ms is the limit of the slopes near it") {
  CHECK(abandonment_slope(curve(CurveFamily::weibull, {-9, 1, 0}), 0) == Approx(std::exp(-9.0)).epsilon(1e-14));
  CHECK(abandonment_slope(curve(CurveFamily::weibull, {-9, 1, 0}), 1e-9) == Approx(std::exp(-9.0)).epsilon(1e-9));
  CHECK(abandonment_slope(curve(CurveFamily::floor_log_logistic, {.2, -9, 1}), 0) == Approx(.8 * std::exp(-9.0)).epsilon(1e-14));
  CHECK(abandonment_slope(curve(CurveFamily::log_logistic, {7, 1, 0}, LatencyData::quits), 0) == Approx(std::exp(-7.0)).epsilon(1e-14));
  CHECK(abandonment_slope(curve(CurveFamily::log_logistic, {-9, 2, 0}), 0) == 0);
  CHECK(std::isinf(abandonment_slope(curve(CurveFamily::log_logistic, {-9, .5, 0}), 0)));
  CHECK(abandonment_slope(curve(CurveFamily::logistic, {0, .001, 0}), 0) == Approx(.00025).epsilon(1e-14));
}

TEST_CASE("a hinge is capped at 1, and is flat there") {
  const auto c = curve(CurveFamily::hinge, {.2, .001, 500});
  CHECK(abandonment(c, 1300) == Approx(1).epsilon(1e-14));
  CHECK(abandonment(c, 5000) == 1);
  CHECK(abandonment_slope(c, 5000) == 0);
  CHECK(abandonment_gradient(c, 5000) == CurveVector{0, 0, 0});
  CHECK(abandonment_gradient(c, 500) == CurveVector{1, 0, 0});  // from the left
  CHECK(abandonment_slope(c, 500) == 0);
}

TEST_CASE("isotonic curves are lines between the steps and flat outside; Kaplan-Meier curves are stairs") {
  const auto lines = steps(CurveFamily::isotonic), stairs = steps(CurveFamily::kaplan_meier);
  CHECK(abandonment(lines, 0) == .04);
  CHECK(abandonment(lines, 700) == Approx(.07).epsilon(1e-14));
  CHECK(abandonment(lines, 1000) == .10);
  CHECK(abandonment(lines, 1e6) == .25);
  CHECK(abandonment_slope(lines, 700) == Approx(1e-4).epsilon(1e-12));
  CHECK(abandonment_slope(lines, 1000) == Approx(.15 / 2000).epsilon(1e-12));
  CHECK(abandonment_slope(lines, 100) == 0);
  CHECK(abandonment_slope(lines, 3000) == 0);
  CHECK(abandonment(stairs, 199.9) == 0);
  CHECK(abandonment(stairs, 200) == .04);
  CHECK(abandonment(stairs, 999) == .04);
  CHECK(abandonment(stairs, 1e6) == .25);
  CHECK(abandonment_slope(stairs, 700) == 0);
  CHECK(parameter_count(lines) == 0);
}

TEST_CASE("the variance along a gradient is its quadratic form, and never below 0") {
  auto c = curve(CurveFamily::log_logistic, {-9, 1, 0});
  c.covariance = {{{4, -1, 9}, {-1, 2, 9}, {9, 9, 9}}};  // of two parameters: the third is not used
  CHECK(variance_along(c, {1, 3, 5}) == Approx(4 - 6 + 18).epsilon(1e-14));
  c.covariance = {{{1, -1, 0}, {-1, 1 - 1e-9, 0}, {0, 0, 0}}};
  CHECK(variance_along(c, {1, 1, 0}) == 0);
}

TEST_CASE("a latency that is none is outside the domain") {
  for (const double t : {-1.0, std::numeric_limits<double>::infinity(), std::nan("")})
    for (const auto& c : smooth_curves()) {
      CHECK_THROWS_AS(abandonment(c, t), DomainError);
      CHECK_THROWS_AS(abandonment_gradient(c, t), DomainError);
      CHECK_THROWS_AS(abandonment_slope(c, t), DomainError);
    }
}

TEST_CASE("parameters are named in their order") {
  CHECK(parameter_names(curve(CurveFamily::hinge, {})) == std::vector<std::string>{"c0", "beta", "tau"});
  CHECK(parameter_names(curve(CurveFamily::floor_weibull, {})) == std::vector<std::string>{"c0", "b0", "b1"});
  CHECK(parameter_names(curve(CurveFamily::logistic, {})) == std::vector<std::string>{"b0", "b1"});
  CHECK(parameter_names(curve(CurveFamily::weibull, {}, LatencyData::quits)) == std::vector<std::string>{"mu", "sigma"});
  CHECK(parameter_names(steps(CurveFamily::isotonic)).empty());
}
