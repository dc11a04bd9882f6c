#include "cli/progress_line.hpp"

#include <catch2/catch.hpp>

using namespace premortem::cli;

TEST_CASE("progress says how far, how fast and how long") {
  CHECK(progress_text({16'000, 0, 4'000, 5}) == "4,000 of 16,000 points, 800 a second, 15 s left");
  CHECK(progress_text({16'000, 8'000, 4'000, 5}) == "12,000 of 16,000 points, 800 a second, 5 s left");
  CHECK(progress_text({100, 0, 10, 100}) == "10 of 100 points, 6 a minute, 15 min left");
  CHECK(progress_text({1'000'000, 0, 1, 1}) == "1 of 1,000,000 points, 1 a second, 278 h left");
  CHECK(progress_text({100, 0, 100, 3}) == "100 of 100 points, 33.3 a second, 0 s left");
}

TEST_CASE("before the first block nothing is promised") {
  CHECK(progress_text({1, 0, 0, 0}) == "0 of 1 point");
  CHECK(progress_text({5, 2, 0, 3}) == "2 of 5 points");
}
