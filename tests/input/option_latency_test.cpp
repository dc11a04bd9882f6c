// The columns of options.csv that say how long an option takes.
#include <catch2/catch.hpp>

#include "input/case_on_disk.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

std::string errors(const std::string& header, const std::string& cells) { return errors_of_case({{"options.csv", "option," + header + "\nB," + cells + "\n"}}); }

}  // namespace

TEST_CASE("every stated time of an option is read, and what is not stated is absent") {
  const auto subject = CaseOnDisk({{"options.csv",
                                    "option,latency_p50_ms,latency_p90_ms,latency_p95_ms,latency_p99_ms,cached_p50_ms,cached_p99_ms,cache_hit,tokens,ms_per_token\n"
                                    "B,800,1.2K,1500,1500,20,20,30%,300,15\nC,,,,,,,,,\n"}})
                           .read();
  const auto& l = subject.options[0].latency;
  CHECK((l.p50 == 800 && l.p90 == 1200 && l.p95 == 1500 && l.p99 == 1500));
  CHECK((l.cached_p50 == 20 && l.cached_p99 == 20 && l.cache_hit == 0.3));
  CHECK((l.tokens == 300 && l.ms_per_token == 15));
  CHECK(l.is_stated());
  const auto& none = subject.options[1].latency;
  CHECK_FALSE(none.is_stated());
  CHECK((!none.tokens && !none.ms_per_token));
}

TEST_CASE("a time with its unit is converted and echoed") {
  const auto subject = CaseOnDisk({{"options.csv", "option,latency_p50_ms,latency_p99_ms\nB,800 ms,1.005 s\n"}}).read();
  CHECK(subject.options[0].latency.p50 == 800);
  CHECK(subject.options[0].latency.p99 == 1005);
  REQUIRE(subject.conversions.size() == 2);
  CHECK(subject.conversions[1].reading == "\"1.005 s\" is 1005");
}

TEST_CASE("a time is more than 0 and in ms") {
  CHECK(errors("latency_p50_ms,latency_p90_ms,latency_p95_ms,latency_p99_ms", "0,-5,5%,2 min") ==
        "options.csv:2:2: error[range]: latency_p50_ms is \"0\", expected more than 0; leave the cell empty if it is not known\n"
        "options.csv:2:3: error[negative]: latency_p90_ms is \"-5\", expected more than 0\n"
        "options.csv:2:4: error[unit]: \"5%\" is a share, but a latency is in ms; write how many\n"
        "options.csv:2:5: error[unit]: latency_p99_ms is \"2 min\", expected ms; write how many ms\n");
  CHECK(errors("latency_p50_ms,latency_p99_ms", "1e13,\"1,234\"") ==
        "options.csv:2:2: error[range]: latency_p50_ms is \"1e13\", expected at most 1e12; is it in another unit?\n"
        "options.csv:2:3: error[ambiguous]: \"1,234\" can be read as 1234 or 1.234; write the one that is meant\n");
}

TEST_CASE("the time of more requests is not shorter") {
  CHECK(errors("latency_p50_ms,latency_p99_ms", "800,700") ==
        "options.csv:2:3: error[order]: latency_p99_ms is \"700\", below latency_p50_ms, which is \"800\"; the time within which more requests are answered cannot be shorter\n");
  CHECK(errors("latency_p95_ms,latency_p50_ms,latency_p90_ms", "3,1,4") ==
        "options.csv:2:2: error[order]: latency_p95_ms is \"3\", below latency_p90_ms, which is \"4\"; the time within which more requests are answered cannot be shorter\n");
  CHECK(errors("latency_p50_ms,cached_p50_ms,cached_p99_ms,cache_hit", "9,5,4,10%") ==
        "options.csv:2:4: error[order]: cached_p99_ms is \"4\", below cached_p50_ms, which is \"5\"; the time within which more requests are answered cannot be shorter\n");
}

TEST_CASE("a cache is stated by its share and by its time, beside the time of the others") {
  CHECK(errors("latency_p50_ms,cached_p50_ms", "9,5") == "options.csv:2:3: error[missing_cell]: cached_p50_ms is stated without cache_hit; state cache_hit, the share of requests that the cache answers\n");
  CHECK(errors("latency_p50_ms,cache_hit", "9,0.2") == "options.csv:2:3: error[missing_cell]: cache_hit is stated without cached_p50_ms; state how long a request takes that the cache answers\n");
  CHECK(errors("cached_p50_ms,cache_hit", "9,0.2") == "options.csv:2:3: error[missing_cell]: cache_hit is stated without latency_p50_ms; state how long a request takes that the cache does not answer\n");
  CHECK(errors("latency_p50_ms,cached_p50_ms,cache_hit", "9,5,30") ==
        "options.csv:2:4: error[probability]: the cache_hit is \"30\", expected a share from 0 to 1; for a percentage write 30%\n");
  CHECK(errors("latency_p50_ms,cache_hit", "9,0").empty());   // nothing is cached
  CHECK(errors("cached_p50_ms,cache_hit", "9,100%").empty());  // everything is
  CHECK(errors_of_case({{"options.csv", "option,cached_p50_ms,cache_hit\nB,9,0.2\n"}, {"latency_samples.csv", "option,latency_ms\nB,50\n"}}).empty());
}

TEST_CASE("an answer that streams states its tokens, the time of each and that of the first") {
  CHECK(errors("latency_p50_ms,tokens", "9,300") ==
        "options.csv:2:3: error[missing_cell]: tokens is stated without ms_per_token; an answer that streams has so many tokens, and so many ms between two of them\n");
  CHECK(errors("latency_p50_ms,ms_per_token", "9,15") ==
        "options.csv:2:3: error[missing_cell]: ms_per_token is stated without tokens; an answer that streams has so many tokens, and so many ms between two of them\n");
  CHECK(errors("tokens,ms_per_token", "300,15") == "options.csv:2:2: error[missing_cell]: tokens are stated without latency_p50_ms; state how long the first token takes\n");
  CHECK(errors("latency_p50_ms,tokens,ms_per_token", "9,0.5,0") ==
        "options.csv:2:3: error[range]: tokens is \"0.5\", expected 1 or more\n"
        "options.csv:2:4: error[range]: ms_per_token is \"0\", expected more than 0; leave the cell empty if it is not known\n");
}

TEST_CASE("an override changes a time of an option, and is checked like the cell") {
  const CaseOnDisk disk({{"options.csv", "option,latency_p50_ms,latency_p99_ms\nA,1,2\nB,800,1600\n"}});
  auto request = disk.request();
  request.overrides = {{"options.B.latency_p99_ms=2 s"}, {"options.A.latency_p50_ms*=1.5"}};
  const auto subject = read_case(request);
  CHECK(subject.options[1].latency.p99 == 2000);
  CHECK(subject.options[0].latency.p50 == 1.5);
  CHECK(subject.options[0].latency.p99 == 2);
  request.overrides = {{"options.B.latency_p99_ms=700"}};
  CHECK(errors_of(request) ==
        "--set options.B.latency_p99_ms=700: error[order]: latency_p99_ms is \"700\", below latency_p50_ms, which is \"800\"; the time within which more requests are answered cannot be shorter\n");
  request.overrides = {{"options.B.tokens=300"}, {"options.B.ms_per_token=15"}};
  CHECK(read_case(request).options[1].latency.tokens == 300);  // columns that the file lacks
}
