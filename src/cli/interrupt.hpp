#pragma once
#include <atomic>
#include <csignal>

namespace premortem::cli {

/// While it lives, the first SIGINT or SIGTERM only sets a flag, so that a long run can put in order what it has; the
/// second ends the process as always. A signal that the process was started to ignore stays ignored.
/// One at a time.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  const std::atomic<bool>& flag() const;

 private:
  struct sigaction interrupt_before_ {};
  struct sigaction terminate_before_ {};
};

}  // namespace premortem::cli
