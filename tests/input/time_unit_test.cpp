// Units of time beside numbers and at the end of column names; seconds become milliseconds by their decimal text.
#include <catch2/catch.hpp>

#include <cstdlib>

#include "holds_for_all.hpp"
#include "input/time_unit.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

TEST_CASE("a second becomes the nearest double of its milliseconds, where multiplying the double would miss it") {
  CHECK(0.153 * 1000 == 153);  // by luck
  CHECK(1.005 * 1000 != 1005);
  for (const auto& [text, ms] : std::vector<std::pair<const char*, double>>{{"0.8", 800}, {"0.153", 153}, {"1.005", 1005}, {"2.3", 2300}, {"0.0009", 0.9}, {"1e-3", 1}, {"15e-1", 1500}, {"12", 12000}, {"0", 0}, {"0.0", 0}, {"1.0000000000000000", 1000}}) {
    INFO(text);
    CHECK(*shifted_number(text, 3).value == ms);
    if (const auto fast = short_number(text, 3)) CHECK(*fast == ms);
  }
}

TEST_CASE("the short way to a number gives what strtod says of its text") {
  CHECK(holds_for_all([] {
    const auto digits = *rc::gen::inRange<std::uint64_t>(0, 1'000'000'000'000'000);
    const auto point = static_cast<std::size_t>(*rc::gen::inRange(0, 15));
    std::string text = std::to_string(digits);
    if (text.size() < point) text.insert(0, point - text.size(), '0');
    text.insert(text.size() - point, ".");
    for (const int shift : {0, 3}) {
      const auto fast = short_number(text, shift);
      RC_ASSERT(text.size() > 16 || fast.has_value());
      // glibc rounds a decimal text of any length correctly.
      if (fast) RC_ASSERT(*fast == std::strtod((text + "e" + std::to_string(shift)).c_str(), nullptr));
      RC_ASSERT(*shifted_number(text, shift).value == std::strtod((text + "e" + std::to_string(shift)).c_str(), nullptr));
    }
  }));
}

TEST_CASE("what takes a closer look is left to it") {
  for (const char* text : {"", ".", "1e3", "-1", "1,000", " 1", "1234567890123456", "1.2.3", "0x1", "5 ms"}) {
    INFO(text);
    CHECK_FALSE(short_number(text, 0));
  }
}

TEST_CASE("a number with a unit of time is told from any other cell") {
  CHECK(written_time("800 ms")->unit == time_unit("ms"));
  CHECK(written_time("800 ms")->number == "800");
  CHECK(written_time("0.8s")->unit == time_unit("seconds"));
  CHECK(written_time("2 Min")->unit == time_unit("minutes"));
  for (const char* text : {"800", "5%", "18M", "ms", "", "abc 5 x"}) CHECK_FALSE(written_time(text));
}

TEST_CASE("the unit of a column is the last word of its name") {
  CHECK(unit_of_column("wait_s") == time_unit("s"));
  CHECK(unit_of_column("Wait (sec)") == time_unit("s"));
  CHECK(unit_of_column("latency_p99_ms") == time_unit("ms"));
  CHECK(unit_of_column("delay_weeks") == time_unit("weeks"));
  for (const char* name : {"latency", "s", "ms", "score", "ms_per_token", ""}) CHECK(unit_of_column(name) == nullptr);
}

TEST_CASE("a column is not mapped to one in another unit") {
  CHECK_NOTHROW(check_units({{"latency_s", "wait_s"}, {"latency_ms", "duration"}, {"score", "model_s"}, {"delay_weeks", "Weeks"}}));
  CHECK_NOTHROW(check_units({{"latency_ms", "wait_millis"}}));
  CHECK_THROWS_WITH(check_units({{"latency_ms", "wait_s"}}), "--column latency_ms=wait_s: \"latency_ms\" is in ms and \"wait_s\" in s; write --column latency_s=wait_s");
  CHECK_THROWS_WITH(check_units({{"cached_p50_ms", "hit seconds"}}),
                    "--column cached_p50_ms=hit seconds: \"cached_p50_ms\" is in ms and \"hit seconds\" in s; convert the column to ms, or rename it if it is");
  CHECK_THROWS_AS(check_units({{"delay_weeks", "delay_days"}}), UsageError);
}
