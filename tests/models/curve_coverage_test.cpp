#include <catch2/catch.hpp>

#include "models/delay_arms_builder.hpp"
#include "premortem/models/curve_reading.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

const std::vector<double> delays{200, 400, 700, 1000, 1500, 2000, 3000};

AbandonmentCurve truth(CurveFamily family, CurveVector parameters) {
  AbandonmentCurve c;
  c.family = family, c.parameters = parameters;
  return c;
}

struct Covered {
  int fits = 0, shares = 0, latencies = 0, shares_read = 0, latencies_read = 0;
};

Covered covered(const AbandonmentCurve& c, int sessions, const std::vector<double>& at) {
  std::mt19937_64 random(1);
  Covered sum;
  for (int run = 0; run < 300; ++run) {
    const auto fit = fit_delay_curve(drawn_arms(random, delays, sessions, [&](double t) { return abandonment(c, t); }), c.family, .95);
    if (!fit.is_fitted()) continue;
    ++sum.fits;
    for (const double t : at) {
      const auto r = abandonment_at(fit.curve, t, .95);
      if (r.limits) ++sum.shares_read, sum.shares += r.limits->contains(abandonment(c, t)) ? 1 : 0;
    }
    const auto r = latency_at(fit.curve, .2, .95);
    if (r.limits) ++sum.latencies_read, sum.latencies += r.limits->contains(*latency_at(c, .2, .95).value_ms) ? 1 : 0;
  }
  return sum;
}

}  // namespace

// 900 readings a family, three a sample; .93 less two standard errors of a share of as many independent ones. With 1,000 samples at
// each of 30, 100, 400 and 2,000 sessions a delay these limits covered .92 to .98 (of 30 sessions with a floor .92), but those of a
// hinge between its kink and the next arm .86 to .93.
TEST_CASE("limits at shares of a true family cover near to the stated confidence") {
  const std::vector<AbandonmentCurve> curves{truth(CurveFamily::logistic, {-3, .0008, 0}),
                                             truth(CurveFamily::log_logistic, {-9, 1, 0}),
                                             truth(CurveFamily::weibull, {-9, 1, 0}),
                                             truth(CurveFamily::floor_logistic, {.05, -5, .0015}),
                                             truth(CurveFamily::floor_log_logistic, {.05, -17, 2.1}),
                                             truth(CurveFamily::floor_weibull, {.05, -17, 2.1}),
                                             truth(CurveFamily::hinge, {.05, .00012, 800})};
  for (const auto& c : curves) {
    const bool hinge = c.family == CurveFamily::hinge;
    const auto sum = covered(c, 150, hinge ? std::vector<double>{300, 1600, 2500} : std::vector<double>{400, 1000, 2500});
    INFO(family_name(c.family));
    CHECK(sum.fits > 290);
    CHECK(sum.shares_read == 3 * sum.fits);
    CHECK(sum.shares > .915 * sum.shares_read);
    CHECK(sum.shares < .985 * sum.shares_read);  // nor are they far too wide
    CHECK(sum.latencies > .91 * sum.latencies_read);
  }
}

// What is certified holds on every true curve that does not fall, whether a family has it or not.
TEST_CASE("isotonic limits cover where no family holds: a plateau, a floor of 0, no effect at all") {
  const auto plateau = [](double t) { return .04 + .2 / (1 + std::exp((1000 - t) / 150)); };
  const auto kinked = [](double t) { return std::max(0.0, (t - 900) / 1e4); };
  const auto flat = [](double) { return .06; };
  const auto check = [](auto share) {
    std::mt19937_64 random(3);
    int alone = 0, together = 0;
    for (int run = 0; run < 300; ++run) {
      const auto curve = fit_delay_curve(drawn_arms(random, delays, 60, share), CurveFamily::isotonic, .95).curve;
      bool all = true;
      for (const auto& s : curve.steps) {
        alone += s.low <= share(s.latency_ms) && share(s.latency_ms) <= s.high ? 1 : 0;
        all = all && s.band_low <= share(s.latency_ms) && share(s.latency_ms) <= s.band_high;
      }
      together += all ? 1 : 0;
      const auto between = abandonment_at(curve, 1234, .95);
      CHECK((between.limits->low <= between.value && between.value <= between.limits->high));
    }
    CHECK(alone > .95 * 2100 - 3 * 14);  // three standard errors, of one arm in seven independent
    CHECK(together > .95 * 300 - 3 * 4);
  };
  check(plateau);
  check(kinked);
  check(flat);
}
