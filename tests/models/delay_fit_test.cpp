#include <catch2/catch.hpp>
#include <cmath>

#include "models/delay_arms_builder.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

const double per_second = std::log(1000);  // b0 of ln s = b0 + b1 ln 1000 of ln ms

CurveFit fit_of(const std::vector<DelayArm>& arms, CurveFamily family) { return fit_delay_curve(arms, family, .95); }

}  // namespace

// R 4.2: glm(cbind(y, n - y) ~ x, binomial(link), control = glm.control(epsilon = 1e-14)), with x = t, ln t.
TEST_CASE("curves without a floor are those of R's glm") {
  const auto line = fit_of(eight_arms, CurveFamily::logistic);
  CHECK(line.curve.parameters[0] == Approx(-3.48316906156).epsilon(1e-11));
  CHECK(line.curve.parameters[1] == Approx(7.74767850084e-04).epsilon(1e-11));
  CHECK(*line.deviance == Approx(25.3030331526).epsilon(1e-11));
  const double factor = line.overdispersion;  // vcov(m)[1, 2] and the squares of the standard errors, inflated
  CHECK(factor == Approx(*line.pearson / 6).epsilon(1e-14));
  CHECK(line.curve.covariance[0][0] == Approx(factor * std::pow(5.82311431235e-02, 2)).epsilon(1e-10));
  CHECK(line.curve.covariance[1][1] == Approx(factor * std::pow(2.92557285326e-05, 2)).epsilon(1e-10));
  CHECK(line.curve.covariance[0][1] == Approx(factor * -1.47939337214e-06).epsilon(1e-10));
  CHECK(line.curve.covariance[1][0] == line.curve.covariance[0][1]);
  const auto log = fit_of(eight_arms, CurveFamily::log_logistic);
  CHECK(log.curve.parameters[0] == Approx(-9.0744894827066).epsilon(1e-12));
  CHECK(log.curve.parameters[1] == Approx(0.9567440694333).epsilon(1e-12));
  CHECK(*log.deviance == Approx(99.0282407970552).epsilon(1e-11));
  CHECK(*log.df == 6);
  CHECK(*log.fit_p < 1e-20);
  const auto weibull = fit_of(eight_arms, CurveFamily::weibull);  // link cloglog; R rests when the deviance does, at 1e-10 of these
  CHECK(weibull.curve.parameters[0] == Approx(-8.8711269741051).epsilon(2e-10));
  CHECK(weibull.curve.parameters[1] == Approx(0.9198964832970).epsilon(2e-10));
  CHECK(*weibull.deviance == Approx(92.6779452788392).epsilon(1e-11));
  CHECK(std::sqrt(weibull.curve.covariance[1][1] / weibull.overdispersion) == Approx(0.0395904063206).epsilon(1e-8));
}

// R 4.2, as above but converged to 1e-14 (its default of 1e-8 gives the standard errors 5.1807010 and 2.9121342).
TEST_CASE("Bliss' beetles have the published logit and complementary log-log fits") {
  const auto logit = fit_of(beetles, CurveFamily::logistic);
  CHECK(logit.curve.parameters[0] == Approx(-60.71745456164).epsilon(1e-11));
  CHECK(logit.curve.parameters[1] == Approx(34.27032573415).epsilon(1e-11));
  CHECK(*logit.deviance == Approx(11.23223109742).epsilon(1e-11));
  CHECK(logit.overdispersion == 1);
  CHECK(std::sqrt(logit.curve.covariance[0][0]) == Approx(5.18071146332).epsilon(1e-10));
  CHECK(std::sqrt(logit.curve.covariance[1][1]) == Approx(2.91214007062).epsilon(1e-10));
  CHECK(logit.curve.covariance[0][1] == Approx(-15.08215100614).epsilon(1e-10));
  CHECK(*logit.df == 6);
  CHECK(*logit.pearson == Approx(10.0268).epsilon(1e-5));  // statsmodels 0.13, GLM pearson_chi2
  const auto weibull = fit_of(beetles, CurveFamily::weibull);
  CHECK(weibull.curve.parameters[0] == Approx(-23.03845005649).epsilon(1e-10));
  CHECK(weibull.curve.parameters[1] == Approx(39.38904705430).epsilon(1e-10));
  CHECK(*weibull.deviance == Approx(3.55320353979).epsilon(1e-10));
  CHECK(std::sqrt(weibull.curve.covariance[1][1]) == Approx(3.19870417528).epsilon(1e-9));
}

// scipy 1.10: minimize(method = "Nelder-Mead", xatol = 1e-12) of the log-likelihood written out, t in s, 36 starts; hence 1e-6.
TEST_CASE("curves with a floor are those of an independent search") {
  const auto log = fit_of(eight_arms, CurveFamily::floor_log_logistic);
  CHECK(log.curve.parameters[0] == Approx(0.0338448786).epsilon(1e-6));
  CHECK(log.curve.parameters[1] + log.curve.parameters[2] * per_second == Approx(-3.5415030816).epsilon(1e-6));
  CHECK(log.curve.parameters[2] == Approx(2.0087529294).epsilon(1e-6));
  CHECK(*log.loglik == Approx(-4357.255114099).epsilon(1e-12));
  CHECK(*log.deviance == Approx(13.73033711).epsilon(1e-8));
  CHECK(*log.pearson == Approx(13.49007147).epsilon(1e-6));
  CHECK(*log.df == 5);
  CHECK(log.overdispersion == Approx(13.49007147 / 5).epsilon(1e-6));
  const auto weibull = fit_of(eight_arms, CurveFamily::floor_weibull);
  CHECK(weibull.curve.parameters[0] == Approx(0.0332396627).epsilon(1e-6));
  CHECK(weibull.curve.parameters[1] + weibull.curve.parameters[2] * per_second == Approx(-3.5175556499).epsilon(1e-6));
  CHECK(weibull.curve.parameters[2] == Approx(1.8819698623).epsilon(1e-6));
  CHECK(*weibull.loglik == Approx(-4358.076284821).epsilon(1e-12));
}

TEST_CASE("a floor that would be below 0 is held at 0 without variance, and the rest is the curve without a floor") {
  const auto held = fit_of(eight_arms, CurveFamily::floor_logistic), plain = fit_of(eight_arms, CurveFamily::logistic);
  CHECK(held.curve.parameters[0] == 0);
  CHECK(held.curve.covariance[0] == CurveVector{0, 0, 0});
  CHECK(held.curve.parameters[1] == Approx(plain.curve.parameters[0]).epsilon(1e-10));
  CHECK(*held.loglik == Approx(*plain.loglik).epsilon(1e-14));
  CHECK(*held.aic == Approx(*plain.aic + 2).epsilon(1e-14));
  CHECK(*held.df == 5);
}

TEST_CASE("data without a largest likelihood, without a rise or outside the domain are refused with the reason") {
  const auto problem = [](const std::vector<DelayArm>& arms, CurveFamily f) {
    const auto fit = fit_of(arms, f);
    CHECK(fit.why.empty() == fit.is_fitted());
    CHECK_FALSE((!fit.is_fitted() && (fit.loglik || fit.aic || fit.curve.has_covariance)));
    return fit.problem;
  };
  const std::vector<DelayArm> nobody{{1, 9, 0}, {2, 9, 0}, {3, 9, 0}, {4, 9, 0}}, everybody{{1, 9, 9}, {2, 9, 9}, {3, 9, 9}, {4, 9, 9}};
  const std::vector<DelayArm> parted{{1, 9, 0}, {2, 9, 0}, {3, 9, 9}, {4, 9, 9}}, nearly{{1, 9, 0}, {2, 9, 0}, {3, 9, 4}, {4, 9, 9}};
  const std::vector<DelayArm> jump{{1, 90, 5}, {2, 90, 5}, {3, 90, 4}, {4, 90, 30}}, flat{{1, 90, 9}, {2, 90, 9}, {3, 90, 9}, {4, 90, 9}};
  for (const auto f : families_with_parameters()) {
    INFO(family_name(f));
    CHECK(problem(nobody, f) == FitProblem::separation);
    CHECK(problem(everybody, f) == FitProblem::separation);
    CHECK(problem(flat, f) == FitProblem::not_rising);
    CHECK(problem(std::vector<DelayArm>{{1, 9, 4}}, f) == FitProblem::too_few);
    CHECK(problem({}, f) == FitProblem::too_few);
    CHECK(problem(std::vector<DelayArm>{{5, 9, 9}, {6, 9, 5}, {8, 9, 1}, {9, 9, 0}}, f) == FitProblem::not_rising);
    if (f == CurveFamily::hinge) continue;
    CHECK(problem(parted, f) == FitProblem::separation);
    CHECK(problem(nearly, f) == FitProblem::separation);
  }
  for (const auto f : {CurveFamily::floor_logistic, CurveFamily::floor_log_logistic, CurveFamily::floor_weibull}) {
    CHECK(problem(jump, f) == FitProblem::separation);  // all of the rise at one delay: as steep as one likes
    CHECK(problem(std::vector<DelayArm>{{1, 90, 5}, {2, 90, 9}}, f) == FitProblem::too_few);
  }
  const std::vector<DelayArm> at_zero{{0, 90, 3}, {100, 90, 5}, {200, 90, 9}, {300, 90, 22}};
  CHECK(problem(at_zero, CurveFamily::log_logistic) == FitProblem::outside_domain);
  CHECK(problem(at_zero, CurveFamily::weibull) == FitProblem::outside_domain);
  CHECK(problem(at_zero, CurveFamily::logistic) == FitProblem::none);
  CHECK(problem(at_zero, CurveFamily::floor_weibull) == FitProblem::none);
  const std::vector<DelayArm> jumps{{0, 90, 3}, {100, 90, 22}, {200, 90, 20}, {300, 90, 19}};  // and falls from then on
  CHECK(problem(jumps, CurveFamily::floor_log_logistic) == FitProblem::not_rising);
  CHECK(problem(jumps, CurveFamily::floor_weibull) == FitProblem::not_rising);
}

TEST_CASE("hundreds of millions of sessions beside a handful still come to rest") {
  const std::vector<DelayArm> arms{{100, 2e8, 9e6}, {200, 40, 3}, {400, 3e8, 2e7}, {800, 25, 4}, {1600, 4e8, 5e7}};
  for (const auto f : families_with_parameters()) {
    const auto fit = fit_of(arms, f);
    INFO(family_name(f) << ": " << fit.why);
    CHECK(fit.is_fitted());
  }
}

TEST_CASE("an arm at 0 ms that nobody left tells nothing of a curve that has nobody leave there") {
  const std::vector<DelayArm> with{{0, 70, 0}, {100, 90, 5}, {200, 90, 9}, {300, 90, 22}}, without(with.begin() + 1, with.end());
  for (const auto f : {CurveFamily::log_logistic, CurveFamily::weibull}) {
    const auto a = fit_of(with, f), b = fit_of(without, f);
    CHECK(a.curve.parameters == b.curve.parameters);
    CHECK(*a.loglik == *b.loglik);
    CHECK(a.curve.low_ms == 0);
    CHECK(*a.df == *b.df);  // it is pooled with the next arm
  }
}

TEST_CASE("single sessions at delays of their own are pooled until a chi-square means something") {
  std::mt19937_64 random(19);
  int lacking = 0;
  for (int run = 0; run < 200; ++run) {
    std::vector<double> ms;
    for (int i = 0; i < 400; ++i) ms.push_back(uniform(random, 100, 4000));
    const auto fit = fit_of(drawn_arms(random, ms, 1, [](double t) { return 1 / (1 + std::exp(2.5 - .0008 * t)); }), CurveFamily::logistic);
    REQUIRE(fit.is_fitted());
    CHECK(*fit.df < 150);
    lacking += fit.overdispersion > 1 ? 1 : 0;
  }
  CHECK(lacking < 30);  // of a true curve about one in twenty; the pools are small, so that it may be a few more
}
