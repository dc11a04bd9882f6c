#include "cli/refusals.hpp"

#include <catch2/catch.hpp>
#include <sstream>

namespace premortem::test {
namespace {

std::vector<std::string> words(const char* verb, const Refused& refused) {
  std::vector<std::string> all{verb, "case"};
  all.insert(all.end(), refused.options.begin(), refused.options.end());
  return all;
}

void check_findings_in_output(const Refused& refused, const Outcome& outcome) {
  CHECK(outcome.code == 3);
  CHECK(outcome.err == "");
  std::istringstream lines(refused.error);
  for (std::string line; std::getline(lines, line);)
    if (line.find(": error[") != std::string::npos) CHECK_THAT(outcome.out, Catch::Contains("  " + line + "\n"));
}

}  // namespace

std::string chain_with(const std::string& row) {
  return "failure_mode,stage,low,best,high,k,n,shape,unit,evidence,source,assumption\nr,users,,100,,,,,people,,,\n" + row + "\n";
}

void check_refusals(const std::vector<Refused>& table) {
  for (const auto& refused : table) {
    INFO(refused.claim);
    for (const char* verb : {"harm", "report"}) {
      INFO(verb);
      const auto outcome = run(refused.files, words(verb, refused));
      CHECK(outcome.err == refused.error);
      CHECK(outcome.code == refused.code);
      CHECK(outcome.out == "");
      CHECK(outcome.unchanged);
    }
    if (refused.code == 3) check_findings_in_output(refused, run(refused.files, words("check", refused)));
  }
}

}  // namespace premortem::test
