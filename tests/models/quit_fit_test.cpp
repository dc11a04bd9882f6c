#include <catch2/catch.hpp>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "holds_for_all.hpp"
#include "models/quit_builder.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

const std::vector both{CurveFamily::weibull, CurveFamily::log_logistic};

CurveFit fitted(const std::vector<QuitMoment>& moments, CurveFamily family) {
  const auto fit = fit_quit_curve(moments, family, 0.95);
  INFO(fit.why);
  REQUIRE(fit.is_fitted());
  REQUIRE(fit.curve.has_covariance);
  return fit;
}

/// Log-likelihood per ms, written out anew.
double loglik(const std::vector<QuitMoment>& moments, CurveFamily family, double mu, double sigma) {
  double sum = 0;
  for (const auto& m : moments) {
    const double z = (std::log(m.latency_ms) - mu) / sigma;
    const bool weibull = family == CurveFamily::weibull;
    const double log_stay = weibull ? -std::exp(z) : -std::max(z, 0.0) - std::log1p(std::exp(-std::abs(z))), log_hazard = weibull ? z : z + log_stay;
    sum += m.left * (log_hazard - std::log(sigma * m.latency_ms)) + (m.left + m.served) * log_stay;
  }
  return sum;
}

struct Reference {
  CurveFamily family;
  double mu, sigma, loglik;         // per second
  double mu_mu, mu_sigma, sigma_sigma;
};

// Newton's method in 30 digits (mpmath 1.2) on the same rows; R 4.2, survival 3.5-3, survreg agrees to 12 digits for
// weibull and to 7 for loglogistic, where it stops early. The covariance is of sigma, not of its logarithm.
const std::vector<Reference> bank{
    {CurveFamily::weibull, 6.21542113805803752, 1.05892988874022521, -11747.6527037242184, 0.001716197548722549, 0.0006501326245270581, 0.0004077480010303619},
    {CurveFamily::log_logistic, 5.92239493699642458, 0.965732709233389596, -11724.878805031371, 0.00172636578210241, 0.0006073177335667205, 0.0003635199698993389},
};

}  // namespace

TEST_CASE("the bank's callers give up by the curves that 30 digits find") {
  for (const auto& r : bank) {
    const auto fit = fitted(bank_calls("PS"), r.family);
    CHECK(fit.curve.parameters[0] == Approx(r.mu + std::log(1000)).epsilon(1e-12));
    CHECK(fit.curve.parameters[1] == Approx(r.sigma).epsilon(1e-12));
    CHECK(*fit.loglik == Approx(r.loglik - 1650 * std::log(1000)).epsilon(1e-12));
    CHECK(*fit.aic == Approx(-2 * *fit.loglik + 4).epsilon(1e-14));
    CHECK(fit.curve.covariance[0][0] / fit.overdispersion == Approx(r.mu_mu).epsilon(1e-10));
    CHECK(fit.curve.covariance[0][1] / fit.overdispersion == Approx(r.mu_sigma).epsilon(1e-10));
    CHECK(fit.curve.covariance[1][1] / fit.overdispersion == Approx(r.sigma_sigma).epsilon(1e-10));
    CHECK(*fit.fit_p < 1e-20);  // a caller gives up as soon as the queue begins, or after long
    CHECK(fit.overdispersion == Approx(*fit.pearson / *fit.df).epsilon(1e-12));
  }
}

// R 4.2, survival 3.5-3: survreg(Surv(time, status) ~ 1) of aml's maintained group, rel.tolerance 1e-14; its variance is of
// ln sigma.
TEST_CASE("eleven patients have R's survreg") {
  const auto weibull = fitted(aml(true).moments(), CurveFamily::weibull), logistic = fitted(aml(true).moments(), CurveFamily::log_logistic);
  CHECK(weibull.curve.parameters[0] == Approx(4.099711629967).margin(1e-7));
  CHECK(weibull.curve.parameters[1] == Approx(0.969129126567).margin(1e-7));
  CHECK(*weibull.loglik == Approx(-35.703956314680).margin(1e-10));
  CHECK(weibull.curve.covariance[0][0] == Approx(0.13430894371353).epsilon(1e-6));
  CHECK(weibull.curve.covariance[1][1] == Approx(0.07678863363605 * 0.969129126567 * 0.969129126567).epsilon(1e-6));
  CHECK(logistic.curve.parameters[0] == Approx(3.514564009195).margin(1e-7));
  CHECK(logistic.curve.parameters[1] == Approx(0.542276504789).margin(1e-7));
  CHECK(*logistic.loglik == Approx(-34.123588947511).margin(1e-10));
  CHECK_FALSE(weibull.fit_p);  // seven quits are too few to tell
  CHECK(weibull.overdispersion == 1);
}

TEST_CASE("rows in another order give the same bits") {
  std::mt19937_64 random(3);
  const auto rows = drawn_quits(random, 20'000, CurveFamily::log_logistic, 11, 0.9, 40'000);
  std::vector<std::size_t> order(rows.left.size());
  std::iota(order.begin(), order.end(), 0U);
  std::shuffle(order.begin(), order.end(), random);
  QuitRows shuffled;
  for (const auto i : order) shuffled.latency_ms.push_back(rows.latency_ms[i]), shuffled.left.push_back(rows.left[i]);
  for (const auto family : both) {
    const auto a = fitted(rows.moments(), family), b = fitted(shuffled.moments(), family);
    CHECK(a.curve.parameters == b.curve.parameters);
    CHECK(a.curve.covariance == b.curve.covariance);
    CHECK((a.loglik == b.loglik && a.fit_p == b.fit_p));
  }
}

TEST_CASE("over random rows the likelihood is largest at the fit, another unit moves mu alone, and rows twice halve the covariance") {
  CHECK(holds_for_all([] {
    std::mt19937_64 random(*rc::gen::arbitrary<std::uint64_t>());
    const auto family = both[*rc::gen::inRange<std::size_t>(0, 2)], drawn_from = both[*rc::gen::inRange<std::size_t>(0, 2)];
    const double sigma = *rc::gen::element(0.05, 0.7, 1.3, 5.0);
    const auto moments = drawn_quits(random, *rc::gen::inRange<std::size_t>(3, 80), drawn_from, 11, sigma, *rc::gen::element(2e4, 6e4, 1e6)).moments();
    const auto fit = fit_quit_curve(moments, family, 0.95);
    const auto events = std::count_if(moments.begin(), moments.end(), [](const auto& m) { return m.left > 0; });
    RC_ASSERT(fit.is_fitted() == (events >= 2));
    if (!fit.is_fitted()) return;
    const double mu = fit.curve.parameters[0], s = fit.curve.parameters[1];
    RC_ASSERT(std::abs(*fit.loglik - loglik(moments, family, mu, s)) <= 1e-10 * (1 + std::abs(*fit.loglik)));
    const double se = std::sqrt(fit.curve.covariance[0][0] / fit.overdispersion), h = 1e-4;
    const auto along_mu = [&](double by) { return loglik(moments, family, mu + by * se, s); };
    const auto along_sigma = [&](double by) { return loglik(moments, family, mu, s * (1 + by)); };
    RC_ASSERT(std::abs(along_mu(h) - along_mu(-h)) / (2 * h) <= 1e-5);  // score 0, in standard errors
    RC_ASSERT(std::abs(along_sigma(h) - along_sigma(-h)) / (2 * h) <= 1e-4 * static_cast<double>(events));
    for (const double far : {-0.3, 0.3}) RC_ASSERT(along_mu(far) < *fit.loglik && along_sigma(far) < *fit.loglik);
    auto scaled = moments, twice = moments;
    for (auto& m : scaled) m.latency_ms = std::ldexp(m.latency_ms, 20);
    for (auto& m : twice) m.left *= 2, m.served *= 2;
    const auto other = fit_quit_curve(scaled, family, 0.95), doubled = fit_quit_curve(twice, family, 0.95);
    RC_ASSERT(other.curve.parameters[1] == s && std::abs(other.curve.parameters[0] - mu - 20 * std::log(2)) <= 1e-12 * (1 + mu));
    RC_ASSERT(std::abs(doubled.curve.parameters[0] - mu) <= 1e-11 * (1 + mu) && std::abs(doubled.curve.parameters[1] - s) <= 1e-11 * s);
    for (std::size_t i = 0; i < 2; ++i)
      RC_ASSERT(std::abs(doubled.curve.covariance[i][i] / doubled.overdispersion * 2 / (fit.curve.covariance[i][i] / fit.overdispersion) - 1) <= 1e-9);
  }));
}

TEST_CASE("moments that are large and near each other keep their digits") {
  std::mt19937_64 random(9);
  std::vector<QuitMoment> moments, from_zero;
  for (int i = 0; i < 200; ++i) moments.push_back({1e9 + i, static_cast<double>(random() % 3), 1});
  for (const auto family : both) {
    const auto fit = fitted(moments, family);
    CHECK(fit.curve.parameters[1] > 1e-8);
    CHECK(fit.curve.parameters[1] < 1e-6);
    const auto km = fit_quit_curve(moments, CurveFamily::kaplan_meier, 0.95);
    CHECK(largest_gap(fit, km) < 0.2);
    CHECK(abandonment(fit.curve, 1e9 + 100) == Approx(abandonment(km.curve, 1e9 + 100)).margin(0.15));
  }
  for (auto& m : moments) m.latency_ms = 1e15 + (m.latency_ms - 1e9);
  const auto refused = fit_quit_curve(moments, CurveFamily::weibull, 0.95);
  CHECK(refused.problem == FitProblem::no_convergence);
  CHECK(refused.why.find("hardly differ") != std::string::npos);
}

TEST_CASE("a sample too large for one search is fitted as exactly as a small one") {
  std::mt19937_64 random(4);
  const auto rows = drawn_quits(random, 30'000, CurveFamily::weibull, 14, 0.8, 1e6);
  for (const auto family : both) {
    const auto moments = rows.moments();
    REQUIRE(moments.size() > 20'000);
    const auto fit = fitted(moments, family);
    const double mu = fit.curve.parameters[0], s = fit.curve.parameters[1];
    const double h = 1e-5;
    CHECK(std::abs(loglik(moments, family, mu + h, s) - loglik(moments, family, mu - h, s)) / (2 * h) < 1e-2);  // of 1e4 a unit
    CHECK(std::abs(loglik(moments, family, mu, s + h) - loglik(moments, family, mu, s - h)) / (2 * h) < 1e-2);
  }
}

TEST_CASE("moments that lie near each other with one far away are fitted, not refused") {
  const std::vector<QuitMoment> moments{{22e6, 0, 1}, {26e6, 258'179, 1}, {30e6, 1, 4'853'240}, {1e89, 1, 0}};
  for (const auto family : both) {
    const auto fit = fitted(moments, family);
    const double mu = fit.curve.parameters[0], s = fit.curve.parameters[1], top = loglik(moments, family, mu, s);
    CHECK(*fit.loglik == Approx(top).epsilon(1e-11));
    for (const double by : {-0.02, 0.02}) {
      CHECK(loglik(moments, family, mu * (1 + by), s) < top);
      CHECK(loglik(moments, family, mu, s * (1 + by)) < top);
    }
  }
}
