#pragma once
#include <optional>

#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// What a single period of the mode counts, at its upper limits.
/// @param mean_high  the upper limit of the mean, which harmed_at_most gives with these grounds
/// @throws Refusal if a leaf has no interval, or nothing limits the chain alone
PeriodLaw period_law(const Case& subject, const FailureMode& mode, double mean_high, const BoundGrounds& grounds, const HarmSettings& settings);

/// The same in money, where each harm costs at most `largest_cost` and on average at most `mean_cost`.
PeriodLaw in_money(PeriodLaw law, double mean_cost, double largest_cost);

/// The same over a stretch of so many periods, above 0.
PeriodLaw over_periods(PeriodLaw law, double periods);

/// What a single stretch of time can reach: M that the count S passes with probability at most alpha.
///
/// The upper limits in the law hold with 1 - alpha/2 (decision 0003). Where they hold, M is the least of these, each of which S
/// passes with at most delta = alpha/2 (decision 0024):
///
/// * s q, where q is the 1 - delta quantile of the Poisson number of incidents with mean `incidents` and s what one of them
///   counts at most, since S <= s N;
/// * s e, where e is the mean of the worst share delta of Poisson(mean / s). Proof: an incident that counts X in [0, s]
///   has E phi(X) <= E phi(s B) for every increasing convex phi, with B = 1 with probability E X / s, else 0, and B is so
///   dominated by a Poisson variable of its mean. Sums of independent ones keep the order, so that E max(S - c, 0) <=
///   s E max(K - c/s, 0), K Poisson(mean / s), whether the number of incidents is fixed, binomial or Poisson and whatever
///   ties together those that one incident hurts. By Markov's inequality P(S > c + y) <= E max(S - c, 0) / y, which is delta
///   for c + y = s e (Shaked & Shanthikumar 2007, Stochastic Orders, section 4.A; Bentkus 2004, Ann. Probab. 32);
/// * the people there are.
///
/// Where samples show that the period itself varies, so that its mean is at most `worst_mean` though the long run's is `mean`,
/// the first takes incidents worst_mean / mean times as many. In the second the period's mean is dominated by worst_mean with
/// probability r = mean / worst_mean, else 0, so K is Poisson(worst_mean / s) and delta becomes delta / r; with that at 1 or
/// above it is mean / delta (Markov).
/// Absent where the mean is too large for the Poisson law.
std::optional<double> counted_at_most(const PeriodLaw& law, double confidence);

/// The largest single value that the evidence of a leaf allows, where its bound is `mean` at most: the hard high of a sample, in a pool
/// that of every sample; else what limits it.
double largest_value(const Leaf& leaf, double mean);

}  // namespace premortem
