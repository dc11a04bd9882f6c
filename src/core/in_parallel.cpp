#include "core/in_parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <utility>
#include <vector>

namespace premortem {

void in_parallel(std::size_t count, int jobs, const std::function<void(std::size_t, std::size_t)>& work) {
  struct Failure {
    std::size_t at;
    std::exception_ptr what;
  };
  const auto workers = static_cast<std::size_t>(std::max(jobs, 1));
  std::vector<Failure> failures(workers, {count, nullptr});
  std::atomic<std::size_t> next{0};
  const auto run = [&](std::size_t worker) {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i, worker);
      } catch (...) {
        if (!failures[worker].what) failures[worker] = {i, std::current_exception()};
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t worker = 1; worker < std::min(workers, count); ++worker) threads.emplace_back(run, worker);
    run(0);
  }
  const auto first = std::min_element(failures.begin(), failures.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  if (first->what) std::rethrow_exception(first->what);
}

}  // namespace premortem
