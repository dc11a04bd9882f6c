#include <catch2/catch.hpp>

#include <set>

#include "input/leaf_row.hpp"

namespace premortem {
namespace {

TEST_CASE("two estimates never share a name, and so are never drawn alike") {
  const std::vector<std::string> names{"a", "a/", "/a", "a/b", "a//b", "b", "/:b", "cost_per_harm", "/cost_per_harm"};
  std::set<std::string> seen;
  for (const auto& mode : names) {
    CHECK(seen.insert(cost_leaf_name(mode)).second);
    for (const auto& stage : names) CHECK(seen.insert(stage_leaf_name(mode, stage)).second);
  }
}

TEST_CASE("names without a slash are joined by one") { CHECK(stage_leaf_name("wrong refund", "exposed") == "wrong refund/exposed"); }

}  // namespace
}  // namespace premortem
