#include "premortem/core/probability.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <type_traits>

#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

template <class A, class B>
concept Addable = requires(A a, B b) { a + b; };
template <class A, class B>
concept Multipliable = requires(A a, B b) { a * b; };

static_assert(Addable<double, double>);
static_assert(!Addable<Probability, Probability>, "probabilities add only when events exclude each other");
static_assert(!Addable<Probability, double>);
static_assert(Multipliable<Probability, Probability>);
static_assert(!Multipliable<Probability, double>);
static_assert(!std::is_convertible_v<double, Probability>, "a number becomes a probability only by name");
static_assert(!std::is_convertible_v<Probability, double>);
static_assert(!std::is_default_constructible_v<Probability>, "there is no probability by default");

}  // namespace

TEST_CASE("a probability refuses what is not in [0, 1]") {
  CHECK_THROWS_AS(Probability(-1e-300), DomainError);
  CHECK_THROWS_AS(Probability(1.0000000000000002), DomainError);
  CHECK_THROWS_AS(Probability(std::numeric_limits<double>::quiet_NaN()), DomainError);
  CHECK_THROWS_AS(Probability(std::numeric_limits<double>::infinity()), DomainError);
  CHECK_THROWS_WITH(Probability(1.5), Catch::Contains("[0, 1]"));
}

TEST_CASE("the ends are probabilities") {
  CHECK(Probability(0).value() == 0);
  CHECK(Probability(1).complement() == Probability(0));
  CHECK((Probability(.5) * Probability(.25)).value() == .125);
  CHECK(Probability(.2) < Probability(.3));
}
