#include <catch2/catch.hpp>

#include "premortem/core/number_text.hpp"

using namespace premortem;

TEST_CASE("beyond a billion an at most is not below its number, nor an at least above it") {
  CHECK(number_text(2'000'000'000.0, Rounding::down) == "2,000,000,000");
  CHECK(number_text(2'000'000'010.0, Rounding::up) == "2,000,000,010");
  CHECK(number_text(1'000'000'001.0, Rounding::up) == "1,000,000,001");
  CHECK(number_text(1'000'000'000.5, Rounding::down) == "1,000,000,000");
  CHECK(number_text(1'000'000'000.5, Rounding::up) == "1,000,000,001");
  CHECK(number_text(3e12, Rounding::up) == "3,000,000,000,000");
}

TEST_CASE("the outward rounding of arithmetic is not taken for a step") {
  CHECK(number_text(10'000'000'000.000002, Rounding::up) == "10,000,000,000");
  CHECK(number_text(0.05000000000001, Rounding::up) == "0.05");
  CHECK(number_text(522.0000000001, Rounding::up) == "522");
}
