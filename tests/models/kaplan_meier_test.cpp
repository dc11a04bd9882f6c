#include <catch2/catch.hpp>
#include <cmath>

#include "holds_for_all.hpp"
#include "models/quit_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/empirical_bounds.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

AbandonmentCurve kaplan_meier(const std::vector<QuitMoment>& moments, double confidence = 0.95) {
  const auto fit = fit_quit_curve(moments, CurveFamily::kaplan_meier, confidence);
  REQUIRE(fit.is_fitted());
  CHECK_FALSE(fit.aic);
  return fit.curve;
}

const CurveStep& step_at(const AbandonmentCurve& c, double ms) {
  return *std::prev(std::upper_bound(c.steps.begin(), c.steps.end(), ms, [](double t, const auto& s) { return t < s.latency_ms; }));
}

struct Expected {
  double seconds, value, low, high;
};

/// Whether the band holds the true curve at all moments.
bool band_holds(const AbandonmentCurve& c, double mu, double sigma) {
  const auto truth = [&](double ms) { return -std::expm1(-std::exp((std::log(ms) - mu) / sigma)); };
  for (std::size_t i = 0; i < c.steps.size(); ++i) {
    const double until = i + 1 < c.steps.size() ? c.steps[i + 1].latency_ms : c.high_ms;
    if (truth(c.steps[i].latency_ms) < c.steps[i].band_low - 1e-12 || truth(until) > c.steps[i].band_high + 1e-12) return false;
  }
  return true;
}

}  // namespace

// R 4.2, survival 3.5-3: survfit(Surv(wait_s, abandoned) ~ 1, conf.type = "log-log"), 12 digits printed.
TEST_CASE("the bank's callers give up as R's survfit says, with its limits") {
  const auto curve = kaplan_meier(bank_calls("PS"));
  for (const auto& e : {Expected{15, 0.042793461178, 0.039144338477, 0.046774406687}, Expected{30, 0.072740666950, 0.067817521235, 0.078006021342},
                        Expected{60, 0.145202143979, 0.137417084923, 0.153387827826}, Expected{120, 0.229843878663, 0.218400684992, 0.241789175911},
                        Expected{300, 0.361123128860, 0.328454068059, 0.395987535045}}) {
    CHECK(abandonment(curve, e.seconds * 1000) == Approx(e.value).margin(1e-12));
    CHECK(step_at(curve, e.seconds * 1000).low == Approx(e.low).margin(1e-12));
    CHECK(step_at(curve, e.seconds * 1000).high == Approx(e.high).margin(1e-12));
  }
  CHECK(curve.low_ms == 1000);
  CHECK(curve.high_ms == 1'500'000);
}

// R 4.2, survival 3.5-3, as above: aml; survival to 12 digits.
TEST_CASE("who is served at a moment still waited at it") {
  const auto curve = kaplan_meier(aml(true).moments());
  CHECK(1 - abandonment(curve, 13) == Approx(0.818181818182).margin(1e-12));
  CHECK(1 - abandonment(curve, 18) == Approx(0.715909090909).margin(1e-12));
  CHECK(1 - step_at(curve, 48).high == Approx(0.0117384801232).margin(1e-12));
  CHECK(1 - step_at(curve, 48).low == Approx(0.525014842727).margin(1e-12));
  CHECK(step_at(curve, 18).variance_term == Approx(1.0 / (8 * 7)).epsilon(1e-14));
}

TEST_CASE("where nobody waits longer the curve is 1, with a lower limit and without an infinite variance") {
  const auto curve = kaplan_meier(aml(false).moments());
  const auto &last = curve.steps.back(), &before = curve.steps[curve.steps.size() - 2];
  CHECK(last.value == 1);
  CHECK(last.low == before.low);  // R: NA
  CHECK(last.high == 1);
  CHECK(last.band_low == before.band_low);
  CHECK(last.variance_term == 0);
  const auto all = kaplan_meier({{700, 10, 0}});
  CHECK(all.steps.back().value == 1);
  CHECK(all.steps.back().low == Approx(std::pow(0.025, 0.1)).epsilon(1e-14));  // 10 of 10, Clopper-Pearson
  CHECK(all.steps.back().band_low == Approx(1 - dkw_half_width(10, 0.95)).epsilon(1e-12));
}

TEST_CASE("before the first quit the curve is 0, but not known to be") {
  const auto curve = kaplan_meier({{100, 0, 5}, {200, 1, 30}, {300, 0, 65}});
  CHECK(abandonment(curve, 150) == 0);
  CHECK(curve.steps.front().latency_ms == 0);
  CHECK(curve.steps.front().high == Approx(1 - std::pow(0.025, 1.0 / 96)).epsilon(1e-13));  // 0 of 96, Clopper-Pearson
  CHECK(curve.steps.front().band_high <= dkw_half_width(101, 0.95));
}

TEST_CASE("without censoring the curve is the share that has left, and its band that of Dvoretzky, Kiefer and Wolfowitz") {
  CHECK(holds_for_all([] {
    const auto counts = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 9)));
    std::vector<QuitMoment> moments;
    double n = 0, left = 0;
    for (const int c : counts) moments.push_back({50.0 * static_cast<double>(moments.size() + 1), static_cast<double>(c), 0}), n += c;
    const auto curve = kaplan_meier(moments);
    RC_ASSERT(curve.steps.size() == moments.size() + 1);
    for (std::size_t i = 0; i < moments.size(); ++i) {
      const auto& step = curve.steps[i + 1];
      left += moments[i].left;
      RC_ASSERT(std::abs(step.value - left / n) <= 1e-12);
      if (step.value < 1) RC_ASSERT(std::abs(step.band_low - std::max(0.0, left / n - dkw_half_width(n, 0.95))) <= 1e-11);
      if (step.value < 1) RC_ASSERT(std::abs(step.band_high - std::min(1.0, left / n + dkw_half_width(n, 0.95))) <= 1e-11);
    }
  }));
}

TEST_CASE("a band never falls, holds the curve, and is wider at a higher confidence") {
  CHECK(holds_for_all([] {
    std::mt19937_64 random(*rc::gen::arbitrary<std::uint64_t>());
    const auto moments = drawn_quits(random, 60, CurveFamily::weibull, 11, 1, 40'000).moments();
    const auto fit = fit_quit_curve(moments, CurveFamily::kaplan_meier, 0.9);
    if (!fit.is_fitted()) return;
    const auto &steps = fit.curve.steps, wider = kaplan_meier(moments, 0.99).steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const auto& s = steps[i];
      RC_ASSERT(0 <= s.band_low && s.band_low <= s.value && s.value <= s.band_high && s.band_high <= 1);
      RC_ASSERT(0 <= s.low && s.low <= s.value && s.value <= s.high && s.high <= 1);
      RC_ASSERT(wider[i].low <= s.low && s.high <= wider[i].high && wider[i].band_low <= s.band_low && s.band_high <= wider[i].band_high);
      if (i > 0) RC_ASSERT(steps[i - 1].band_low <= s.band_low && steps[i - 1].band_high <= s.band_high && steps[i - 1].value <= s.value);
    }
  }));
}

// Independent of the code: the truth that the rows were drawn from. 1,000 samples, standard error .007.
TEST_CASE("the band holds the whole curve as often as it says, with few and with many served") {
  constexpr double mu = 11, sigma = 1.06;
  for (const double mean_wait : {12'000.0, 50'000.0, 300'000.0})
    for (const std::size_t n : {60U, 400U}) {
      std::mt19937_64 random(17);
      int held = 0, samples = 0;
      for (int i = 0; i < 1'000; ++i) {
        const auto fit = fit_quit_curve(drawn_quits(random, n, CurveFamily::weibull, mu, sigma, mean_wait).moments(), CurveFamily::kaplan_meier, 0.95);
        if (fit.is_fitted()) ++samples, held += band_holds(fit.curve, mu, sigma);
      }
      INFO(n << " rows, served after " << mean_wait);
      CHECK(samples > 990);
      CHECK(held >= 0.935 * samples);
    }
}
