#include "premortem/models/roc_hull.hpp"

#include <cstdint>

namespace premortem {
namespace {

__extension__ using Product = __int128;  // of two counts below 2^63

struct Corner {
  std::size_t entry;
  std::int64_t fp, tp;
};

/// Whether the way a, b, c turns left at b or goes straight on, so that b is no corner of the upper hull.
bool is_below(const Corner& a, const Corner& b, const Corner& c) { return Product{b.fp - a.fp} * (c.tp - a.tp) >= Product{b.tp - a.tp} * (c.fp - a.fp); }

}  // namespace

std::vector<std::size_t> roc_hull(const ScoreCurve& curve) {
  std::vector<Corner> hull{{curve.size(), 0, 0}};  // flag nothing
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const Corner next{i, static_cast<std::int64_t>(curve.fp[i]), static_cast<std::int64_t>(curve.tp[i])};
    while (hull.size() >= 2 && is_below(hull[hull.size() - 2], hull.back(), next)) hull.pop_back();
    hull.push_back(next);
  }
  std::vector<std::size_t> entries;
  for (std::size_t i = 1; i < hull.size(); ++i) entries.push_back(hull[i].entry);
  return entries;
}

}  // namespace premortem
