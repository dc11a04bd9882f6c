#pragma once
#include <cstdint>
#include <vector>

namespace premortem {

/// Whether the way a, b, c turns left at b or goes straight on, so that b is no corner of the upper hull. Counts are below 2^63.
template <class Corner>
bool is_below_hull(const Corner& a, const Corner& b, const Corner& c) {
  __extension__ using Product = __int128;
  const auto step = [](std::uint64_t from, std::uint64_t to) { return Product{static_cast<std::int64_t>(to - from)}; };
  return step(a.fp, b.fp) * step(b.tp, c.tp) >= step(a.tp, b.tp) * step(b.fp, c.fp);
}

/// Adds the next point to the upper hull of those before it; neither tp nor fp falls. The hull of parts of a curve one after
/// the other is that of the corners of their hulls.
template <class Corner>
void add_to_hull(const Corner& next, std::vector<Corner>& hull) {
  while (hull.size() >= 2 && is_below_hull(hull[hull.size() - 2], hull.back(), next)) hull.pop_back();
  hull.push_back(next);
}

}  // namespace premortem
