// Sentences that set two numbers side by side say what each of them counts.
#include <catch2/catch.hpp>

#include "analysis/tradeoff_case.hpp"

namespace premortem {
namespace {

using namespace testing;
using Catch::Contains;

/// By errors "model" costs least; over the demand, to begin with "rules" is worth most.
Case two_options(const Assumptions& more) {
  Assumptions assumptions{{"volume_per_day", 10'000}, {"positive_rate", .03}, {"cost_per_false_negative", 12}, {"cost_per_false_positive", 2}};
  assumptions.insert(assumptions.end(), more.begin(), more.end());
  auto subject = tradeoff_case({}, assumptions);
  subject.options.push_back(option_of("rules", {{"recall", .7}, {"precision", .6}, {"accuracy", .9}}, 100'000));
  subject.options.push_back(option_of("model", {{"recall", .85}, {"precision", .7}, {"accuracy", .93}}, 300'000));
  subject.options.push_back(option_of("people", {{"recall", .92}, {"precision", .68}, {"accuracy", .95}}, 900'000));
  subject.options[0].delay_weeks = 0, subject.options[1].delay_weeks = 4, subject.options[2].delay_weeks = 20;
  return subject;
}

TradeoffAssessment over_demand(double volume) {
  auto subject = two_options({{"value_per_correct", .5}, {"loss_per_error", 1}, {"discount_rate", .08}, {"upgrade_cost", 50'000}});
  for (const char* date : {"2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"}) subject.demand.push_back({date, volume, {}});
  return assess_tradeoff(subject, {});
}

}  // namespace

TEST_CASE("where the plan that is worth most does not begin with the chosen option, what each measure counts is said") {
  const auto a = over_demand(300'000);
  REQUIRE(a.options->chosen);
  CHECK(a.options->options[*a.options->chosen].option == 1);
  CHECK_THAT(a.ship_sentence, Contains("Worth most: \"rules\" now, "));
  CHECK_THAT(a.ship_sentence, Contains("\"model\" is chosen by another measure, what a year of it costs with the harm of its errors; what a plan is worth counts what correct answers bring and when they begin."));
}

TEST_CASE("a plan that chose the option itself has no other measure beside it") {
  auto subject = tradeoff_case({}, {{"value_per_correct", .5}, {"loss_per_error", 1}, {"discount_rate", .08}, {"upgrade_cost", 50'000}});
  subject.options.push_back(option_of("rules", {{"accuracy", .9}}));
  subject.options.push_back(option_of("model", {{"accuracy", .93}}));
  subject.options[0].delay_weeks = 0, subject.options[1].delay_weeks = 4;
  for (const char* date : {"2026-01-01", "2026-02-01", "2026-03-01"}) subject.demand.push_back({date, 300'000, {}});
  const auto a = assess_tradeoff(subject, {});
  REQUIRE(a.options->chosen);
  CHECK_THAT(a.ship_sentence, Contains("Worth most: ") && !Contains("another measure"));
}

TEST_CASE("beside what a miss costs as stated, what late reports undo of it is said") {
  const auto plain = assess_tradeoff(two_options({}), {}).perfection.sentence;
  const auto late = assess_tradeoff(two_options({{"late_report_rate", .2}, {"avoidable_share", .5}}), {}).perfection.sentence;
  CHECK_THAT(plain, !Contains("late reports"));
  CHECK_THAT(late, Contains(", of which late reports undo 10% (late_report_rate times avoidable_share); above that, ask again."));
}

}  // namespace premortem
