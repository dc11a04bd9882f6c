#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"

namespace premortem {

/// A bias that a model learns again from what it decided: b(n+1) = b(n) + gain b(n) (1 - b(n)), a discrete logistic growth.
struct FeedbackLoop {
  double bias = 0;  ///< b(0), a share in (0, 1)
  double gain = 0;  ///< of one round (one retraining on its own decisions), in [0, 1]
};

/// b(0), b(1), ..., b(rounds): never falling, in (0, 1].
/// @param rounds  from 0 to 1,000,000
/// @throws DomainError outside that domain
std::vector<double> feedback_path(const FeedbackLoop& loop, int rounds);

/// When a limit is crossed; absent: not at all, and why.
struct LimitRound {
  std::optional<int> round;  ///< the first n with b(n) > limit; 0: it is beyond from the beginning
  std::string why;
};

/// Without a gain never, nor where a million rounds do not suffice. A bias within rounding of the limit (1e-15 a round) may count as
/// crossed a round early or late.
/// @param limit  in (0, 1)
/// @throws DomainError outside that domain
LimitRound limit_round(const FeedbackLoop& loop, double limit);

/// The round lies between these for every bias and gain in their intervals, because b(n) rises in both: the derivative by b,
/// 1 + gain (1 - 2 b), is at least 1 - gain >= 0, and that by the gain is b (1 - b).
struct LimitRounds {
  LimitRound earliest;  ///< of the largest bias and gain; absent: never for any of them
  LimitRound latest;    ///< of the smallest; absent: for some of them never
};

/// @throws DomainError unless both intervals lie in the domain of FeedbackLoop
LimitRounds limit_rounds(const Interval& bias, const Interval& gain, double limit);

}  // namespace premortem
