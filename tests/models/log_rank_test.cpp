#include <catch2/catch.hpp>
#include <algorithm>
#include <cmath>

#include "models/quit_builder.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

using Groups = std::vector<std::vector<QuitMoment>>;

GroupDifference test(const Groups& groups) { return log_rank(groups); }

}  // namespace

// R 4.2, survival 3.5-3, survdiff(...)$chisq, 12 digits printed.
TEST_CASE("the log-rank test of two and of five groups is R's survdiff") {
  const auto two = test({aml(true).moments(), aml(false).moments()});
  CHECK(two.statistic == Approx(3.396388698978).margin(1e-11));
  CHECK(two.df == 1);
  CHECK(two.p == Approx(std::erfc(std::sqrt(3.396388698978 / 2))).epsilon(1e-10));  // closed form for 1 df
  const auto five = test({bank_calls("PS"), bank_calls("NW"), bank_calls("NE"), bank_calls("IN"), bank_calls("PE")});
  CHECK(five.statistic == Approx(512.768785019049).epsilon(1e-12));
  CHECK(five.df == 4);
  CHECK(five.p < 1e-100);
}

// By hand: two waiting, one of each; the first leaves. O - E = 1/2, V = 1/4.
TEST_CASE("one quit before two people has a statistic of 1") { CHECK(test({{{1, 1, 0}}, {{2, 1, 0}}}).statistic == Approx(1).epsilon(1e-14)); }

// Enumeration: of 3 + 4 people without censoring every one of the 35 ways to deal them is as likely, and left less expected,
// found here anew, is a martingale: 0 on average, and its square is the statistic's variance on average.
TEST_CASE("over all ways to deal people into two groups the variance of the statistic is that of left less expected") {
  std::vector<int> label{0, 0, 0, 1, 1, 1, 1};
  double sum = 0, squares = 0, variances = 0;
  int ways = 0;
  do {
    Groups groups(2);
    double excess = 0, first = 3;
    for (std::size_t i = 0; i < label.size(); ++i) {
      groups[static_cast<std::size_t>(label[i])].push_back({static_cast<double>(i + 1), 1, 0});
      excess += (label[i] == 0 ? 1 : 0) - first / static_cast<double>(label.size() - i);
      first -= label[i] == 0 ? 1 : 0;
    }
    REQUIRE(std::abs(excess) > 1e-9);
    sum += excess, squares += excess * excess, variances += excess * excess / test(groups).statistic;
    ++ways;
  } while (std::next_permutation(label.begin(), label.end()));
  CHECK(ways == 35);
  CHECK(sum == Approx(0).margin(1e-12));
  CHECK(squares == Approx(variances).epsilon(1e-12));
}

TEST_CASE("groups that are alike hardly differ, and the order and number of groups do not matter") {
  const auto ps = bank_calls("PS"), nw = bank_calls("NW"), ne = bank_calls("NE");
  CHECK(test({ps, ps, ps}).statistic < 1e-20);
  CHECK(test({ps, ps, ps}).p == Approx(1));
  const auto a = test({ps, nw, ne}), b = test({ne, ps, nw});
  CHECK(a.statistic == Approx(b.statistic).epsilon(1e-12));
  Groups many;
  for (int i = 0; i < 33; ++i) many.push_back(i % 2 == 0 ? ps : nw);
  CHECK(test(many).df == 32);
  Groups halves{{}, {}};  // 17 times one and 16 times the other: the two pooled groups, whose statistic is not less
  for (auto m : ps) m.left *= 17, m.served *= 17, halves[0].push_back(m);
  for (auto m : nw) m.left *= 16, m.served *= 16, halves[1].push_back(m);
  CHECK(test(many).statistic == Approx(test(halves).statistic).epsilon(1e-9));
}

TEST_CASE("a group that nobody could be compared with takes no part") {
  const auto with = test({aml(true).moments(), aml(false).moments(), {{1, 0, 7}}});  // all served before the first quit
  CHECK(with.df == 1);
  CHECK(with.statistic == Approx(3.396388698978).margin(1e-11));
}

TEST_CASE("what cannot be compared is refused") {
  const auto all = aml(true).moments();
  CHECK_THROWS_AS(test({all}), DomainError);
  CHECK_THROWS_AS(test({all, {}}), DomainError);
  CHECK_THROWS_AS(test({all, {{2, 1, 0}, {1, 1, 0}}}), DomainError);
  CHECK_THROWS_AS(test({{{1, 0, 5}}, {{2, 0, 5}}}), Refusal);                // nobody left
  CHECK_THROWS_AS(test(Groups(34, all)), Refusal);
  CHECK_THROWS_AS(test({{{1, 0, 5}}, {{2, 4, 0}}}), Refusal);                // nobody of the other waits any more
}

// 2,000 samples of one law, standard error .005.
TEST_CASE("groups of one law are told apart as often as the level says") {
  std::mt19937_64 random(5);
  int apart = 0;
  for (int i = 0; i < 2'000; ++i) {
    Groups groups;
    for (const double mean_wait : {20'000.0, 60'000.0, 200'000.0}) groups.push_back(drawn_quits(random, 60, CurveFamily::weibull, 11, 1, mean_wait).moments());
    apart += test(groups).p < 0.05;
  }
  CHECK(apart > 70);
  CHECK(apart < 130);
}
