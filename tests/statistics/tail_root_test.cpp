#include <catch2/catch.hpp>

#include "holds_for_all.hpp"
#include "statistics/incomplete_beta.hpp"
#include "statistics/tail_root.hpp"

using namespace premortem;

TEST_CASE("a root near the start takes a few evaluations of the tail, not a bisection down to rounding") {
  CHECK(holds_for_all([] {
    const double a = *rc::gen::inRange(2, 1000000) / 3.0, b = a + *rc::gen::inRange(1, 1'000'000), x = a / (a + b);
    const BetaTails tails(a, b);
    const double wanted = tails.lower(x), off = *rc::gen::inRange(-100, 100) * 1e-4 / std::sqrt(a);
    int evaluations = 0;
    const auto at = [&](double y) { return ++evaluations, tails.at(Tail::lower, y); };
    const double root = tail_root(Tail::lower, at, wanted, x * (1 + off), {1e-300, 0.5});
    RC_ASSERT(std::abs(root - x) <= 1e-14 * x);
    RC_ASSERT(evaluations <= 7);
  }));
}
