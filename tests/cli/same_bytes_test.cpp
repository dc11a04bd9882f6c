#include <catch2/catch.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

Files sampled_case() {
  return {{"harms.csv", "failure_mode,stage,low,best,high,k,n,unit\nr,users,,10M,,,,people per year\nr,seen,1%,2%,5%,,,\nr,hurt,,,,3,200,\n"
                        "s,users,,1M,,,,people per year\ns,hurt,,1-3%,,,,\n"},
          {"failure_modes.csv", "failure_mode,cost_per_harm,harm_cap\nr,$100,5000\n"},
          {"feature.csv", "key,value\nfeature,Refunds\ncurrency,USD\n"}};
}

std::string bytes(const std::vector<std::string>& words, const std::map<std::string, std::string>& environment = {}) {
  const auto outcome = run(Workplace(sampled_case()), Invocation{words, "", environment});
  REQUIRE(outcome.code == 0);
  return outcome.out + outcome.err;
}

}  // namespace

TEST_CASE("time zone, locale, columns of the terminal and number of jobs leave every byte as it is") {
  for (const char* verb : {"harm", "report"})
    for (const char* format : {"table", "json", "csv", "md"}) {
      INFO(verb << " " << format);
      const std::vector<std::string> words{verb, "case", "--format", format, "--samples", "20000"};
      const auto plain = bytes(words);
      CHECK(bytes(words, {{"TZ", "Pacific/Kiritimati"}}) == plain);
      CHECK(bytes(words, {{"LC_ALL", "de_DE.UTF-8"}, {"LANG", "de_DE.UTF-8"}}) == plain);
      CHECK(bytes(words, {{"COLUMNS", "40"}, {"TERM", "dumb"}, {"NO_COLOR", "1"}}) == plain);
      for (const char* jobs : {"2", "3", "8"}) {
        auto with_jobs = words;
        with_jobs.insert(with_jobs.end(), {"--jobs", jobs});
        CHECK(bytes(with_jobs) == plain);
      }
    }
}

TEST_CASE("another seed changes the sampled readings and nothing that is exact") {
  const auto one = bytes({"harm", "case", "--samples", "20000"});
  const auto two = bytes({"harm", "case", "--samples", "20000", "--seed", "2"});
  CHECK(one != two);
  CHECK(bytes({"harm", "case", "--explain", "harm.r.harmed.bound.high"}) == bytes({"harm", "case", "--explain", "harm.r.harmed.bound.high", "--seed", "2"}));
}
