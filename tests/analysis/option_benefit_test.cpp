#include "premortem/analysis/option_benefit.hpp"

#include <catch2/catch.hpp>

#include "analysis/option_case.hpp"
#include "analysis/sampled_values.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::testing;
using Catch::Matchers::Contains;

namespace {

double at(const OptionBenefit& option, const std::vector<double>& values) {
  return sampled_values(option.net_benefit, [&](std::size_t i) { return std::span<const double>(&values[i], 1); }, 1).front();
}

}  // namespace

// By hand: 500 - 100 - 12 * 100 * 0.1 * 2 = 160; a mean month is a twelfth of the Julian year.
TEST_CASE("the net benefit is value less cost less the harm of a year") {
  const auto benefits = option_benefits(two_options());
  REQUIRE(benefits.options.size() == 2);
  CHECK(at(benefits.options[0], {100, .1, 2}) == 60);
  CHECK(at(benefits.options[1], {100, .1, 2}) == Approx(160).epsilon(1e-14));
  CHECK(at(option_benefits(two_options(), 3).options[1], {100, .1, 2}) == Approx(400 - 720).epsilon(1e-14));
  CHECK(benefits.left_out.empty());
}

TEST_CASE("a mode of whichever option counts for each, a mode of another option for none") {
  Case subject = two_options();
  subject.failure_modes.push_back(subject.failure_modes[0]);
  subject.failure_modes[1].name = "other", subject.failure_modes[1].option = "";
  const auto benefits = option_benefits(subject);
  CHECK(at(benefits.options[0], {100, .1, 2}) == Approx(60 - 240).epsilon(1e-14));
  CHECK(at(benefits.options[1], {100, .1, 2}) == Approx(400 - 480).epsilon(1e-14));
}

TEST_CASE("only mitigations in place are counted, and that their cost is not is said") {
  Case subject = two_options();
  subject.leaves.push_back(point_leaf("filter", .25));
  subject.failure_modes[0].mitigations = {{"filter", 1, 3, 7.0, MitigationStatus::planned, "", {}}};
  CHECK(at(option_benefits(subject).options[1], {100, .1, 2, .25}) == Approx(160).epsilon(1e-14));
  subject.failure_modes[0].mitigations[0].status = MitigationStatus::in_place;
  const auto benefits = option_benefits(subject);
  CHECK(at(benefits.options[1], {100, .1, 2, .25}) == Approx(400 - 60).epsilon(1e-14));
  REQUIRE(benefits.left_out.size() == 1);
  CHECK_THAT(benefits.left_out[0], Contains("cost is not counted"));
}

TEST_CASE("nobody is hurt more than once by a chain of shares, whatever the draws") {
  Case subject = two_options();
  subject.failure_modes[0].stages[1].given = Given::incidents;
  subject.leaves.push_back(point_leaf("noticed", .01));
  subject.failure_modes[0].stages.push_back({"noticed", Given::noticed, 3, {}});
  CHECK(at(option_benefits(subject).options[1], {100, .1, 2, .01}) == Approx(400 - 12 * 100 * 2).epsilon(1e-14));
}

TEST_CASE("one option that is not rejected stands against not to ship") {
  Case subject = two_options();
  subject.options[0].rejected_because = "too slow";
  const auto benefits = option_benefits(subject);
  REQUIRE(benefits.options.size() == 2);
  CHECK((benefits.options[0].name == "new" && *benefits.options[0].option == 1));
  CHECK((benefits.options[1].name == "do not ship" && !benefits.options[1].option));
  CHECK(at(benefits.options[1], {100, .1, 2}) == 0);
}

TEST_CASE("a column that no option states is the same for all of them, and said to be") {
  Case subject = two_options();
  for (auto& o : subject.options) o.value_per_year.reset();
  const auto benefits = option_benefits(subject);
  CHECK(at(benefits.options[0], {100, .1, 2}) == -40);
  REQUIRE(benefits.left_out.size() == 1);
  CHECK(benefits.left_out[0] == "No option states value_per_year: their values are taken as the same.");
}

TEST_CASE("what is missing is refused by name") {
  const auto refused = [](const Case& subject, const std::string& words) { CHECK_THROWS_WITH(option_benefits(subject), Contains(words)); };
  Case none = two_options();
  none.options.clear();
  refused(none, "add options.csv with value_per_year and cost_per_year");
  Case rejected = two_options();
  for (auto& o : rejected.options) o.rejected_because = "no";
  refused(rejected, "every option is rejected");
  Case value = two_options();
  value.options[1].value_per_year.reset();
  refused(value, "option \"new\" states no value_per_year");
  Case alone = two_options();
  alone.options.erase(alone.options.begin());
  alone.options[0].cost_per_year.reset();
  refused(alone, "option \"new\" states no cost_per_year");
  Case cost = two_options();
  cost.failure_modes[0].cost_leaf.reset();
  refused(cost, "add cost_per_harm");
  Case period = two_options();
  period.leaves[0].unit = "users";
  refused(period, "nothing says per what period \"harm (new)\" counts");
  period.feature.period = "sprint";
  refused(period, "\"sprint\"");
  Case overlap = two_options();
  overlap.failure_modes[0].stages[1].given = Given::marginal;
  overlap.leaves.push_back(point_leaf("second", .5));
  overlap.failure_modes[0].stages.push_back({"second", Given::marginal, 3, {}});
  refused(overlap, "shares of everyone");
}
