#include "core/in_parallel.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>
#include <vector>

using namespace premortem;

TEST_CASE("every task is done once, by a worker below the number of jobs, and what the first failing one throws comes back") {
  for (const int jobs : {0, 1, 3, 20}) {
    std::vector<std::atomic<int>> done(10);
    std::atomic<bool> in_range{true};
    in_parallel(done.size(), jobs, [&](std::size_t i, std::size_t worker) { ++done[i], in_range = in_range && worker < static_cast<std::size_t>(jobs < 1 ? 1 : jobs); });
    for (const auto& n : done) CHECK(n == 1);
    CHECK(in_range);
    CHECK_THROWS_WITH(in_parallel(10, jobs, [](std::size_t i, std::size_t) { if (i % 4 == 3) throw std::runtime_error(std::to_string(i)); }), "3");
  }
  in_parallel(0, 2, [](std::size_t, std::size_t) { FAIL(); });
}
