#include "premortem/models/threshold_grid.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>

#include "holds_for_all.hpp"
#include "models/brute_curve.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::testing;

TEST_CASE("a point of the grid counts what a look at every row counts") {
  CHECK(holds_for_all([] {
    const auto rows = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<double, int>>>(
        rc::gen::pair(rc::gen::map(rc::gen::inRange(0, 8), [](int i) { return i / 4.0; }), rc::gen::inRange(0, 2))));
    const auto curve = brute_curve(rows);
    const double threshold = *rc::gen::inRange(-1, 10) / 4.0;
    const auto rank = *rc::gen::inRange<std::size_t>(1, rows.size() + 1);
    auto scores = std::vector<double>{};
    for (const auto& row : rows) scores.push_back(row.first);
    std::sort(scores.rbegin(), scores.rend());
    const auto count = [&](auto flags, int label) {
      return static_cast<std::uint32_t>(
          std::count_if(rows.begin(), rows.end(), [&](const auto& r) { return flags(r.first) && r.second == label; }));
    };
    const auto by_threshold = at_thresholds(curve, std::vector{threshold}).front();
    RC_ASSERT(by_threshold.tp == count([&](double s) { return s >= threshold; }, 1));
    RC_ASSERT(by_threshold.fp == count([&](double s) { return s >= threshold; }, 0));
    RC_ASSERT(by_threshold.fn == count([&](double s) { return s < threshold; }, 1));
    const auto by_rank = at_ranks(curve, std::vector{rank}).front();
    RC_ASSERT(by_rank.above == scores[rank - 1]);
    RC_ASSERT(by_rank.tp == count([&](double s) { return s > scores[rank - 1]; }, 1));
    RC_ASSERT(by_rank.fp == count([&](double s) { return s >= by_rank.threshold; }, 0));
    RC_ASSERT(by_rank.flagged() < static_cast<double>(rank));
  }));
}

TEST_CASE("the grid of ranks goes from the fewest to all rows but one in equal ratios") {
  CHECK(rank_grid(641, 10, 4) == std::vector<std::size_t>{11, 41, 161, 641});
  CHECK(rank_grid(60, 59, 20) == std::vector<std::size_t>{60});
  CHECK(rank_grid(59, 59, 20).empty());
  CHECK(rank_grid(1000, 59, 1) == std::vector<std::size_t>{60});
  CHECK(holds_for_all([] {
    const auto rows = *rc::gen::inRange<std::size_t>(2, 100000), fewest = *rc::gen::inRange<std::size_t>(1, rows);
    const auto ranks = rank_grid(rows, fewest, *rc::gen::inRange<std::size_t>(2, 50));
    RC_ASSERT(ranks.front() == fewest + 1);
    RC_ASSERT(ranks.back() == rows);
    RC_ASSERT(std::adjacent_find(ranks.begin(), ranks.end(), std::greater_equal<>()) == ranks.end());
  }));
}

TEST_CASE("a rank that no row has and a threshold that is no number are refused") {
  const auto curve = brute_curve({{.1, 0}, {.2, 1}});
  CHECK_THROWS_AS(at_ranks(curve, std::vector<std::size_t>{3}), DomainError);
  CHECK_THROWS_AS(at_ranks(curve, std::vector<std::size_t>{0}), DomainError);
  CHECK_THROWS_AS(at_thresholds(curve, std::vector{std::numeric_limits<double>::quiet_NaN()}), DomainError);
  CHECK_THROWS_AS(rank_grid(10, 0, 3), DomainError);
}
