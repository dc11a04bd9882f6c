#include "premortem/analysis/watch_plan.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/proportion_interval.hpp"

using namespace premortem;

namespace {

Leaf stated(const std::string& name, double best) {
  Leaf leaf;
  leaf.name = leaf.label = name, leaf.place = {"assumptions.csv", 2, 0}, leaf.shape = Shape::point, leaf.unit_kind = UnitKind::amount, leaf.best = best;
  return leaf;
}

Leaf counted(const std::string& name, double k, double n) {
  auto leaf = stated(name, 0);
  leaf.shape = Shape::count, leaf.unit_kind = UnitKind::share, leaf.best = std::nullopt, leaf.k = k, leaf.n = n;
  return leaf;
}

Leaf ranged(const std::string& name, double low, double best, double high) {
  auto leaf = stated(name, best);
  leaf.shape = Shape::pert, leaf.unit_kind = UnitKind::share, leaf.low = low, leaf.high = high;
  return leaf;
}

WatchPlan plan_of(std::vector<Leaf> leaves, double confidence = 0.95) {
  Case subject;
  subject.leaves = std::move(leaves);
  CaseAmounts amounts(subject);
  return watch_plan(amounts, confidence);
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a plan of nothing has no part, and says what a bias takes") {
  const auto plan = plan_of({});
  CHECK_FALSE(plan.feedback);
  CHECK(plan.feedback_why == "it takes initial_bias and feedback_gain");
  CHECK(plan.sizes.empty());
}

// ln .05 / ln .99 = 298.07
TEST_CASE("to see a rate of 1% takes 299 trials at 95%, which 100 a day make in 3 days") {
  const auto plan = plan_of({stated("rate_to_see", 0.01), stated("trials_per_day", 100)});
  REQUIRE(plan.sizes.size() == 1);
  const auto& s = plan.sizes.front();
  CHECK(s.kind == "see_one");
  CHECK(s.trials == 299);
  CHECK(*s.days == Approx(2.99).epsilon(1e-12));
  CHECK(s.sentence == "To see at least one event of a rate of 1% or more, with 95% confidence: 299 trials, 3 days.");
}

TEST_CASE("without traffic there are trials and no days") {
  const auto plan = plan_of({stated("rate_to_see", 0.01)});
  CHECK(plan.sizes.front().trials == 299);
  CHECK_FALSE(plan.sizes.front().days);
  CHECK_FALSE(holds(plan.sizes.front().sentence, "days"));
}

TEST_CASE("to bound a rate after some events takes the fewest trials whose upper limit is no larger") {
  const auto none = plan_of({stated("rate_limit", 0.01)}), two = plan_of({stated("rate_limit", 0.01), stated("events_allowed", 2)});
  CHECK(none.sizes.front().trials == 299);
  // one-sided Clopper-Pearson at 95% is the upper end of a two-sided interval at 90%
  const double n = *two.sizes.front().trials;
  CHECK(clopper_pearson(2, n, 0.9).high <= 0.01);
  CHECK(clopper_pearson(2, n - 1, 0.9).high > 0.01);
}

// .05^(1/5) = .54928
TEST_CASE("five of five interviews support at least 54.9%, and none of five support nothing") {
  const auto all = plan_of({stated("interviews_agreed", 5), stated("interviews_asked", 5)});
  CHECK(*all.sizes.front().share == Approx(std::pow(0.05, 0.2)).epsilon(1e-9));
  CHECK(all.sizes.front().sentence == "5 of 5 who were asked: with 95% confidence at least 54.9% of those they stand for.");
  const auto none = plan_of({stated("interviews_agreed", 0), stated("interviews_asked", 5)});
  CHECK(none.sizes.front().share == 0);
}

TEST_CASE("more who agreed than were asked is not known, and says why") {
  const auto plan = plan_of({stated("interviews_agreed", 6), stated("interviews_asked", 5)});
  REQUIRE(plan.sizes.size() == 1);
  const auto& s = plan.sizes.front();
  CHECK_FALSE(s.why.empty());
  CHECK_FALSE(s.share);
  CHECK_FALSE(s.trials);
  CHECK(s.sentence.empty());
  CHECK_FALSE(s.question.empty());
}

TEST_CASE("an amount outside its domain takes its own part alone") {
  const auto plan = plan_of({stated("rate_to_see", 0.01), stated("rate_limit", 0), stated("ab_baseline", 0.9), stated("ab_lift", 0.2)});
  REQUIRE(plan.sizes.size() == 3);
  CHECK(plan.sizes[0].why.empty());
  CHECK_FALSE(plan.sizes[1].why.empty());  // no number of trials shows that a rate is 0
  CHECK_FALSE(plan.sizes[2].why.empty());  // 110%
  CHECK_THROWS_AS(plan_of({stated("rate_to_see", 1.5)}), Refusal);
}

TEST_CASE("a run so far is told with the limits of its share and the rates that it may have missed") {
  const auto plan = plan_of({counted("observed_rate", 3, 200)});
  REQUIRE(plan.sizes.size() == 1);
  const auto& s = plan.sizes.front();
  CHECK(s.kind == "observed");
  CHECK(s.trials == 200);
  CHECK(s.share == 3.0 / 200);
  // Clopper-Pearson of 3 of 200, scipy.stats.beta.ppf: 0.00310411, 0.0432083, rounded outward; 1 - .05^(1/200) = .014867
  CHECK(s.sentence == "3 of 200 trials so far: 1.5%, and with 95% confidence 0.31% to 4.33%. A kind of event with a rate below 1.49% may not have been seen at all.");
}

// (z(.025) sqrt(2 p q) + z(.2) sqrt(p1 q1 + p2 q2))^2 / .02^2 = 3840.85, by scipy.stats.norm.ppf
TEST_CASE("an experiment lasts whole weeks and more rows where those of one user are alike") {
  const std::vector<Leaf> test{stated("ab_baseline", 0.1), stated("ab_lift", 0.02)};
  const auto alone = plan_of(test);
  CHECK(alone.sizes.front().trials == 3841);
  CHECK_FALSE(alone.sizes.front().days);
  auto with = test;
  with.push_back(stated("ab_rows_per_day", 1000));
  const auto timed = plan_of(with);
  CHECK(timed.sizes.front().trials == 3841);
  CHECK(timed.sizes.front().days == 14);  // 7,682 rows are 7.7 days
  with.push_back(stated("rows_per_user", 3)), with.push_back(stated("row_correlation", 0.5));
  const auto alike = plan_of(with);
  CHECK(alike.sizes.front().trials == 7682);  // 1 + 2 x 0.5 = 2 times as many
  CHECK(alike.sizes.front().days == 21);      // 15,364 rows are 15.4 days
}

TEST_CASE("a bias compounds from round to round until it passes its limit") {
  const auto plan = plan_of({stated("initial_bias", 0.05), stated("feedback_gain", 0.3), stated("bias_limit", 0.2)});
  REQUIRE(plan.feedback);
  const auto& f = *plan.feedback;
  REQUIRE(f.path.size() == 51);
  double b = 0.05;
  int crossed = -1;
  for (int n = 0; n <= 50; ++n) {
    CHECK(f.path[static_cast<std::size_t>(n)] == Approx(b).epsilon(1e-12));
    if (crossed < 0 && b > 0.2) crossed = n;
    b += 0.3 * b * (1 - b);
  }
  CHECK(f.crosses_at == crossed);
  CHECK(f.path_low.empty());
  CHECK(f.sentence == "A bias of 5% that feeds on itself passes 20% at round " + std::to_string(crossed) + ".");
}

TEST_CASE("with ranges the round lies between those of their ends") {
  const auto plan = plan_of({ranged("initial_bias", 0.03, 0.05, 0.08), ranged("feedback_gain", 0.1, 0.3, 0.5), stated("bias_limit", 0.2)});
  const auto& f = *plan.feedback;
  REQUIRE(f.path_low.size() == f.path.size());
  REQUIRE(f.path_high.size() == f.path.size());
  for (std::size_t i = 0; i < f.path.size(); ++i) CHECK((f.path_low[i] <= f.path[i] && f.path[i] <= f.path_high[i]));
  REQUIRE(f.crosses_at_earliest);
  CHECK(*f.crosses_at_earliest < *f.crosses_at);
  CHECK(f.path_high[static_cast<std::size_t>(*f.crosses_at_earliest)] > 0.2);
  CHECK(f.path_high[static_cast<std::size_t>(*f.crosses_at_earliest) - 1] <= 0.2);
  CHECK(holds(f.sentence, "(round " + std::to_string(*f.crosses_at_earliest) + " to "));
}

TEST_CASE("a bias without a gain stays, and one above its limit has passed it at round 0") {
  const auto still = plan_of({stated("initial_bias", 0.05), stated("feedback_gain", 0), stated("bias_limit", 0.2)});
  CHECK_FALSE(still.feedback->crosses_at);
  CHECK(still.feedback->path.back() == 0.05);
  const auto above = plan_of({stated("initial_bias", 0.3), stated("feedback_gain", 0), stated("bias_limit", 0.2)});
  CHECK(above.feedback->crosses_at == 0);
}

TEST_CASE("a bias or a gain outside its domain is no reading, and is named") {
  for (const auto& [bias, gain] : {std::pair(0.0, 0.3), std::pair(1.0, 0.3), std::pair(0.05, 1.5)}) {
    INFO(bias << " " << gain);
    try {
      const auto plan = plan_of({stated("initial_bias", bias), stated("feedback_gain", gain)});
      CHECK_FALSE(plan.feedback);
      CHECK_THAT(plan.feedback_why, Catch::Contains("initial_bias"));
    } catch (const Refusal& refusal) {
      CHECK_THAT(refusal.what(), Catch::Contains("feedback_gain"));  // no share at all
    }
  }
}

TEST_CASE("more confidence, or a smaller rate, takes no fewer trials") {
  CHECK(holds_for_all([] {
    const double rate = *rc::gen::inRange(1, 500) / 1000.0, less = rate * *rc::gen::inRange(1, 100) / 100.0;
    const auto trials = [](double r, double confidence) { return *plan_of({stated("rate_to_see", r)}, confidence).sizes.front().trials; };
    return trials(less, 0.95) >= trials(rate, 0.95) && trials(rate, 0.99) >= trials(rate, 0.95);
  }));
}
