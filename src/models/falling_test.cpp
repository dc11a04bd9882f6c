#include <algorithm>

#include "models/isotonic_fit.hpp"
#include "premortem/models/delay_arms.hpp"
#include "premortem/statistics/chi_square.hpp"

namespace premortem {
namespace {

constexpr double most_groups = 10;

/// Neighbouring delays together; a delay with many sessions is a group of its own.
std::vector<DelayArm> in_groups(const std::vector<DelayArm>& arms) {
  double sessions = 0, before = 0;
  for (const auto& arm : arms) sessions += arm.sessions;
  std::vector<DelayArm> groups;
  double next = 0;  // sessions before which no further group begins
  for (const auto& arm : arms) {
    if (before >= next) groups.push_back({arm.latency_ms, 0, 0}), next = static_cast<double>(groups.size()) / most_groups * sessions;
    groups.back().sessions += arm.sessions, groups.back().left += arm.left;
    before += arm.sessions;
  }
  return groups;
}

}  // namespace

double falling_p(std::span<const DelayArm> arms) {
  const auto groups = in_groups(merged_arms(arms));
  if (groups.size() < 2) return 1;
  std::vector<double> shares, sessions;
  for (const auto& g : groups) shares.push_back(g.left / g.sessions), sessions.push_back(g.sessions);
  const auto rising = isotonic_means(shares, sessions);
  double distance = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const double q = rising[i], gap = groups[i].left - groups[i].sessions * q;
    if (q > 0 && q < 1) distance += gap * gap / (groups[i].sessions * q * (1 - q));
  }
  return chi_square_survival(static_cast<double>(groups.size() - 1), distance);
}

}  // namespace premortem
