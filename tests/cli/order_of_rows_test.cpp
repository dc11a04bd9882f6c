// Nothing depends on the order of experts, mitigations, options or failure modes in their files.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

nlohmann::json harm(const Files& files) {
  const auto outcome = run(files, {"harm", "case", "--quiet", "--samples", "2000", "--format", "json"});
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return nlohmann::json::parse(outcome.out)["result"];
}

nlohmann::json readings(const nlohmann::json& result, const std::string& name) {
  for (const auto& mode : result["failure_modes"])
    if (mode["name"] == name) return {mode["harmed"]["point"], mode["harmed"]["bound"]["high"], mode["harmed"]["independent"], mode["with_mitigation"]};
  return nullptr;
}

const std::string head = "failure_mode,stage,best,expert\n";
const std::string people = "x,people,1000,\n";
const std::string ann = "x,hurt,10% (5-20),ann\n", ben = "x,hurt,30% (20-60),Ben\n", cho = "x,hurt,7%,cho\n";
const std::string other = "y,people,500,\ny,hurt,1% (0.1-3),\n";
const std::string mitigations = "failure_mode,mitigation,best,low,high,status\n";
const std::string net = "x,net,0.7,0.6,0.9,in place\n", fence = "x,fence,0.3,0.1,0.7,in place\n";

}  // namespace

TEST_CASE("experts, mitigations and failure modes in another order give the same bits") {
  const auto first = harm({{"harms.csv", head + people + ann + ben + cho + other}, {"mitigations.csv", mitigations + net + fence}});
  const auto second = harm({{"harms.csv", head + other + people + cho + ben + ann}, {"mitigations.csv", mitigations + fence + net}});
  for (const auto* name : {"x", "y"}) {
    INFO(name);
    // The sentences name rows, which have moved.
    auto a = readings(first, name), b = readings(second, name);
    for (auto* r : {&a, &b})
      if (!(*r)[3].is_null()) (*r)[3]["bound"].erase("sentence");
    CHECK(a == b);
  }
  CHECK(first["any"]["independent"] == second["any"]["independent"]);
}
