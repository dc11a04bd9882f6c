#include "cli/interrupt.hpp"

namespace premortem::cli {
namespace {

// A handler can reach nothing but what is static. Lock-free, hence safe in it.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void note_signal(int) { interrupted.store(true); }

void watch(int signal, struct sigaction& before) {
  ::sigaction(signal, nullptr, &before);
  if (before.sa_handler == SIG_IGN) return;
  struct sigaction action {};
  action.sa_handler = note_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

InterruptWatch::InterruptWatch() {
  interrupted.store(false);
  watch(SIGINT, interrupt_before_);
  watch(SIGTERM, terminate_before_);
}

InterruptWatch::~InterruptWatch() {
  ::sigaction(SIGINT, &interrupt_before_, nullptr);
  ::sigaction(SIGTERM, &terminate_before_, nullptr);
}

const std::atomic<bool>& InterruptWatch::flag() const { return interrupted; }

}  // namespace premortem::cli
