#pragma once

namespace premortem {

/// Queues with Poisson arrivals, exponential service and first come, first served. `offered` is the load A in Erlang,
/// arrivals times the mean service time; `servers` is from 1 to 1,000,000, each value costs O(servers).

/// Share of arrivals that find every server busy where nobody waits (M/M/c/c), by B(n) = A B(n-1)/(n + A B(n-1)),
/// whose terms are all positive: no overflow, and below 1e-308 it is 0.
/// @throws DomainError unless 1 <= servers <= 1,000,000 and offered is finite and >= 0
/// Source: Erlang (1917); the recursion is in Cooper (1981), Introduction to Queueing Theory, 2nd ed.
double erlang_b(int servers, double offered);

/// P(W > 0) where everyone waits (M/M/c): c B/(c - A + A B). The wait of those who wait is exponential with rate
/// (c - A)/service time.
/// @throws DomainError as erlang_b; Refusal if offered >= servers, where the queue has no steady state
double erlang_c(int servers, double offered);

/// P(W > t) of M/M/c: C exp(-(c - A) t), with t in service times. @throws as erlang_c; DomainError if t < 0
double erlang_c_tail(int servers, double offered, double t);

/// The queue M/M/c+M: whoever waits leaves after an exponential patience.
struct ErlangA {
  double wait_probability = 0;  ///< P(all servers are busy)
  double abandoned = 0;         ///< share of arrivals that leave without service
  double mean_wait = 0;         ///< of all arrivals, served or not, in service times
};

/// In closed form over Erlang-B and the incomplete gamma function: with y = c/theta, x = A/theta (theta = service time
/// over patience), S = sum over j of x^j/((y+1)...(y+j)), P(wait) = B S/(1 - B + B S). Relative error 1e-11 where A <
/// c, and where servers * patience is at most 1e6, to which the gamma functions were compared with 50-digit arithmetic.
/// @param patience  mean, in service times, > 0
/// @throws DomainError as erlang_b, or if patience is not positive and finite
/// Source: Palm (1957); Garnett, Mandelbaum & Reiman (2002), Manufacturing & Service Operations Management 4.
ErlangA erlang_a(int servers, double offered, double patience);

/// P(W > t), of all arrivals and whether they are served then or not. P(V > t) exp(-theta t) with V the wait of one
/// who never leaves, whose density is proportional to exp(x (1 - exp(-theta t)) - c t).
/// Source: Zeltyn & Mandelbaum (2005), Queueing Systems 51.
double erlang_a_tail(int servers, double offered, double patience, double t);

/// Share of arrivals whose service begins within t; the others wait longer or have left.
double erlang_a_served_within(int servers, double offered, double patience, double t);

}  // namespace premortem
