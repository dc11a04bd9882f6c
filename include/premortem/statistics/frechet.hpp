#pragma once
#include "premortem/core/interval.hpp"

namespace premortem {

/// Bounds on the probability that two events happen together, or that at least one does, from an interval
/// for each one's probability. All results lie in [0, 1], are rounded outwards by at most one unit in the
/// last place of each operation, and are exact where the operation is.
/// @throws DomainError if an argument is not an interval within [0, 1]

/// P(A and B), whatever the dependence: [max(0, a.low + b.low - 1), min(a.high, b.high)].
/// Source: Fréchet (1935), Fundamenta Mathematicae 25.
Interval frechet_and(const Interval& a, const Interval& b);

/// P(A or B), whatever the dependence: [max(a.low, b.low), min(1, a.high + b.high)].
Interval frechet_or(const Interval& a, const Interval& b);

/// P(A and B) for independent events: a b.
Interval independent_and(const Interval& a, const Interval& b);

/// P(A or B) for independent events: a + b - a b, computed as a + b (1 - a), which rises in both.
Interval independent_or(const Interval& a, const Interval& b);

}  // namespace premortem
