#pragma once
#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace premortem::mpi {

/// How long to sleep until the next look at whether a message came. MPI's own waiting keeps a processor busy, which the
/// threads that compute can use better; blocks take so long that a millisecond is nothing.
class Pause {
 public:
  void reset() { length_ = shortest; }
  /// The time to sleep now; the next is longer.
  std::chrono::microseconds next() { return std::exchange(length_, std::min(2 * length_, longest)); }
  void wait() { std::this_thread::sleep_for(next()); }

 private:
  static constexpr std::chrono::microseconds shortest{50}, longest{1000};
  std::chrono::microseconds length_ = shortest;
};

}  // namespace premortem::mpi
