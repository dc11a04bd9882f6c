#include "cli/sweep_design_option.hpp"

#include <catch2/catch.hpp>

#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::cli;

namespace {

std::string error_of(const std::string& text) {
  try {
    parse_sweep_design(text);
  } catch (const UsageError& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a design is a grid, or a number of points drawn") {
  CHECK(parse_sweep_design("grid").kind == SweepDesignKind::grid);
  CHECK(parse_sweep_design("lhs:1e4").kind == SweepDesignKind::latin_hypercube);
  CHECK(parse_sweep_design("lhs:1e4").points == 10'000);
  CHECK(parse_sweep_design("sobol:3").kind == SweepDesignKind::sobol);
  CHECK(parse_sweep_design("sobol:9007199254740992").points == 9007199254740992U);
}

TEST_CASE("anything else is no design, and what would be is said") {
  const std::string sobol = ", expected sobol:N with the number of points, such as sobol:1000 or sobol:1e4";
  CHECK(error_of("sobol") == "--design is \"sobol\"" + sobol);
  for (const std::string count : {"", "0", "-1", "2.5", "1e99", "x"}) CHECK(error_of("sobol:" + count) == "--design is \"sobol:" + count + "\"" + sobol);
  CHECK(error_of("lhs:") == "--design is \"lhs:\", expected lhs:N with the number of points, such as lhs:1000 or lhs:1e4");
  CHECK(error_of("grid:4") == "--design is \"grid:4\": a grid has as many points as its axes give; write grid");
  CHECK(error_of("sobel:4") == "--design is \"sobel:4\", expected grid, lhs:N or sobol:N; did you mean sobol?");
  CHECK(error_of("") == "--design is \"\", expected grid, lhs:N or sobol:N");
}
