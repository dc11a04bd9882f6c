#include "premortem/models/roc_hull.hpp"

#include <algorithm>
#include <cstdint>

#include "core/in_parallel.hpp"
#include "models/upper_hull.hpp"

namespace premortem {
namespace {

struct Corner {
  std::size_t entry;
  std::uint64_t fp, tp;
};

constexpr std::size_t worth_sharing = 10000;  // entries, of which a thread is worth its start

}  // namespace

std::vector<std::size_t> roc_hull(const ScoreCurve& curve, int jobs) {
  const auto parts = std::clamp<std::size_t>(curve.size() / worth_sharing, 1, static_cast<std::size_t>(std::max(jobs, 1)));
  std::vector<std::vector<Corner>> hulls(parts);
  in_parallel(parts, jobs, [&](std::size_t part, std::size_t) {
    auto hull = std::move(hulls[part]);
    for (auto i = curve.size() * part / parts; i < curve.size() * (part + 1) / parts; ++i) add_to_hull({i, curve.fp[i], curve.tp[i]}, hull);
    hulls[part] = std::move(hull);
  });
  std::vector<Corner> all{{curve.size(), 0, 0}};  // flag nothing
  for (const auto& hull : hulls)
    for (const auto& corner : hull) add_to_hull(corner, all);
  std::vector<std::size_t> entries;
  for (std::size_t i = 1; i < all.size(); ++i) entries.push_back(all[i].entry);
  return entries;
}

}  // namespace premortem
