#pragma once
#include <system_error>
#include <thread>
#include <vector>

namespace premortem::cli {

/// Runs `work` on so many threads and `lead` on this one beside them; returns when all have ended. Where the system gives fewer
/// threads, fewer do the work: it must be such that any number does all of it, and throw nothing.
template <class Work, class Lead>
void run_beside(int threads, const Work& work, const Lead& lead) {
  std::vector<std::jthread> running;
  try {
    for (int i = 0; i < threads; ++i) running.emplace_back([&work] { work(); });
  } catch (const std::system_error&) {
    // those that are there do the same, only later
  }
  lead();
}

}  // namespace premortem::cli
