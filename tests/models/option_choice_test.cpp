#include "premortem/models/option_choice.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

using Options = std::vector<StatedOption>;

/// B costs 40% less to run, has 5 points less recall and makes fewer false positives.
Options a_and_b() { return {{"A", 500e3, .80, .90, {}, false}, {"B", 300e3, .90, .85, {}, false}}; }

/// A million a year, 2% positive; a false positive costs more trust than a miss.
const ErrorCosts trust{1e6, 0.02, 30, 20};

double total(const OptionChoice& c, std::size_t i) { return *c.costs[i].total; }

double any_share(int least) { return *rc::gen::inRange(least, 101) / 100.0; }

Options any_options() {
  Options options;
  for (int i = *rc::gen::inRange(1, 6); i > 0; --i)
    options.push_back({"", static_cast<double>(*rc::gen::inRange(0, 5000)), any_share(20), any_share(1), {}, false});
  return options;
}

}  // namespace

// By hand: 20,000 positives. A finds 18,000 and flags 18,000 x .2 / .8 = 4,500 wrongly; B 17,000 and 17,000 / 9.
TEST_CASE("option B is chosen, up to a cost of a miss at which the choice flips") {
  const auto choice = choose_option(a_and_b(), trust);
  CHECK(*choice.costs[0].misses == Approx(2'000).epsilon(1e-12));
  CHECK(*choice.costs[0].false_positives == Approx(4'500).epsilon(1e-12));
  CHECK(*choice.costs[1].false_positives == Approx(17'000 / 9.0).epsilon(1e-12));
  CHECK(total(choice, 0) == Approx(500e3 + 40e3 + 135e3).epsilon(1e-12));
  CHECK(total(choice, 1) == Approx(300e3 + 60e3 + 30 * 17'000 / 9.0).epsilon(1e-12));
  CHECK(choice.cheapest == 1u);
  CHECK(choice.chosen == 1u);
  REQUIRE(choice.flips.size() == 1);
  // 200,000 + 30 x (4,500 - 17,000 / 9) = 1,000 c_fn
  const double flip = (200e3 + 30 * (4'500 - 17'000 / 9.0)) / 1'000;
  const auto& by_miss = choice.flips[0].by_false_negative;
  CHECK(*by_miss.cost == Approx(flip).epsilon(1e-10));
  CHECK(*by_miss.ratio == Approx(30 / flip).epsilon(1e-10));
  CHECK_FALSE(by_miss.chosen_above);
  CHECK(choice.false_negative_costs->low == 0);
  CHECK(choice.false_negative_costs->high == Approx(flip).epsilon(1e-10));
  CHECK_FALSE(choice.flips[0].by_false_positive.cost);  // 180,000 + 2,611 c_fp is above 0 at any cost
  CHECK(choice.flips[0].by_false_positive.why == "the chosen one is cheaper whatever such an error costs");
  CHECK(std::isinf(choice.false_positive_costs->high));
}

TEST_CASE("an option chosen by hand has the costs at which it would be right") {
  const auto choice = choose_option(a_and_b(), trust, 0);
  CHECK(choice.cheapest == 1u);
  CHECK(choice.chosen == 0u);
  CHECK_FALSE(choice.false_positive_costs);
  CHECK(choice.flips[0].by_false_positive.why == "the other one is cheaper whatever such an error costs");
  CHECK(choice.flips[0].by_false_negative.chosen_above);
  CHECK(std::isinf(choice.false_negative_costs->high));
}

TEST_CASE("an option that lacks what its total needs is absent with the reason") {
  Options o = a_and_b();
  o.push_back({"no recall", 1, .9, {}, {}, false});
  o.push_back({"no precision", 1, {}, .9, {}, false});
  o.push_back({"no cost", {}, .9, .9, {}, false});
  o.push_back({"nothing found", 1, .9, 0.0, {}, false});
  o.push_back({"impossible", 1, .001, .9, {}, false});  // 18 million false positives of 980,000 negatives
  o.push_back({"do nothing", 0.0, {}, 0.0, 0.0, false});
  const auto choice = choose_option(o, trust);
  const std::vector<const char*> reasons = {"",
                                            "",
                                            "its recall is not stated",
                                            "its precision is not stated",
                                            "its cost_per_year is not stated",
                                            "without true positives",
                                            "it would flag more negatives than there are",
                                            ""};
  for (std::size_t i = 0; i < o.size(); ++i) {
    CHECK(choice.costs[i].total.has_value() == choice.costs[i].why_absent.empty());
    CHECK(choice.costs[i].why_absent.find(reasons[i]) == 0);
  }
  CHECK(choice.costs[4].error_cost);
  CHECK(total(choice, 7) == 400e3);
  CHECK(choice.flips.size() == 2);
  CHECK_FALSE(choose_option(std::span(o).subspan(2, 3), trust).cheapest);
  CHECK(choose_option(o, trust, 3).flips.empty());
}

TEST_CASE("a rejected option is shown and never the cheapest") {
  Options o = a_and_b();
  o[1].rejected = true;
  const auto choice = choose_option(o, trust);
  CHECK(choice.cheapest == 0u);
  CHECK(choice.costs[1].total);
  CHECK(choice.flips.empty());
}

TEST_CASE("an option is dominated by one that is better in every way, and equal false positives never flip") {
  Options o = {{"A", 100, .8, .9, {}, false}, {"B", 100, .8, .8, 4'500.0, false}, {"C", 90, .8, .5, {}, false}};
  const auto choice = choose_option(o, trust);
  CHECK(choice.costs[1].dominated_by == 0u);
  CHECK_FALSE(choice.costs[0].dominated_by);
  CHECK_FALSE(choice.costs[2].dominated_by);
  const auto& flip = choice.flips[0];
  CHECK(choice.chosen == 0u);
  CHECK(flip.other == 1);
  CHECK(flip.by_false_positive.why.find("both make as many") == 0);
}

TEST_CASE("numbers that cannot be are refused") {
  Options o = a_and_b();
  CHECK_THROWS_AS(choose_option(o, {0, .02, 1, 1}), DomainError);
  CHECK_THROWS_AS(choose_option(o, {1e6, 1.02, 1, 1}), DomainError);
  CHECK_THROWS_AS(choose_option(o, {1e6, .02, -1, 1}), DomainError);
  CHECK_THROWS_AS(choose_option(o, trust, 2), DomainError);
  o[0].recall = 90;
  CHECK_THROWS_AS(choose_option(o, trust), DomainError);
}

TEST_CASE("on either side of a flip the other option is cheaper, by computing totals again") {
  CHECK(holds_for_all([] {
    const auto options = any_options();
    const ErrorCosts errors{1000, 0.1, static_cast<double>(*rc::gen::inRange(0, 40)),
                            static_cast<double>(*rc::gen::inRange(1, 40))};
    const auto choice = choose_option(options, errors);
    if (!choice.chosen) return;
    const std::size_t chosen = *choice.chosen;
    for (const auto& flip : choice.flips) {
      for (const bool positive : {true, false}) {
        const auto& f = positive ? flip.by_false_positive : flip.by_false_negative;
        if (!f.cost) continue;
        for (const double factor : {0.99, 1.01}) {
          auto moved = errors;
          (positive ? moved.false_positive : moved.false_negative) = *f.cost * factor;
          const auto again = choose_option(options, moved, chosen);
          const double gain = total(again, flip.other) - total(again, chosen);
          const bool chosen_side = (factor > 1) == f.chosen_above;
          RC_ASSERT((chosen_side ? gain : -gain) >= -1e-6);
        }
        if (positive)
          RC_ASSERT(!f.ratio || std::abs(*f.ratio * errors.false_negative - *f.cost) <= 1e-9 * (1 + *f.cost));
      }
    }
  }));
}

TEST_CASE("the chosen option stays the cheapest exactly within the costs that are given, by a scan") {
  CHECK(holds_for_all([] {
    const auto options = any_options();
    ErrorCosts errors{1000, 0.1, static_cast<double>(*rc::gen::inRange(0, 40)),
                      static_cast<double>(*rc::gen::inRange(1, 40))};
    const auto choice = choose_option(options, errors);
    if (!choice.chosen) return;
    RC_ASSERT(choice.false_positive_costs.has_value());
    for (int i = 0; i <= 40; ++i) {
      errors.false_positive = i * 1.3 + 0.01;
      const auto again = choose_option(options, errors);
      const double gap = total(again, *choice.chosen) - total(again, *again.cheapest);
      if (choice.false_positive_costs->contains(errors.false_positive))
        RC_ASSERT(gap <= 1e-6);
      else
        RC_ASSERT(gap > -1e-6);
      const bool well_outside = errors.false_positive < choice.false_positive_costs->low - 1e-6 ||
                                errors.false_positive > choice.false_positive_costs->high + 1e-6;
      if (well_outside) RC_ASSERT(gap > 0);
    }
  }));
}
