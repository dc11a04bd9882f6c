#pragma once
#include <cstddef>
#include <deque>
#include <functional>
#include <limits>
#include <queue>
#include <vector>

namespace premortem {

/// A number of entries to act on.
struct BandCandidate {
  double cost = 0;
  std::size_t entries = 0;
  double operating = 0;
  bool operator>(const BandCandidate& other) const { return cost > other.cost; }
};

/// The least cost in a window that only moves on: one that is dearer than a later one will never be the least.
class SlidingMinimum {
 public:
  void add(const BandCandidate& c) {
    while (!kept_.empty() && kept_.back().cost >= c.cost) kept_.pop_back();
    kept_.push_back(c);
  }
  /// Infinite where none is left. @param first  the window's begin
  double least(std::size_t first, double /*unlimited*/) {
    while (!kept_.empty() && kept_.front().entries < first) kept_.pop_front();
    return kept_.empty() ? std::numeric_limits<double>::infinity() : kept_.front().cost;
  }

 private:
  std::deque<BandCandidate> kept_;
};

/// The same where candidates also leave because the operating cost that is left to them falls below theirs: both
/// limits only tighten, so who has left stays away, and a heap needs to look only at its top.
class ShrinkingMinimum {
 public:
  void add(const BandCandidate& c) { kept_.push(c); }
  double least(std::size_t first, double operating_left) {
    while (!kept_.empty() && (kept_.top().entries < first || kept_.top().operating > operating_left)) kept_.pop();
    return kept_.empty() ? std::numeric_limits<double>::infinity() : kept_.top().cost;
  }

 private:
  std::priority_queue<BandCandidate, std::vector<BandCandidate>, std::greater<>> kept_;
};

}  // namespace premortem
