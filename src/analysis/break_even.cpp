#include "premortem/analysis/break_even.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "analysis/bisected_change.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

/// A value of the input with the side of the target its output is on: -1, 0, 1; absent where it is not defined.
struct Seen {
  double value;
  std::optional<double> excess;

  int side() const { return *excess < 0 ? -1 : (*excess > 0 ? 1 : 0); }
};

struct Crossing {
  double value;
  bool jumps = false;
  std::optional<bool> rising = {};
};

class Scan {
 public:
  Scan(const OutputOfInput& output, double target) : output_(output), target_(target) {}

  Seen look(double value) const {
    const auto y = output_(value);
    return {value, y && std::isfinite(*y) ? std::optional(*y - target_) : std::nullopt};
  }

  /// Every step from low to high through the base, ascending.
  std::vector<Seen> steps(const Interval& range, double base) const {
    std::vector<Seen> seen;
    constexpr int n = break_even_scan_steps;
    for (int i = n; i > 0 && base > range.low; --i) seen.push_back(look(scan_point(base, range.low, i, n)));
    seen.push_back(look(base));
    for (int i = 1; i <= n && base < range.high; ++i) seen.push_back(look(scan_point(base, range.high, i, n)));
    return seen;
  }

  /// Between two steps on either side of the target.
  Crossing between(const Seen& a, const Seen& b, double base) const {
    const bool from_a = std::abs(a.value - base) <= std::abs(b.value - base);  // outward, so that the nearer side stays
    const Seen& inner = from_a ? a : b;
    const Seen& outer = from_a ? b : a;
    const Change c = bisected_change({inner.value, outer.value}, [&](double x) {
      const Seen s = look(x);
      return !s.excess || s.side() == inner.side();
    });
    const Seen same = look(c.same), other = look(c.other);
    const bool better = same.excess && other.excess && std::abs(*same.excess) < std::abs(*other.excess);
    return {better ? same.value : other.value, leaps(same, other, std::abs(*a.excess - *b.excess)), a.side() < b.side()};
  }

 private:
  /// A continuous output has nearly closed its gap over a bracket this narrow; one percent of it left is a leap.
  static bool leaps(const Seen& a, const Seen& b, double gap) {
    if (!a.excess || !b.excess) return true;
    return std::abs(*a.excess - *b.excess) > 0.01 * gap && *a.excess != 0 && *b.excess != 0;
  }

  const OutputOfInput& output_;
  double target_;
};

/// Where a run of steps takes on the target itself: its end nearest to the base.
Crossing on_target(const std::vector<Seen>& seen, std::size_t first, std::size_t last, double base) {
  const double low = seen[first].value, high = seen[last].value;
  Crossing c{base < low ? low : (base > high ? high : base)};
  if (first == 0 || last + 1 == seen.size() || !seen[first - 1].excess || !seen[last + 1].excess) return c;
  const int before = seen[first - 1].side(), after = seen[last + 1].side();
  if (before != after) c.rising = before < after;
  return c;
}

std::vector<Crossing> crossings_of(const Scan& scan, const std::vector<Seen>& seen, double base) {
  std::vector<Crossing> found;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (!seen[i].excess) continue;
    if (seen[i].side() == 0) {
      const std::size_t first = i;
      while (i + 1 < seen.size() && seen[i + 1].excess && seen[i + 1].side() == 0) ++i;
      found.push_back(on_target(seen, first, i, base));
    } else if (i > 0 && seen[i - 1].excess && seen[i - 1].side() * seen[i].side() < 0) {
      found.push_back(scan.between(seen[i - 1], seen[i], base));
    }
  }
  return found;
}

std::string why_none(const std::vector<Seen>& seen, const Interval& range, double target) {
  const Seen* nearest = nullptr;
  bool above = false, below = false;
  for (const auto& s : seen) {
    if (!s.excess) continue;
    (s.side() > 0 ? above : below) = true;
    if (!nearest || std::abs(*s.excess) < std::abs(*nearest->excess)) nearest = &s;
  }
  if (!nearest) return fmt::format("the output is not defined from {:.6g} to {:.6g}", range.low, range.high);
  if (above && below) return fmt::format("the output passes {:.6g} only where it is not defined", target);
  return fmt::format("the output stays {} {:.6g} from {:.6g} to {:.6g}; the nearest it comes is {:.6g} at {:.6g}", above ? "above" : "below",
                     target, range.low, range.high, target + *nearest->excess, nearest->value);
}

}  // namespace

BreakEven break_even(const OutputOfInput& output, const Interval& range, double base, double target) {
  if (!(range.low <= range.high)) throw DomainError(fmt::format("the range is from {} to {}", range.low, range.high));
  if (!std::isfinite(base) || !range.contains(base)) throw DomainError(fmt::format("the base {} is not within {} to {}", base, range.low, range.high));
  if (!std::isfinite(target)) throw DomainError(fmt::format("the target is {}", target));
  BreakEven result;
  if (!std::isfinite(range.low) || !std::isfinite(range.high)) {
    result.why = "the range is not finite";
    return result;
  }
  const Scan scan(output, target);
  const auto seen = scan.steps(range, base);
  for (const auto& s : seen) result.undefined_somewhere |= !s.excess;
  const auto found = crossings_of(scan, seen, base);
  result.crossings = static_cast<int>(found.size());
  for (const auto& c : found)
    if (!result.value || std::abs(c.value - base) < std::abs(*result.value - base)) result.value = c.value, result.jumps = c.jumps, result.rising = c.rising;
  if (!result.value) result.why = why_none(seen, range, target);
  return result;
}

}  // namespace premortem
