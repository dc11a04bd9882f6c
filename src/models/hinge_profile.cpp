#include "models/hinge_profile.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "models/hinge_line.hpp"

namespace premortem {
namespace {

constexpr std::size_t looked_at_all = 200;

using Knots = std::map<std::size_t, HingeLine>;

void look_at(const HingeArms& arms, Knots& knots, std::size_t i) {
  if (!knots.contains(i)) knots.emplace(i, hinge_line(arms, arms.at(i)));
}

/// Indices of the best looked at, best first.
std::vector<std::size_t> best_knots(const Knots& knots, std::size_t most) {
  std::vector<std::size_t> order;
  for (const auto& [i, line] : knots) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return knots.at(a).loglik > knots.at(b).loglik; });
  order.resize(std::min(order.size(), most));
  return order;
}

/// Looks at up to 16 places each side of one, down to its neighbours.
void refine(const HingeArms& arms, Knots& knots, std::size_t centre) {
  constexpr std::size_t parts = 16;
  const auto here = knots.find(centre);
  const std::size_t low = here == knots.begin() ? centre : std::prev(here)->first, high = std::next(here) == knots.end() ? centre : std::next(here)->first;
  const std::size_t stride = std::max<std::size_t>(1, (high - low) / (2 * parts));
  for (std::size_t i = low; i <= high; i += stride) look_at(arms, knots, i);
}

Knots looked_at(const HingeArms& arms) {
  Knots knots;
  const std::size_t n = arms.size(), stride = n <= looked_at_all ? 1 : n / 128;
  for (std::size_t i = 0; i < n; i += stride) look_at(arms, knots, i);
  look_at(arms, knots, n - 1);
  constexpr int levels = 3;  // 128 x 32^3 arms
  for (int level = 0; stride > 1 && level < levels; ++level)
    for (const auto best : best_knots(knots, 3)) refine(arms, knots, best);
  return knots;
}

/// The top between two neighbouring arms, if there is one.
std::optional<HingePoint> top_between(const HingeArms& arms, std::size_t i, const HingeLine& low, const HingeLine& high) {
  const bool rises_from_low = low.slope == 0 || low.score_beyond < 0;  // d loglik / d tau = -slope times the score
  const bool falls_to_high = high.slope == 0 || high.score_beyond + high.score_at_kink > 0;
  if (!rises_from_low || !falls_to_high || (low.slope == 0 && high.slope == 0)) return std::nullopt;
  const auto beyond = arms.from(i + 1);
  if (beyond.size() < 2) return std::nullopt;  // one arm is met from every tau
  const double sessions = arms.sessions_before(i + 1), left = arms.left_before(i + 1), floor = left / sessions;
  const HingeLine line = best_line({}, beyond, arms.at(i + 1));
  if (!line.converged || !(line.slope > 0)) return std::nullopt;
  HingePoint p{arms.at(i + 1) - (line.floor - floor) / line.slope, line};
  if (!(p.tau > arms.at(i) && p.tau < arms.at(i + 1))) return std::nullopt;
  p.line = hinge_line(arms, p.tau);
  return p;
}

}  // namespace

HingeArms::HingeArms(std::span<const DelayArm> merged) : arms_(merged.begin(), merged.end()) {
  origin_ = arms_.front().latency_ms, scale_ = arms_.back().latency_ms - origin_;
  if (!(scale_ > 0)) scale_ = 1;
  sessions_.push_back(0), left_.push_back(0);
  for (auto& a : arms_) {
    a.latency_ms = (a.latency_ms - origin_) / scale_;
    sessions_.push_back(sessions_.back() + a.sessions), left_.push_back(left_.back() + a.left);
  }
}

std::size_t HingeArms::first_beyond(double tau) const {
  const auto after = std::upper_bound(arms_.begin(), arms_.end(), tau, [](double t, const auto& a) { return t < a.latency_ms; });
  return static_cast<std::size_t>(after - arms_.begin());
}

HingeLine hinge_line(const HingeArms& arms, double tau) {
  const std::size_t first = arms.first_beyond(tau);
  HingeLine line = best_line({arms.sessions_before(first), arms.left_before(first)}, arms.from(first), tau);
  if (first == 0 || arms.at(first - 1) != tau || line.slope == 0) return line;
  const auto& a = arms.from(first - 1).front();
  line.score_at_kink = (a.left > 0 ? a.left / line.floor : 0) - (a.sessions - a.left) / (1 - line.floor);
  return line;
}

std::vector<HingePoint> hinge_profile(const HingeArms& arms) {
  const Knots knots = looked_at(arms);
  std::vector<HingePoint> points;
  for (auto here = knots.begin(); here != knots.end(); ++here) {
    points.push_back({arms.at(here->first), here->second});
    const auto next = std::next(here);
    if (next == knots.end() || next->first != here->first + 1) continue;
    if (auto top = top_between(arms, here->first, here->second, next->second)) points.push_back(*top);
  }
  return points;
}

}  // namespace premortem
