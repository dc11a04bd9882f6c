#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "core/parallel_call.hpp"

namespace premortem {

/// The threads of all calls of in_parallel that its maker makes, and of all calls that their tasks make; an outermost call makes a
/// team of its own where there is none. They are started when a call first wants them, and end with the team, which a forked child,
/// where they are not, cannot end. A thread that has nothing of its own to do takes part in the call that was made last.
class ThreadTeam {
 public:
  /// Of the thread that makes it, which is its first member.
  ThreadTeam();
  ~ThreadTeam();
  ThreadTeam(const ThreadTeam&) = delete;
  ThreadTeam& operator=(const ThreadTeam&) = delete;

  /// The team whose member this thread is; null outside of any.
  static ThreadTeam* of_this_thread();

  /// Takes part in the call as worker 0, with members that are free, and returns when all of it is done. A member may call it.
  void run(ParallelCall& call);

 private:
  struct OpenCall {
    ParallelCall& call;
    std::uint64_t number;
    std::size_t joined = 1;  // workers, the caller among them
    std::size_t busy = 0;    // of them, but for the caller
  };
  using Lock = std::unique_lock<std::mutex>;

  void start_members(std::size_t wanted);
  void serve();
  OpenCall* latest_after(std::uint64_t number) const;
  void join(OpenCall& open, Lock& lock);
  void tell_change();
  void wait_for_change(Lock& lock);

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::atomic<std::uint64_t> changes_{0};  // a call was opened, or its last helper is done, or the team ends; set under the mutex
  std::vector<OpenCall*> open_;            // in the order in which they were made
  std::uint64_t last_number_ = 0;
  bool ends_ = false;
  std::vector<std::jthread> members_;  // all but the first
};

}  // namespace premortem
