#include "premortem/models/quit_times.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "models/quit_builder.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::testing;

TEST_CASE("fitted curves come by AIC, then Kaplan-Meier, then what was refused") {
  const auto fits = fit_quit_curves(bank_calls("PS"), 0.95);
  REQUIRE(fits.size() == 3);
  CHECK(fits[0].curve.family == CurveFamily::log_logistic);
  CHECK(fits[1].curve.family == CurveFamily::weibull);
  CHECK(fits[2].curve.family == CurveFamily::kaplan_meier);
  CHECK(*fits[0].aic < *fits[1].aic);
  const auto one = fit_quit_curves(std::vector<QuitMoment>{{100, 3, 4}, {200, 0, 9}}, 0.95);
  CHECK(one[0].curve.family == CurveFamily::kaplan_meier);
  CHECK(one[0].is_fitted());
  CHECK(one[1].problem == FitProblem::too_few);
  CHECK(one[1].why.find("same moment") != std::string::npos);
}

TEST_CASE("what cannot be fitted says why") {
  for (const auto family : {CurveFamily::weibull, CurveFamily::log_logistic, CurveFamily::kaplan_meier}) {
    const auto nobody = fit_quit_curve(std::vector<QuitMoment>{{100, 0, 4}, {200, 0, 9}}, family, 0.95);
    CHECK(nobody.problem == FitProblem::too_few);
    CHECK(nobody.why.find("nobody gave up before being served") == 0);
    CHECK_FALSE(nobody.curve.has_covariance);
    CHECK(fit_quit_curve({}, family, 0.95).problem == FitProblem::too_few);
  }
  CHECK_THROWS_AS(fit_quit_curve({}, CurveFamily::hinge, 0.95), DomainError);
  CHECK_THROWS_AS(fit_quit_curve({}, CurveFamily::weibull, 1), DomainError);
  const std::vector<std::vector<QuitMoment>> bad{{{0, 1, 0}}, {{2, 1, 0}, {1, 1, 0}}, {{1, 1, 0}, {1, 1, 0}}, {{INFINITY, 1, 0}}, {{1, -1, 2}}, {{1, 0, 0}}, {{1, NAN, 1}}};
  for (const auto& moments : bad) CHECK_THROWS_AS(fit_quit_curves(moments, 0.95), DomainError);
}

TEST_CASE("rows become moments in their order, and what is no latency or outcome is an error") {
  const auto moments = quit_moments(std::vector<double>{300, 0.5, 300, 1e300, 300}, std::vector<std::uint8_t>{1, 0, 0, 1, 1});
  REQUIRE(moments.size() == 3);
  CHECK((moments[0].latency_ms == 0.5 && moments[0].left == 0 && moments[0].served == 1));
  CHECK((moments[1].latency_ms == 300 && moments[1].left == 2 && moments[1].served == 1));
  CHECK((moments[2].latency_ms == 1e300 && moments[2].left == 1 && moments[2].served == 0));
  CHECK(quit_moments({}, {}).empty());
  const std::vector<std::uint8_t> left{1};
  for (const double ms : std::vector<double>{0, -1, NAN, INFINITY}) CHECK_THROWS_AS(quit_moments(std::vector{ms}, left), DomainError);
  CHECK_THROWS_AS(quit_moments(std::vector{1.0, 2.0}, left), DomainError);
  CHECK_THROWS_AS(quit_moments(std::vector{1.0}, std::vector<std::uint8_t>{2}), DomainError);
}

TEST_CASE("the largest gap to Kaplan-Meier is seen on both sides of its steps") {
  CurveFit curve, km = fit_quit_curve(std::vector<QuitMoment>{{100, 1, 0}, {200, 1, 0}, {400, 2, 0}}, CurveFamily::kaplan_meier, 0.95);
  curve.curve.family = CurveFamily::log_logistic, curve.curve.data = LatencyData::quits;
  curve.curve.parameters = {std::log(200), 1, 0};  // 1/3, 1/2, 2/3 at the steps of 0 to 1/4, 1/2, 1
  CHECK(largest_gap(curve, km) == Approx(1.0 / 3).epsilon(1e-13));
  CHECK_THROWS_AS(largest_gap(km, km), DomainError);
  CHECK_THROWS_AS(largest_gap(curve, curve), DomainError);
  km.problem = FitProblem::too_few;
  CHECK_THROWS_AS(largest_gap(curve, km), DomainError);
}
