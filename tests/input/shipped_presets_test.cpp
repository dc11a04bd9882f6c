// The studies in models/latency, as the program holds them.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include "input/preset_texts.hpp"

using namespace premortem;

namespace {

const LatencyPreset& shipped(const PresetReading& reading, const std::string& name) {
  const auto* preset = find_preset(reading.presets, name);
  REQUIRE(preset);
  return *preset;
}

}  // namespace

TEST_CASE("each study that is shipped says who waited, what was measured, when, where it stands and what its limits are") {
  const auto read = read_shipped_presets();
  REQUIRE(read.errors == std::vector<std::string>{});
  CHECK(read.presets.size() >= 5);
  std::set<std::string> names;
  for (const auto& p : read.presets) {
    INFO(p.name);
    CHECK(names.insert(p.name).second);
    for (const auto* text : {&p.population, &p.measured, &p.source, &p.date, &p.caveat, &p.entered}) CHECK_FALSE(text->empty());
    CHECK(p.source.find(p.date.substr(0, 4)) != std::string::npos);  // a citation holds its year
    CHECK(p.curve.has_value() == p.no_effect.empty());
    if (p.curve) CHECK(p.curve->low_ms < p.curve->high_ms);
  }
}

TEST_CASE("each curve that is shipped rises over the latencies it was measured at and stays a share") {
  const auto read = read_shipped_presets();
  for (const auto& p : read.presets) {
    if (!p.curve) continue;
    INFO(p.name);
    double before = 0;
    for (int i = 0; i <= 100; ++i) {
      const double now = abandonment(*p.curve, p.curve->low_ms + (p.curve->high_ms - p.curve->low_ms) * i / 100);
      CHECK(now >= before);
      CHECK(now <= 1);
      before = now;
    }
    CHECK(before > abandonment(*p.curve, p.curve->low_ms));
  }
}

TEST_CASE("videos: none has left at 2 s, a quarter at 5 s and half at 10 s") {
  const auto read = read_shipped_presets();
  const auto& curve = *shipped(read, "video-startup").curve;
  CHECK(abandonment(curve, 2000) == 0);  // the words of the study, see models/latency/points.csv
  CHECK(abandonment(curve, 5000) == .25);
  CHECK(abandonment(curve, 10000) == .5);
  CHECK_FALSE(curve.has_covariance);
}

TEST_CASE("the bank's callers are the log-logistic fit of R, which lies near what was counted where most calls are") {
  const auto read = read_shipped_presets();
  const auto& curve = *shipped(read, "call-centre-bank-1999").curve;
  // R 4.2, survival 3.5: survreg(Surv(wait_s, abandoned) ~ 1, dist = "loglogistic") on 11,689 calls, then plogis((log(t) - mu) / scale);
  // R stops within 4e-8 of the maximum. Newton's method in 40 digits gives the values below; hence 1e-12.
  CHECK(abandonment(curve, 60'000) == Approx(.130912407880777).epsilon(1e-12));
  CHECK(abandonment(curve, 300'000) == Approx(.443648049191415).epsilon(1e-12));
  CHECK(curve.parameters[0] == Approx(5.922395 + std::log(1000)).margin(1e-6));
  CHECK(curve.parameters[1] == Approx(.965733).margin(1e-6));
  // Kaplan and Meier's estimate of the same calls: R's survfit. The family misses it by .0143 at 60 s and .0825 at 300 s,
  // as the caveat says.
  CHECK(abandonment(curve, 60'000) == Approx(.145202).margin(.015));
  CHECK(abandonment(curve, 300'000) == Approx(.361123).margin(.083));
  CHECK(shipped(read, "call-centre-bank-1999").caveat.find("13.1% at 60 s and 44% at 300 s") != std::string::npos);
}

TEST_CASE("the covariance of the bank's callers is that with sigma, not with its logarithm") {
  const auto read = read_shipped_presets();
  const auto& curve = *shipped(read, "call-centre-bank-1999").curve;
  REQUIRE(curve.has_covariance);
  // R: vcov of the fit in ms, .001726365782, .000628867313, .000389775369 with ln sigma, times sigma and its square
  const double sigma = curve.parameters[1];
  CHECK(curve.covariance[0][0] == Approx(.001726365782).epsilon(1e-8));
  CHECK(curve.covariance[0][1] == Approx(.000628867313 * sigma).epsilon(1e-8));
  CHECK(curve.covariance[1][1] == Approx(.000389775369 * sigma * sigma).epsilon(1e-8));
  // numpy: standard error of the logit at 60 s .02797151321
  const auto g = abandonment_gradient(curve, 60'000);
  const double a = abandonment(curve, 60'000);
  CHECK(std::sqrt(variance_along(curve, g)) / (a * (1 - a)) == Approx(.02797151321315858).epsilon(1e-9));
}

TEST_CASE("no study of chats that is shipped claims that slow answers make users leave") {
  const auto read = read_shipped_presets();
  for (const auto& p : read.presets) {
    INFO(p.name);
    if (p.population == "chat") CHECK_FALSE(p.curve);
  }
  CHECK(std::count_if(read.presets.begin(), read.presets.end(), [](const auto& p) { return p.population == "chat"; }) == 2);
}
