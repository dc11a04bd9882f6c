#include "core/in_parallel.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
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

TEST_CASE("tasks may call it again, to any depth, and every inner task is done once") {
  for (const int jobs : {1, 2, 3, 8}) {
    std::vector<std::atomic<int>> done(4 * 5 * 6);
    in_parallel(4, jobs, [&](std::size_t i, std::size_t) {
      in_parallel(5, jobs, [&](std::size_t j, std::size_t) { in_parallel(6, jobs, [&](std::size_t k, std::size_t) { ++done[(i * 5 + j) * 6 + k]; }); });
    });
    for (const auto& n : done) CHECK(n == 1);
  }
}

TEST_CASE("calls within a call are worked at by the threads of the outermost, and by no others") {
  std::mutex mutex;
  std::set<std::thread::id> outer;
  std::set<std::thread::id> inner;
  const auto keep_this_thread = [&](std::set<std::thread::id>& threads) {
    const std::lock_guard lock(mutex);
    threads.insert(std::this_thread::get_id());
  };
  std::atomic<int> here{0};
  in_parallel(3, 3, [&](std::size_t, std::size_t) {
    keep_this_thread(outer);
    // No task goes on before each has a thread of its own.
    for (++here; here < 3;) std::this_thread::yield();
    for (int again = 0; again < 10; ++again) in_parallel(6, 3, [&](std::size_t, std::size_t) { keep_this_thread(inner); });
  });
  CHECK(outer.size() == 3);
  CHECK(outer.contains(std::this_thread::get_id()));
  CHECK(std::includes(outer.begin(), outer.end(), inner.begin(), inner.end()));
}

TEST_CASE("a thread that waits for a task works at what the task calls for") {
  std::atomic<int> at_once{0};
  std::atomic<bool> met{false};
  // The inner tasks wait for each other, so that they end only where the thread without an outer task of its own takes one.
  in_parallel(2, 2, [&](std::size_t i, std::size_t) {
    if (i == 0) return;
    in_parallel(2, 2, [&](std::size_t, std::size_t) {
      if (++at_once == 2) met = true;
      while (!met) std::this_thread::yield();
    });
  });
  CHECK(met);
}

TEST_CASE("an inner call throws what its lowest failing task threw, into the task that made it") {
  for (const int jobs : {1, 2, 4}) {
    std::vector<std::string> caught(4);
    in_parallel(4, jobs, [&](std::size_t i, std::size_t) {
      try {
        in_parallel(9, jobs, [&](std::size_t j, std::size_t) { if (j > i) throw std::runtime_error(std::to_string(10 * i + j)); });
      } catch (const std::runtime_error& e) {
        caught[i] = e.what();
      }
    });
    CHECK(caught == std::vector<std::string>{"1", "12", "23", "34"});
    CHECK_THROWS_WITH(in_parallel(4, jobs, [&](std::size_t i, std::size_t) { in_parallel(3, jobs, [&](std::size_t, std::size_t) { throw std::runtime_error(std::to_string(i)); }); }), "0");
  }
}

TEST_CASE("a worker's number is that of one thread at a time") {
  std::atomic<bool> alone{true};
  in_parallel(3, 4, [&](std::size_t, std::size_t) {
    std::vector<std::atomic<int>> inner(4);
    in_parallel(400, 4, [&](std::size_t, std::size_t worker) {
      if (++inner[worker] != 1) alone = false;
      std::this_thread::yield();
      --inner[worker];
    });
  });
  CHECK(alone);
}
