#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "analysis/harm_mode.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

using Others = std::function<Interval(std::size_t)>;

/// The chain's number, and of end-to-end evidence beside it that one, at the given values. Shares of a population reach at
/// most all of it, even where nothing may have been noticed.
double output_at(const Case& subject, const FailureMode& mode, const HarmSettings& settings, const Expression& number, const Others& value) {
  const double harmed = evaluate_bound(number, value).high;
  if (!only_shares(mode, subject.leaves)) return harmed;
  return std::min(harmed, settings.exposure() * value(mode.stages.front().leaf).high);
}

/// The numbers that limit the harm: the chain, and the end-to-end evidence beside it.
std::vector<Expression> numbers_of(const FailureMode& mode, const HarmSettings& settings) {
  std::vector<Expression> numbers{harmed_by_chain(mode, settings.exposure())};
  if (!has_chain(mode)) return numbers;
  if (auto evidence = harmed_by_evidence(mode, settings.exposure())) numbers.push_back(std::move(*evidence));
  return numbers;
}

/// The most that is printed of the harm, which no swing passes. Infinite where there is no limit.
double printed_limit(const Case& subject, const FailureMode& mode, const HarmSettings& settings, const BoundGrounds& grounds) {
  try {
    return harmed_at_most(mode, subject.leaves, grounds, settings.confidence, settings.exposure()).high;
  } catch (const Refusal&) {
    return std::numeric_limits<double>::infinity();
  }
}

}  // namespace

std::vector<Swing> swings_of(const Case& subject, const FailureMode& mode, const HarmSettings& settings) {
  std::vector<Swing> swings;
  const BoundGrounds grounds = grounds_of(subject.leaves, leaves_of_bound(mode));
  const double limit = printed_limit(subject, mode, settings, grounds);
  std::vector<std::size_t> seen;
  for (const auto& number : numbers_of(mode, settings))
    for (const auto leaf : leaves_of(number)) {
      if (std::find(seen.begin(), seen.end(), leaf) != seen.end()) continue;
      seen.push_back(leaf);
      try {
        const Interval range = bound_in(subject.leaves[leaf], grounds, settings);
        if (range.low == range.high) continue;
        const auto output = [&](double x) {
          return output_at(subject, mode, settings, number, [&](std::size_t i) {
            if (i == leaf) return Interval{x, x};
            if (const auto point = point_of(subject.leaves[i])) return Interval{point->value, point->value};
            const double high = bound_in(subject.leaves[i], grounds, settings).high;
            return Interval{high, high};
          });
        };
        const double a = std::min(output(range.low), limit), b = std::min(output(range.high), limit);
        if (!std::isfinite(a) || !std::isfinite(b)) return {};  // nothing limits the number, so nothing compares
        if (a != b) swings.push_back({leaf, std::min(a, b), std::max(a, b), range});
      } catch (const Refusal&) {
        return {};  // without an interval for some leaf there is no swing to compare
      }
    }
  std::stable_sort(swings.begin(), swings.end(), [](const Swing& a, const Swing& b) { return a.high - a.low > b.high - b.low; });
  return swings;
}

}  // namespace premortem
