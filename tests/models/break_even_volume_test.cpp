#include "premortem/models/break_even_volume.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

// By hand: 600,000 + v x .002 = 50,000 + v x .013 at v = 50 million.
TEST_CASE("to build pays above the volume where both ways cost the same") {
  const auto answer = break_even_volume({600e3, 0.002}, {50e3, 0.013});
  CHECK(*answer.volume == Approx(50e6).epsilon(1e-12));
  CHECK(answer.below == CheaperWay::second);
  CHECK(answer.above == CheaperWay::first);
}

TEST_CASE("ways whose costs do not cross have no break-even volume") {
  CHECK_FALSE(break_even_volume({600e3, 0.02}, {50e3, 0.013}).volume);
  CHECK(break_even_volume({600e3, 0.02}, {50e3, 0.013}).above == CheaperWay::second);
  CHECK(break_even_volume({1, 2}, {1, 3}).above == CheaperWay::first);
  CHECK(break_even_volume({1, 2}, {3, 2}).below == CheaperWay::first);
  CHECK(break_even_volume({1, 2}, {1, 2}).why == "both cost the same at any volume");
  CHECK_THROWS_AS(break_even_volume({-1, 2}, {1, 2}), DomainError);
}

TEST_CASE("the cheaper way below and above is the cheaper one at any such volume") {
  CHECK(holds_for_all([] {
    const auto any = [] { return static_cast<double>(*rc::gen::inRange(0, 50)); };
    const VolumeCost a{any(), any()}, b{any(), any()};
    const auto answer = break_even_volume(a, b);
    for (const double volume : {0.3, 1.7, 5.1, 40.0, 90.0}) {
      const double gap = a.fixed + volume * a.per_use - b.fixed - volume * b.per_use;
      const auto way = !answer.volume || volume < *answer.volume ? answer.below : answer.above;
      if (way == CheaperWay::first) RC_ASSERT(gap <= 1e-9);
      if (way == CheaperWay::second) RC_ASSERT(gap >= -1e-9);
      if (way == CheaperWay::equal) RC_ASSERT(std::abs(gap) <= 1e-9);
    }
  }));
}
