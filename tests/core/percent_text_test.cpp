// How a share is written in words.
#include <catch2/catch.hpp>

#include "premortem/core/number_text.hpp"

using namespace premortem;

TEST_CASE("nearly all is not written as all, nor nearly none as none") {
  CHECK(percent_text(11032.0 / 11035, Rounding::nearest) == "99.97%");
  CHECK(percent_text(0.9994, Rounding::nearest) == "99.9%");
  CHECK(percent_text(0.99951, Rounding::nearest) == "99.95%");
  CHECK(percent_text(1 - 9.6e-6, Rounding::nearest) == "99.999%");
  CHECK(percent_text(1 - 1e-8, Rounding::nearest) == "99.999999%");
  CHECK(percent_text(3.0 / 11035, Rounding::nearest) == "0.0272%");
  CHECK(percent_text(1e-8, Rounding::nearest) == "0.000001%");
}

TEST_CASE("all is all, and an upper limit near it is rounded up to it") {
  CHECK(percent_text(1, Rounding::nearest) == "100%");
  CHECK(percent_text(1 - 1e-15, Rounding::nearest) == "100%");  // the rounding of sums
  CHECK(percent_text(0.9997, Rounding::up) == "100%");
  CHECK(percent_text(0.9997, Rounding::down) == "99.9%");
}
