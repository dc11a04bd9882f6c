// Samples of a case's own formulas: a claim in money link by link, and what is best as two estimates move.
#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "premortem/analysis/quantity_assessment.hpp"
#include "premortem/input/case_folder.hpp"

using namespace premortem;

namespace {

Case sample(const std::string& name, const std::vector<std::string>& overrides) {
  CaseRequest request;
  request.path = std::string(PREMORTEM_SOURCE_DIR) + "/samples/" + name;
  for (const auto& text : overrides) request.overrides.push_back({text});
  return read_case(request);
}

/// The readings of each quantity of a sample by its name.
std::map<std::string, Readings> readings_of(const std::string& name, const std::vector<std::string>& overrides = {}) {
  const Case subject = sample(name, overrides);
  std::map<std::string, Readings> all;
  for (auto& q : assess_quantities(subject, {}, {}).quantities) all[subject.quantities.at(q.quantity).name] = std::move(q.readings);
  return all;
}

/// Of what-if-moderation; 0 for none.
double best_share(const std::vector<std::string>& overrides) {
  const Case subject = sample("what-if-moderation", overrides);
  const std::string name = "best_share";
  SimulationSettings few;
  few.samples = 100;
  return summarise_quantities(subject, quantities_named(subject, std::span(&name, 1)), few, premortem::Draw::yes).at(0).point.value_or(0);
}

double best_share(const std::string& volume, const std::string& cost, const std::vector<std::string>& more = {}) {
  std::vector<std::string> overrides{"volume_per_day*=" + volume, "cost_per_review*=" + cost};
  overrides.insert(overrides.end(), more.begin(), more.end());
  return best_share(overrides);
}

}  // namespace

TEST_CASE("calendar-stickiness: the claim of $210M is there at the best values if all of the difference is caused") {
  const auto q = readings_of("calendar-stickiness");
  // 10.5e9 x 90/900 x (1 - (150/285)^(8/23)) = 210,092,373
  const double claimed = 10.5e9 * 0.1 * (1 - std::pow(150.0 / 285, 8.0 / 23));
  CHECK(q.at("worth_if_caused").point.value() == Approx(claimed).epsilon(1e-12));
  CHECK(claimed == Approx(210e6).epsilon(0.001));
  CHECK(q.at("worth").point.value() == Approx(claimed / 2).epsilon(1e-12));
  CHECK(readings_of("calendar-stickiness", {"caused=100%"}).at("worth").point.value() == Approx(claimed).epsilon(1e-12));
}

TEST_CASE("calendar-stickiness: a link that nobody tested leaves anything down to nothing") {
  const auto q = readings_of("calendar-stickiness");
  const auto &worth = q.at("worth").bound.interval.value(), &if_caused = q.at("worth_if_caused").bound.interval.value();
  CHECK(worth.low == 0);
  CHECK(worth.high == Approx(if_caused.high).epsilon(1e-9));
  CHECK(if_caused.low > 40e6);
  CHECK_FALSE(q.at("worth").bound.sentence.find("95%") != std::string::npos);  // a guess is among its estimates
}

TEST_CASE("calendar-stickiness: the E-value is that of the risk ratio, and of the end of its limits nearer to no difference") {
  const auto q = readings_of("calendar-stickiness");
  // VanderWeele and Ding 2017: r + sqrt(r (r - 1)) with r = 285/150 = 1.9: 3.2077
  CHECK(q.at("e_value").point.value() == Approx(1.9 + std::sqrt(1.9 * 0.9)).epsilon(1e-12));
  const auto ratio = q.at("relative_risk").bound.interval.value();
  const auto e_value = [](double risk_ratio) { return 1 / risk_ratio + std::sqrt(1 / risk_ratio * (1 / risk_ratio - 1)); };
  const auto limits = q.at("e_value").bound.interval.value();
  CHECK(limits.low <= e_value(ratio.high));
  CHECK(limits.low == Approx(e_value(ratio.high)).epsilon(0.005));
  CHECK(limits.high >= e_value(ratio.low));
  CHECK(limits.high == Approx(e_value(ratio.low)).epsilon(0.005));
  // scipy 1.10, each of the two at error .025: beta.ppf(.9875, 151, 2350) / beta.ppf(.0125, 285, 2216)
  CHECK(ratio.high == Approx(0.7141875108297486).epsilon(1e-12));
}

TEST_CASE("what-if-moderation: the table of the best share within $3M, as volume and the cost of a review go up") {
  // by hand from 51.6M x volume x cost x the share reviewed <= 3M, and $55 x 12,000 for each further point
  const double expected[4][4] = {{.94, .94, .93, .92}, {.94, .94, .92, .91}, {.94, .92, .90, 0}, {.94, .91, 0, 0}};
  const char* factors[] = {"0.5", "1", "1.5", "2"};
  for (int v = 0; v < 4; ++v)
    for (int c = 0; c < 4; ++c) {
      INFO(factors[v] << " " << factors[c]);
      CHECK(best_share(factors[v], factors[c]) == expected[v][c]);
    }
}

TEST_CASE("what-if-moderation: without the budget the value of a miss decides, and volume nothing") {
  const double expected[] = {.94, .94, .93, .92};
  const char* factors[] = {"0.5", "1", "1.5", "2"};
  for (const char* volume : {"0.5", "2"})
    for (int c = 0; c < 4; ++c) CHECK(best_share(volume, factors[c], {"budget_per_year=100M"}) == expected[c]);
}

TEST_CASE("what-if-moderation: the budget ends 94% at $2 a review, the value of a miss at $2.20") {
  CHECK(best_share({"cost_per_review=1.9999"}) == .94);
  CHECK(best_share({"cost_per_review=2.0001"}) == .93);
  CHECK(best_share({"cost_per_review=2.1999", "budget_per_year=100M"}) == .94);
  CHECK(best_share({"cost_per_review=2.2001", "budget_per_year=100M"}) == .93);
}
