#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/erlang_input.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/erlang.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

/// Times in units of patience, in which the queue's formulas are those of a gamma distribution.
struct PatientQueue {
  double y = 0;                         ///< rate at which servers finish, c/theta
  double x = 0;                         ///< arrivals, A/theta
  double b = 0;                         ///< Erlang-B
  bool light() const { return x < y; }  ///< series for a light load: the gamma functions there underflow
};

PatientQueue queue_of(int servers, double offered, double patience) {
  require_servers(servers, offered);
  if (!(patience > 0 && std::isfinite(patience)))
    throw DomainError(fmt::format("a patience of {} service times: it must be positive and finite", patience));
  return {servers * patience, offered * patience, erlang_b(servers, offered)};
}

/// S(y, x) = sum over j >= 0 of x^j/((y+1)...(y+j)), and `mean` = sum of j times the same terms; x <= y.
struct QueueSeries {
  double sum = 1, mean = 0;
};

QueueSeries series(double y, double x) {
  QueueSeries s;
  double term = 1;
  for (double j = 1; term > 0; ++j) {
    term *= x / (y + j);
    s.sum += term, s.mean += j * term;
    // What follows is less than a geometric series with this ratio, and its mean less than j + 1/(1 - ratio) of it.
    const double ratio = x / (y + j + 1), rest = term * ratio / (1 - ratio);
    if (rest * (j + 1 / (1 - ratio)) <= 1e-17 * s.mean) break;
  }
  return s;
}

/// S under a heavy load, as 1/S: (x/y) density/cdf of a gamma distribution; 0 where S is beyond 1e308.
double inverse_sum(double y, double x) { return x / y * gamma_density(y, 1, x) / gamma_cdf(y, 1, x); }

double wait_probability(const PatientQueue& q) {
  if (q.light()) {
    const double s = series(q.y, q.x).sum;
    return q.b * s / (1 - q.b + q.b * s);
  }
  return q.b / ((1 - q.b) * inverse_sum(q.y, q.x) + q.b);
}

/// P(V > t)/P(V > 0): with z = x exp(-t), P(y, z)/P(y, x), for the regularised lower gamma function.
double patient_tail(const PatientQueue& q, double y, double t) {
  const double z = q.x * std::exp(-t);
  if (!q.light()) return gamma_cdf(y, 1, z) / gamma_cdf(y, 1, q.x);
  const double exponent = -q.x * std::expm1(-t) - y * t;
  return std::exp(exponent) * series(y, z).sum / series(y, q.x).sum;
}

/// E[exp(-V) given V > 0]: who waits and stays.
double stays_of_waiting(const PatientQueue& q) {
  if (q.light()) return q.y / (q.y + 1) * series(q.y + 1, q.x).sum / series(q.y, q.x).sum;
  return q.y / q.x * (gamma_cdf(q.y + 1, 1, q.x) / gamma_cdf(q.y, 1, q.x));
}

}  // namespace

ErlangA erlang_a(int servers, double offered, double patience) {
  const PatientQueue q = queue_of(servers, offered, patience);
  if (offered == 0) return {};
  ErlangA a;
  a.wait_probability = wait_probability(q);
  if (q.light()) {  // number waiting over arrivals
    const QueueSeries s = series(q.y, q.x);
    a.abandoned = a.wait_probability * s.mean / s.sum / q.x;
  } else {  // what comes less what goes while all are busy, c P(wait) less the states that a server has just left
    const double all_busy_none_waiting = a.wait_probability * inverse_sum(q.y, q.x);
    a.abandoned = ((q.x - q.y) * a.wait_probability + q.y * all_busy_none_waiting) / q.x;
  }
  a.mean_wait = a.abandoned * patience;
  return a;
}

double erlang_a_tail(int servers, double offered, double patience, double t) {
  require_time("t", t);
  const PatientQueue q = queue_of(servers, offered, patience);
  if (offered == 0 || std::isinf(t)) return 0;
  const double u = t / patience;
  return wait_probability(q) * patient_tail(q, q.y, u) * std::exp(-u);
}

double erlang_a_served_within(int servers, double offered, double patience, double t) {
  require_time("t", t);
  const PatientQueue q = queue_of(servers, offered, patience);
  if (offered == 0) return 1;
  const double wait = wait_probability(q), stays = wait * stays_of_waiting(q);
  if (std::isinf(t)) return 1 - wait + stays;
  return 1 - wait + stays * (1 - patient_tail(q, q.y + 1, t / patience));
}

}  // namespace premortem
