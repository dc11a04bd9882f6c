#include "premortem/models/worst_level.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace premortem {
namespace {

struct Stretch {
  double from = 0, to = 1, days_at_from = 0, limit = 0;
};

/// Failures just above normal are noticed so much later that the worst may lie near 0.
double split_of(const Stretch& s) {
  constexpr double near_normal = 1e-3;
  if (s.from > 0) return std::sqrt(s.from * s.to);
  return s.to > near_normal ? s.to / 8 : s.to / 64;
}

}  // namespace

WorstLevel worst_level(const std::function<double(double)>& rate, const std::function<double(double)>& days, double days_at_0, double tolerance, int most) {
  WorstLevel worst;
  const auto look = [&](double at) {
    const double d = days(at), value = rate(at) * d;
    if (value > worst.value) worst.at = at, worst.value = value;
    return d;
  };
  look(1);
  const auto limit = [&](const Stretch& s) { return rate(s.to) * s.days_at_from; };
  const auto lower = [](const Stretch& a, const Stretch& b) { return a.limit < b.limit; };
  std::vector<Stretch> heap{{0, 1, days_at_0, 0}};
  heap.front().limit = limit(heap.front());
  for (int looked = 1; looked < most && heap.front().limit > (1 + tolerance) * worst.value; ++looked) {
    std::pop_heap(heap.begin(), heap.end(), lower);
    const Stretch s = heap.back();
    heap.pop_back();
    const double middle = split_of(s), days_there = look(middle);
    for (Stretch part : {Stretch{s.from, middle, s.days_at_from, 0}, Stretch{middle, s.to, days_there, 0}}) {
      part.limit = limit(part);
      heap.push_back(part);
      std::push_heap(heap.begin(), heap.end(), lower);
    }
  }
  worst.upper = std::max(worst.value, heap.front().limit);
  return worst;
}

}  // namespace premortem
