#include <catch2/catch.hpp>

#include "premortem/models/period.hpp"

using namespace premortem;

TEST_CASE("a period as cases name it has a length in days, in the plural and with an article too") {
  CHECK(days_in("quarter") == 91.3125);  // 365.25 / 4
  CHECK(days_in("Year") == 365.25);
  CHECK(days_in("years") == 365.25);
  CHECK(days_in("per month") == 365.25 / 12);
  CHECK(days_in("a week") == 7);
  CHECK(days_in("half-year") == days_in("half year"));
  CHECK(days_in("hour") == Approx(1.0 / 24));
}

TEST_CASE("no other word has a length, so that no number is made of it") {
  for (const auto* word : {"", "sprint", "release", "s", "yearly", "two weeks", "10 days"}) {
    INFO(word);
    CHECK_FALSE(days_in(word).has_value());
  }
}
