#include "premortem/statistics/chi_square.hpp"

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {

double chi_square_survival(double df, double x) {
  require(positive_finite(df), "chi_square_survival", {{"df", df}}, "df > 0 is needed");
  return gamma_survival(df / 2, 2, x);
}

}  // namespace premortem
