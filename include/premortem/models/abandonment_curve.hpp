#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace premortem {

/// What a latency and an abandonment say of each other.
enum class LatencyData {
  delays,     ///< a delay that was shown, and whether the session left: current status, the moment of leaving is not known
  quits,      ///< the moment somebody gave up, or was served and could have waited longer: right-censored
  published,  ///< points of a study that gives no counts
};

enum class CurveFamily { logistic, log_logistic, weibull, floor_logistic, floor_log_logistic, floor_weibull, hinge, isotonic, kaplan_meier };

inline constexpr std::size_t most_parameters = 3;
using CurveVector = std::array<double, most_parameters>;
using CurveMatrix = std::array<CurveVector, most_parameters>;

/// A place where a curve without parameters was estimated.
struct CurveStep {
  double latency_ms = 0;
  double value = 0;
  double low = 0, high = 1;            ///< of this place alone
  double band_low = 0, band_high = 1;  ///< of all places together, so that they hold for averages over latencies
  double variance_term = 0;            ///< kaplan_meier: events / (at risk (at risk - events)), Greenwood's summand
};

/// Share of sessions that leave at a latency t in ms, A(t). With x = ln t (t itself for logistic) and eta = b0 + b1 x:
///   logistic, log_logistic   1 / (1 + exp(-eta))
///   weibull                  1 - exp(-exp(eta)), x = ln t
///   floor_...                c0 + (1 - c0) G(t), G one of the above; parameters c0, b0, b1
///   hinge                    c0 + beta max(0, t - tau), capped at 1; parameters c0, beta, tau
///   isotonic                 straight lines between the steps, flat outside
///   kaplan_meier             the value of the last step at or before t, 0 before the first
/// Of LatencyData::quits log_logistic and weibull have the parameters mu, sigma: eta = (ln t - mu) / sigma.
struct AbandonmentCurve {
  CurveFamily family = CurveFamily::logistic;
  LatencyData data = LatencyData::delays;
  CurveVector parameters{};     ///< the first `parameter_count`; per ms
  CurveMatrix covariance{};     ///< of the parameters, inflated where the data scatter more than the family allows
  bool has_covariance = false;  ///< false: no limits are known
  std::vector<CurveStep> steps; ///< only isotonic and kaplan_meier, ascending
  double low_ms = 0, high_ms = 0;  ///< the latencies that were observed; beyond them the curve extrapolates
};

/// "log_logistic", ...: the name in the output.
std::string_view family_name(CurveFamily family);
bool has_parameters(CurveFamily family);
std::size_t parameter_count(const AbandonmentCurve& curve);
/// "b0", "b1", "c0", "beta", "tau", "mu", "sigma", in the order of the parameters.
std::vector<std::string> parameter_names(const AbandonmentCurve& curve);

/// A(t) in [0, 1]. @throws DomainError unless latency_ms is finite and >= 0
double abandonment(const AbandonmentCurve& curve, double latency_ms);
/// Derivatives of A(t) by the parameters; 0 beyond parameter_count and for curves without parameters. At the kink of a hinge
/// those from the left.
CurveVector abandonment_gradient(const AbandonmentCurve& curve, double latency_ms);
/// dA/dt per ms; of kaplan_meier 0, at the kink of a hinge 0, at a step of isotonic that of the line beyond it. At 0 ms a curve
/// in ln t has exp(b0) where b1 is 1, and is infinitely steep where b1 < 1. @throws DomainError likewise
double abandonment_slope(const AbandonmentCurve& curve, double latency_ms);

/// Of parameter i < parameter_count: the root of its variance; none where no covariance is known.
std::optional<double> standard_error(const AbandonmentCurve& curve, std::size_t i);
/// g' C g of a curve with covariance, at least 0.
double variance_along(const AbandonmentCurve& curve, const CurveVector& gradient);

}  // namespace premortem
