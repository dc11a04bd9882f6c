// Samples in which latency is weighed against abandonment.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "premortem/input/case_folder.hpp"
#include "premortem/report/latency_report.hpp"
#include "samples/sample.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

LatencyResult latency_of(const std::string& sample, const std::vector<std::string>& overrides = {}, LatencySettings settings = {}) {
  CaseRequest request;
  request.path = std::string(PREMORTEM_SOURCE_DIR) + "/samples/" + sample;
  request.role = "latency.csv";
  for (const auto& text : overrides) request.overrides.push_back({text});
  LatencyResult result;
  result.subject = read_case(request);
  result.assessment = assess_latency(result.subject, settings);
  return result;
}

const LatencyOption& named(const LatencyResult& r, const std::string& name) {
  const auto& all = r.assessment.options;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& o) { return o.name == name; });
  if (found == all.end()) throw std::out_of_range(name);
  return *found;
}

std::string taken(const LatencyResult& r) {
  for (const auto& o : r.assessment.options)
    if (o.chosen) return o.name;
  return "";
}

std::string text_of(const LatencyResult& r) {
  std::string text;
  for (const char c : latency_terminal({r, {}}, {"0", "latency", "premortem latency", {}, {}})) {
    const bool space = c == ' ' || c == '\n';
    if (!space) text += c;
    else if (!text.empty() && text.back() != ' ') text += ' ';
  }
  return text;
}

}  // namespace

TEST_CASE("checkout-latency: people leave above 800 ms, and 900 ms are worth less than the five points they buy but for the limit") {
  const auto r = latency_of("checkout-latency");
  CHECK(r.assessment.hinge->tau_ms == Approx(802.88261).epsilon(1e-7));  // scipy 1.10: profile of the same arms, roots of the deviance at 3.841459
  CHECK(r.assessment.hinge->interval->low == Approx(704.726).epsilon(1e-6));
  CHECK(r.assessment.hinge->interval->high == Approx(920.960).epsilon(1e-6));
  CHECK(r.assessment.families[*r.assessment.chosen].curve.family == CurveFamily::hinge);
  CHECK(r.assessment.hinge_p.value() <= 0.001);
  CHECK(taken(r) == "small");
  CHECK(named(r, "large").passes == false);
  CHECK(named(r, "small").passes == true);
  // scipy.integrate.quad of floor + slope (x - tau)+ over the lognormal of each, with the hinge that the profile gives
  CHECK(named(r, "large").abandonment.value.value() == Approx(0.08057858128821606).epsilon(1e-7));
  CHECK(named(r, "small").abandonment.value.value() == Approx(0.04062980090761973).epsilon(1e-7));
  CHECK(taken(latency_of("checkout-latency", {"max_abandonment=0.1"})) == "large");
}

TEST_CASE("checkout-latency: at the accuracy that is said to be even, both options are worth the same") {
  const auto r = latency_of("checkout-latency", {"max_abandonment=0.2"});
  const auto even = named(r, "small").even_at_accuracy.value();
  const auto again = latency_of("checkout-latency", {"max_abandonment=0.2", "options.small.accuracy=" + std::to_string(even)});
  CHECK(named(again, "small").worth_per_year.value() == Approx(named(again, "large").worth_per_year.value()).epsilon(1e-5));
}

TEST_CASE("slow-vision-model: 500 ms more lose 3% of the customers, and the loss is in money") {
  const auto r = latency_of("slow-vision-model");
  CHECK(taken(r) == "today");
  const auto& today = named(r, "today");
  const auto& s = r.assessment.slower.back();
  CHECK(s.by_ms == 500);
  CHECK(-*s.retained_change / *today.retained == Approx(0.03).margin(0.001));
  CHECK(*today.retained == Approx(0.74 * (1 - 0.82 * *today.abandonment.value)).epsilon(1e-12));
  CHECK(*s.more_cost_per_year == Approx(40e3 * 365.25 * 0.6 * (s.abandonment - *today.abandonment.value)).epsilon(1e-9));
  CHECK(says(text_of(r), "(3.02% fewer)"));
}

TEST_CASE("contract-review: 94% accurate and stopped by its latency") {
  const auto r = latency_of("contract-review");
  CHECK(r.assessment.decision.verdict == Verdict::stop);
  CHECK(says(text_of(r), "Stop: \"reviewer\": p99 is 46,665 ms, over the 10,000 ms allowed."));
  CHECK(named(r, "reviewer").accuracy == 0.94);
  const auto fast = latency_of("contract-review", {"options.reviewer.latency_p50_ms=4000", "options.reviewer.latency_p95_ms=6000"});
  CHECK(fast.assessment.decision.verdict == Verdict::ship);
}

TEST_CASE("latency-cap: the smaller model with a cache keeps 200 ms at p99, and neither alone does") {
  const auto r = latency_of("latency-cap");
  CHECK(taken(r) == "small with cache");
  for (const auto* name : {"large", "large with cache", "small"}) CHECK(named(r, name).passes == false);
  const auto& o = named(r, "small with cache");
  CHECK(latency_cdf(*o.law, *o.p99_ms) == Approx(0.99).epsilon(1e-9));
  CHECK(*o.p99_ms < 200);
  CHECK(latency_of("latency-cap", {"options.small with cache.cache_hit=0.2"}).assessment.decision.verdict == Verdict::stop);
}

TEST_CASE("bank-waits: Kaplan-Meier of the real calls, since no form fits them") {
  LatencySettings settings;
  settings.at_ms = {15e3, 30e3, 60e3, 120e3, 300e3};
  const auto r = latency_of("bank-waits", {}, settings);
  CHECK(r.assessment.evidence->sessions == 11689);
  CHECK(r.assessment.evidence->left == 1650);
  CHECK(r.assessment.families[*r.assessment.chosen].curve.family == CurveFamily::kaplan_meier);
  const double reference[]{.042793, .072741, .145202, .229844, .361123};  // R 4.2: 1 - survfit(Surv(t, d) ~ 1) of the same calls
  for (std::size_t i = 0; i < 5; ++i) CHECK(r.assessment.at[i].reading.value == Approx(reference[i]).margin(5e-7));
  const auto& f = r.assessment.families.front();  // R 4.2: survreg(dist = "loglogistic"), in seconds
  CHECK(f.curve.family == CurveFamily::log_logistic);
  CHECK(f.curve.parameters[0] - std::log(1000.0) == Approx(5.922395).margin(1e-6));
  CHECK(*f.loglik + 1650 * std::log(1000.0) == Approx(-11724.879).margin(1e-3));
  CHECK(r.assessment.cohort_difference->p < 1e-10);
  CHECK(taken(r) == "80% within 20 s");
}

TEST_CASE("bank-waits: read as delays, people who were served count as patient and an alarm says so") {
  LatencySettings settings;
  settings.data = LatencyData::delays;
  const auto r = latency_of("bank-waits", {}, settings);
  CHECK_FALSE(r.assessment.evidence->effect_shown);
  CHECK(says(text_of(r), "those who were served count as people who would have stayed"));
  CHECK(r.assessment.decision.verdict != Verdict::ship);
}

TEST_CASE("llm-api-latency: failed requests are in no quantile and are counted, and 150 requests cannot bound p99") {
  const auto r = latency_of("llm-api-latency");
  std::uint64_t failed = 0, answered = 0;
  for (const auto& o : r.assessment.options) failed += o.failed, answered += o.requests;
  CHECK(failed == 358);  // rows with ok = 0 in the file
  CHECK(answered == 1292);
  CHECK(*named(r, "anyscale_7b").p50_ms == Approx(203).margin(1));
  CHECK(r.assessment.decision.verdict == Verdict::hold);
  CHECK(says(text_of(r), "150 requests cannot bound p99: it takes 299 or more"));
  LatencySettings settings;
  settings.confidence = 0.75;
  CHECK(latency_of("llm-api-latency", {}, settings).assessment.decision.verdict == Verdict::ship);
}
