#include "core/thread_team.hpp"

#include <algorithm>
#include <system_error>

namespace premortem {
namespace {

thread_local ThreadTeam* team = nullptr;

// A thread that sleeps is awake again after up to some hundred microseconds, where one that yields goes on at once; so many yields
// take about half a millisecond.
constexpr int yields_before_sleep = 2000;

}  // namespace

ThreadTeam::ThreadTeam() { team = this; }

ThreadTeam::~ThreadTeam() {
  {
    const Lock lock(mutex_);
    ends_ = true;
    tell_change();
  }
  members_.clear();
  team = nullptr;
}

ThreadTeam* ThreadTeam::of_this_thread() { return team; }

/// Where no more threads can be had, there are fewer.
void ThreadTeam::start_members(std::size_t wanted) {
  try {
    while (members_.size() < wanted) members_.emplace_back([this] { serve(); });
  } catch (const std::system_error&) {
  }
}

/// The open call that was made last and wants one more, if it was made after that of this number.
ThreadTeam::OpenCall* ThreadTeam::latest_after(std::uint64_t number) const {
  const auto wants_one = [](const OpenCall* open) { return open->joined < open->call.workers() && open->call.has_left(); };
  const auto found = std::find_if(open_.rbegin(), open_.rend(), wants_one);
  return found != open_.rend() && (*found)->number > number ? *found : nullptr;
}

void ThreadTeam::join(OpenCall& open, Lock& lock) {
  const std::size_t worker = open.joined++;
  ++open.busy;
  lock.unlock();
  open.call.take(worker);
  lock.lock();
  if (--open.busy == 0) tell_change();
}

void ThreadTeam::tell_change() {
  ++changes_;
  changed_.notify_all();
}

void ThreadTeam::wait_for_change(Lock& lock) {
  const std::uint64_t seen = changes_;
  lock.unlock();
  for (int i = 0; i < yields_before_sleep && changes_ == seen; ++i) std::this_thread::yield();
  lock.lock();
  changed_.wait(lock, [&] { return changes_ != seen; });
}

void ThreadTeam::serve() {
  team = this;
  for (Lock lock(mutex_); !ends_;) {
    if (OpenCall* const open = latest_after(0)) join(*open, lock);
    else wait_for_change(lock);
  }
}

/// While others are still at the call's last tasks, the caller helps with what these tasks call for: with calls made after its own,
/// of which none waits for it.
void ThreadTeam::run(ParallelCall& call) {
  Lock lock(mutex_);
  start_members(call.workers() - 1);
  OpenCall own{call, ++last_number_};
  open_.push_back(&own);
  tell_change();
  lock.unlock();
  call.take(0);
  lock.lock();
  std::erase(open_, &own);
  while (own.busy > 0) {
    if (OpenCall* const later = latest_after(own.number)) join(*later, lock);
    else wait_for_change(lock);
  }
}

}  // namespace premortem
