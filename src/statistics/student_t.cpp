#include "premortem/statistics/student_t.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

using StudentT = boost::math::students_t_distribution<double, DoublePolicy>;

void require_moments(const SampleMoments& m) {
  require(m.n >= 0 && std::isfinite(m.n) && std::floor(m.n) == m.n && std::isfinite(m.mean) && m.variance >= 0 &&
              std::isfinite(m.variance),
          "welch_difference", {{"n", m.n}, {"mean", m.mean}, {"variance", m.variance}},
          "a whole n, a finite mean and a variance >= 0 are needed");
}

}  // namespace

double student_t_survival(double df, double t) {
  require(positive_finite(df) && !std::isnan(t), "student_t_survival", {{"df", df}, {"t", t}},
          "df > 0 and a number t are needed");
  if (std::isinf(t)) return t > 0 ? 0 : 1;
  return evaluated("student_t_survival", {{"df", df}, {"t", t}},
                   [&] { return boost::math::cdf(boost::math::complement(StudentT(df), t)); });
}

double student_t_upper_quantile(double df, double q) {
  require(positive_finite(df) && q > 0 && q < 1, "student_t_upper_quantile", {{"df", df}, {"q", q}},
          "df > 0 and q in (0, 1) are needed");
  return evaluated("student_t_upper_quantile", {{"df", df}, {"q", q}},
                   [&] { return boost::math::quantile(boost::math::complement(StudentT(df), q)); });
}

std::optional<WelchDifference> welch_difference(const SampleMoments& first, const SampleMoments& second,
                                                double confidence) {
  require_moments(first), require_moments(second);
  require(confidence > 0 && confidence < 1, "welch_difference", {{"confidence", confidence}},
          "confidence must lie in (0, 1)");
  if (first.n < 2 || second.n < 2 || (first.variance == 0 && second.variance == 0)) return std::nullopt;
  const double a = first.variance / first.n, b = second.variance / second.n;
  // Satterthwaite in shares of the variance: squares of small variances would underflow.
  const double share = a / (a + b);
  WelchDifference w;
  w.difference = second.mean - first.mean;
  w.standard_error = std::sqrt(a + b);
  w.df = 1 / (share * share / (first.n - 1) + (1 - share) * (1 - share) / (second.n - 1));
  w.p = 2 * student_t_survival(w.df, std::abs(w.difference) / w.standard_error);
  const double half = w.standard_error * student_t_upper_quantile(w.df, (1 - confidence) / 2);
  w.limits = {w.difference - half, w.difference + half};
  return w;
}

}  // namespace premortem
